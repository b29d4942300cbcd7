import { existsSync } from 'node:fs';
import { pino } from 'pino';
import { chromium } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import type { PageSource } from '../../src/dashboard/page-app.ts';
import { type PageServer, startPageServer } from '../../src/dashboard/server.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { enqueue, openTestOffice, type TestOffice, WORKSPACE, ZONE } from '../booking/office.ts';

const quiet = pino({ level: 'silent' });
let office: TestOffice;
let server: PageServer;

function sourceOf({ store, calendar, clock }: TestOffice): PageSource {
  return {
    now: clock.now,
    timeZone: ZONE,
    queue: (limit) => store.queue({ workspace: WORKSPACE, limit }),
    counts: () => store.counts({ workspace: WORKSPACE }),
    workspaces: async () => [],
    notReady: () => null,
    comingBookings: () => store.bookings({ workspace: WORKSPACE, from: clock.now() }),
    openEscalations: () => store.escalations({ workspace: WORKSPACE, open: true }),
    calendarFile: () => calendar.exportIcs(),
    calendarCalls: () => ({}),
    calendarPaceSeconds: () => null,
  };
}

beforeEach(async () => {
  office = await openTestOffice();
  server = await startPageServer('127.0.0.1', 0, sourceOf(office), quiet);
});
afterEach(async () => {
  await server.close();
  await office.store.close();
});

describe('the page', () => {
  it('says in words what is wrong while the store does not answer, and nothing of what broke inside', async () => {
    const broken: PageSource = {
      ...sourceOf(office),
      openEscalations: () => Promise.reject(new StoreUnavailable('The database is away.', 'Wait.')),
      calendarFile: () => Promise.reject(new Error('at secret.ts:1')),
    };
    const away = await startPageServer('127.0.0.1', 0, broken, quiet);
    const page = await fetch(away.address);
    expect([page.status, await page.text()]).toEqual([503, 'The database is away. Wait.']);
    const file = await fetch(`${away.address}/calendar.ics`);
    expect([file.status, (await file.text()).includes('secret')]).toEqual([500, false]);
    await away.close();
  });

  it('says that it is ready only while somebody is served: not at the start, not on the way to a stop', async () => {
    let why: string | null = 'the program is starting';
    const other = await startPageServer('127.0.0.1', 0, { ...sourceOf(office), notReady: () => why }, quiet);
    const ask = async (path: string) => {
      const answer = await fetch(`${other.address}${path}`);
      return [answer.status, await answer.text()];
    };
    expect(await ask('/readyz')).toEqual([503, 'the program is starting']);
    expect(await ask('/healthz')).toEqual([200, 'ok']);
    why = null;
    expect(await ask('/readyz')).toEqual([200, 'ok']);
    await other.close();
  });

  it('shows the beginning of a long queue, and says how many more there are', async () => {
    for (let number = 1; number <= 103; number += 1) await enqueue(office.store, `Candidate ${number}`);
    const html = await (await fetch(server.address)).text();
    expect(html.match(/<td>queued<\/td>/g)).toHaveLength(100);
    expect(html).toContain('and 3 more');
  });

  it('shows the queue, the coming mocks and what waits for a decision', async () => {
    await enqueue(office.store, 'Dana');
    await enqueue(office.store, 'Eli', { start: '2026-12-01', end: '2026-12-01' });
    await new Worker(office.desk, 'worker').runUntilIdle();
    await enqueue(office.store, 'Noor');
    const page = await (await fetch(server.address)).text();
    expect(page).toContain('<td>Tue, Dec 1, 18:00–19:00</td><td>One Mock1</td><td>Dana</td><td>Alpha</td>');
    expect(page).toContain('<h3>Eli</h3>');
    expect(page).toContain('<td>Noor</td><td>queued</td>');
  });

  it('shows names as text, whatever they contain', async () => {
    await enqueue(office.store, '<script>alert(1)</script>');
    const page = await (await fetch(server.address)).text();
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script>');
  });

  it('serves the calendar as a file, and says that it lives', async () => {
    await enqueue(office.store, 'Dana');
    await new Worker(office.desk, 'worker').runUntilIdle();
    const calendar = await fetch(`${server.address}/calendar.ics`);
    expect(calendar.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(await calendar.text()).toContain('SUMMARY:Dana : Alpha One Mock1');
    expect(await (await fetch(`${server.address}/healthz`)).text()).toBe('ok');
    expect((await fetch(`${server.address}/nothing`)).status).toBe(404);
  });

  it('shows nobody’s data under a foreign name, nor on an address that others reach', async () => {
    const { port } = new URL(server.address);
    const asked = async (address: string, path: string, host?: string) => {
      const { request } = await import('node:http');
      return new Promise<number>((resolve, reject) => {
        const call = request(
          { host: address, port, path, headers: host === undefined ? {} : { host } },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode ?? 0);
          },
        );
        call.on('error', reject);
        call.end();
      });
    };
    expect(await asked('127.0.0.1', '/', 'attacker.example.com')).toBe(403);
    expect(await asked('127.0.0.1', '/calendar.ics', 'attacker.example.com')).toBe(403);
    expect(await asked('127.0.0.1', '/', `localhost:${port}`)).toBe(200);
    const open = await startPageServer('0.0.0.0', 0, sourceOf(office), quiet);
    const outside = new URL(open.address).port;
    expect((await fetch(`http://127.0.0.1:${outside}/`)).status).toBe(403);
    expect((await fetch(`http://127.0.0.1:${outside}/healthz`)).status).toBe(200);
    await open.close();
  });

  it.each(['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Real-IP', 'Via'])(
    'shows nobody’s data through a proxy that says so: %s',
    async (header) => {
      const asked = (path: string) =>
        fetch(`${server.address}${path}`, { headers: { [header]: '203.0.113.9' } });
      expect((await asked('/')).status).toBe(403);
      expect((await asked('/calendar.ics')).status).toBe(403);
      expect((await asked('/healthz')).status).toBe(200);
    },
  );

  it.each(['/', '/calendar.ics', '/nothing'])(
    'may run no script, send nothing, be framed by nobody and be kept by nobody: %s',
    async (path) => {
      const { headers } = await fetch(`${server.address}${path}`);
      const policy = headers.get('content-security-policy')?.split('; ');
      for (const rule of ['default-src', 'form-action', 'frame-ancestors', 'base-uri'])
        expect(policy).toContain(`${rule} 'none'`);
      expect(policy?.filter((rule) => /script|\*|http/.test(rule))).toEqual([]);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    existsSync,
  );

  it.skipIf(browser === undefined)(
    'reads well in a browser, without a complaint of its own (needs Chromium)',
    async () => {
      await enqueue(office.store, 'Dana');
      await new Worker(office.desk, 'worker').runUntilIdle();
      const program = await chromium.launch({
        executablePath: browser!,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      });
      try {
        const page = await program.newPage();
        const complaints: string[] = [];
        page.on('console', (message) => complaints.push(message.text()));
        page.on('pageerror', (error) => complaints.push(error.message));
        await page.goto(server.address);
        expect(await page.getByRole('heading', { name: 'Mocks of the coming four weeks' }).isVisible()).toBe(
          true,
        );
        expect(await page.getByRole('row').count()).toBe(4);
        expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
      } finally {
        await program.close();
      }
    },
  );
});
