import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_CALLS } from '../../src/calendar/calls.ts';
import { signsOf } from '../../src/cli/page-source.ts';
import { type PageServer, startPageServer } from '../../src/dashboard/server.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { enqueue, openTestOffice, type TestOffice, WORKSPACE, ZONE } from '../booking/office.ts';

let office: TestOffice;
let server: PageServer;
let calls: Record<string, typeof NO_CALLS> = {};
let pace: number | null = null;
let storeIsUp = true;

beforeEach(async () => {
  office = await openTestOffice();
  [calls, pace, storeIsUp] = [{}, null, true];
  const { store, clock } = office;
  server = await startPageServer(
    '0.0.0.0',
    0,
    {
      now: clock.now,
      timeZone: ZONE,
      queue: (limit) => store.queue({ workspace: WORKSPACE, limit }),
      counts: () => store.counts({ workspace: WORKSPACE }),
      workspaces: () =>
        storeIsUp ? signsOf(store) : Promise.reject(new StoreUnavailable('It is gone.', 'Wait.')),
      notReady: () => null,
      comingBookings: () => store.bookings({ workspace: WORKSPACE }),
      openEscalations: () => store.escalations({ workspace: WORKSPACE, open: true }),
      calendarFile: async () => '',
      calendarCalls: () => calls,
      calendarPaceSeconds: () => pace,
    },
    pino({ level: 'silent' }),
  );
});
afterEach(async () => {
  await server.close();
  await office.store.close();
});

/** A second passes after each, so that the next is asked for anew. */
async function metrics(): Promise<{ lines: string[]; contentType: string | null }> {
  const answer = await fetch(`http://127.0.0.1:${new URL(server.address).port}/metrics`);
  office.clock.pass({ seconds: 1 });
  expect(answer.status).toBe(200);
  return { lines: (await answer.text()).split('\n'), contentType: answer.headers.get('content-type') };
}

describe('/metrics', () => {
  it('is in the text format of Prometheus, on an address that others reach too', async () => {
    const { lines, contentType } = await metrics();
    expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(lines).toContain('# TYPE mock_scheduler_calendar_calls_total counter');
    expect(lines.some((line) => line.startsWith('process_cpu_seconds_total '))).toBe(true);
    for (const line of lines) expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{.*\})? -?[\w.+-]+)?$/);
  });

  it('counts the calendar’s calls by method since the start, however often it is asked', async () => {
    calls = { insert: { ...NO_CALLS, calls: 14, successes: 13, waitedMs: 26_500, rateErrors: 1 } };
    await metrics();
    const { lines } = await metrics();
    expect(lines).toContain('mock_scheduler_calendar_calls_total{method="insert"} 14');
    expect(lines).toContain('mock_scheduler_calendar_successes_total{method="insert"} 13');
    expect(lines).toContain('mock_scheduler_calendar_waited_seconds_total{method="insert"} 26.5');
    expect(lines).toContain('mock_scheduler_calendar_rate_errors_total{method="insert"} 1');
  });

  it('tells the pace once it is known', async () => {
    const paceIn = (lines: string[]) =>
      lines.filter((line) => line.startsWith('mock_scheduler_calendar_pace'));
    expect(paceIn((await metrics()).lines)).toEqual([]);
    pace = 4;
    expect(paceIn((await metrics()).lines)).toEqual(['mock_scheduler_calendar_pace_seconds 4']);
  });

  it('tells how many candidates are not done, by state, and names none of them', async () => {
    await enqueue(office.store, 'Dana');
    await enqueue(office.store, 'Eli');
    await office.store.pause({ workspace: WORKSPACE, paused: true, actor: 'test' });
    const { lines } = await metrics();
    expect(lines).toContain('mock_scheduler_candidates{workspace="default",state="queued"} 2');
    expect(lines).toContain('mock_scheduler_candidates{workspace="default",state="escalated"} 0');
    expect(lines).toContain('mock_scheduler_queue_paused{workspace="default"} 1');
    expect(lines).toContain('mock_scheduler_store_up 1');
    expect(lines.join('\n')).not.toMatch(/dana|eli@/i);
  });

  it('goes on without what the store knows, while that does not answer', async () => {
    storeIsUp = false;
    const { lines } = await metrics();
    expect(lines).toContain('mock_scheduler_store_up 0');
    expect(lines.filter((line) => /^mock_scheduler_(candidates|queue_paused)/.test(line))).toEqual([]);
  });

  it('says how long things have waited, and what is not as booked', async () => {
    const { store, clock } = office;
    await enqueue(store, 'Dana Fox');
    clock.pass({ minutes: 2 });
    const about = (lines: readonly string[]) =>
      lines.filter((line) =>
        /^mock_scheduler_(queue_oldest|watch_age|decisions|notices|observations)/.test(line),
      );
    expect(about((await metrics()).lines)).toEqual([
      'mock_scheduler_queue_oldest_seconds{workspace="default"} 120',
      'mock_scheduler_decisions_waiting{workspace="default"} 0',
      'mock_scheduler_notices_waiting{workspace="default"} 0',
      'mock_scheduler_observations{workspace="default",state="open"} 0',
      'mock_scheduler_observations{workspace="default",state="mending"} 0',
      'mock_scheduler_observations{workspace="default",state="asked"} 0',
      'mock_scheduler_observations{workspace="default",state="kept"} 0',
    ]);
  });

  it('tells it of each workspace', async () => {
    const { store, clock } = office;
    const changes = { calendarDelaySeconds: 3 };
    const { id } = await store.setWorkspace({ workspace: 'evening', changes, actor: 'test' });
    await enqueue(store, 'Dana', undefined, id);
    clock.pass({ minutes: 5 });
    const { lines } = await metrics();
    const about = (workspace: string) =>
      lines
        .filter((line) => /^mock_scheduler_(candidates|queue)/.test(line) && line.includes(workspace))
        .filter((line) => !line.endsWith(' 0'));
    expect(about('evening')).toEqual([
      'mock_scheduler_candidates{workspace="evening",state="queued"} 1',
      'mock_scheduler_queue_oldest_seconds{workspace="evening"} 300',
    ]);
    expect(about('default')).toEqual([]);
  });
});
