import type { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { type PageSource, pageApp } from '../../src/dashboard/page-app.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { TestClock } from '../booking/office.ts';

let clock: TestClock;
let app: Hono;
/** How often the store was asked, and how often at the same time. */
let asked: number;
let atOnce: number;
let open: number;
let isUp: boolean;
let whyNot: string | null;

async function store<T>(answer: T): Promise<T> {
  asked += 1;
  open += 1;
  atOnce = Math.max(atOnce, open);
  await new Promise(setImmediate);
  open -= 1;
  if (!isUp) throw new StoreUnavailable('It is gone.', 'Wait.');
  return answer;
}

beforeEach(() => {
  clock = new TestClock('2026-11-22T09:00:00Z');
  [asked, atOnce, open, isUp, whyNot] = [0, 0, 0, true, null];
  const source: PageSource = {
    now: clock.now,
    timeZone: 'UTC',
    queue: () => store({ paused: false, candidates: [] }),
    counts: () => store({}),
    workspaces: () => store([]),
    notReady: () => whyNot,
    comingBookings: () => store([]),
    openEscalations: () => store([]),
    calendarFile: () => store(''),
    calendarCalls: () => ({}),
    calendarPaceSeconds: () => null,
  };
  app = pageApp(source, false, { error: () => {} });
});

/** So many requests at once, and each answer that came, once. */
async function flood(path: string, requests = 100, method = 'GET'): Promise<string[]> {
  const answers = await Promise.all(
    Array.from({ length: requests }, async () => {
      const answer = await app.request(`https://mocks.example.com${path}`, { method });
      const text = await answer.text();
      return `${answer.status} ${/^mock_scheduler_store_up .*$/m.exec(text)?.[0] ?? text}`;
    }),
  );
  return [...new Set(answers)];
}

describe('a flood of requests from outside', () => {
  it.each([
    ['/healthz', '200 ok'],
    ['/readyz', '200 ok'],
    ['/metrics', '200 mock_scheduler_store_up 1'],
  ])('asks the store once a second, however many come for %s', async (path, well) => {
    expect(await flood(path)).toEqual([well]);
    expect(await flood(path)).toEqual([well]);
    expect(asked).toBe(1);
    clock.pass({ seconds: 1 });
    expect(await flood(path)).toEqual([well]);
    expect([asked, atOnce]).toEqual([2, 1]);
  });

  it('gains nothing by asking for headers alone, or with a query of its own each time', async () => {
    await flood('/healthz', 10, 'HEAD');
    for (let number = 0; number < 10; number += 1) await flood(`/readyz?${number}`, 1);
    expect(asked).toBe(1);
  });

  it.each([
    ['/healthz', '503 the store does not answer; the log says why', '200 ok'],
    ['/readyz', '503 the store does not answer; the log says why', '200 ok'],
    ['/metrics', '200 mock_scheduler_store_up 0', '200 mock_scheduler_store_up 1'],
  ])('neither hides that the store is away, nor that it is back: %s', async (path, away, well) => {
    isUp = false;
    expect(await flood(path)).toEqual([away]);
    expect(asked).toBe(1);
    isUp = true;
    clock.pass({ seconds: 1 });
    expect(await flood(path)).toEqual([well]);
  });

  it('does not hide that the program stops: that is known without the store, and at once', async () => {
    expect(await flood('/readyz')).toEqual(['200 ok']);
    whyNot = 'the program is stopping';
    expect(await flood('/readyz')).toEqual(['503 the program is stopping']);
    expect(asked).toBe(1);
  });

  it('reaches the store by no other path', async () => {
    for (const path of ['/', '/calendar.ics', '/nothing']) await flood(path);
    expect(asked).toBe(0);
  });
});
