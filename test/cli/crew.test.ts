import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { Crew, type OpenOffice } from '../../src/cli/crew.ts';
import { UserError } from '../../src/errors.ts';
import type { WorkspaceRow } from '../../src/store/rows.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { Watcher } from '../../src/watching/watcher.ts';
import { deskOver, enqueue, openTestOffice, TestClock, type TestOffice } from '../booking/office.ts';

let office: TestOffice;
let opened: string[];
let closed: string[];

beforeEach(async () => {
  office = await openTestOffice();
  opened = [];
  closed = [];
});
afterEach(() => office.store.close());

const WINDOWS: Readonly<Record<string, { start: string; end: string }>> = {
  default: { start: '2026-12-01', end: '2026-12-14' },
  evening: { start: '2027-01-01', end: '2027-01-14' },
};

/** A worker over the one test office; a procedure called `faulty` cannot be opened. */
async function openOne(row: WorkspaceRow): Promise<OpenOffice> {
  if (row.sop?.name === 'faulty') throw new UserError('The procedure is faulty.', { remedy: 'Mend it.' });
  opened.push(row.id);
  const desk = { ...deskOver({ ...office, procedure: office.desk.procedure }), workspace: row.id };
  // Its waiting must not make the time pass for the others.
  const watched = { ...desk, clock: new TestClock(`${office.clock.now()}`) };
  return {
    workspace: row.id,
    worker: new Worker(desk, `worker of ${row.id}`),
    watcher: new Watcher({ ...watched, everyMinutes: 5, wakeWorker: () => {} }, `watcher of ${row.id}`),
    close: async () => {
      closed.push(row.id);
    },
  } as unknown as OpenOffice;
}

function newCrew(open = openOne): Crew {
  return new Crew({ store: office.store, clock: office.clock, log: pino({ level: 'silent' }), open });
}

async function runUntil(crew: Crew, reached: () => Promise<boolean>): Promise<void> {
  const stop = new AbortController();
  const running = crew.run(stop.signal);
  try {
    for (let turn = 0; turn < 10_000 && !(await reached()); turn += 1) await setImmediate();
    expect(await reached()).toBe(true);
  } finally {
    stop.abort();
  }
  await running;
}

const scheduledIn = (workspace: string) => async () =>
  (await office.store.candidates({ workspace, state: 'scheduled' })).length === 1;

describe('a crew', () => {
  it('works in every workspace, and leaves none open when it stops', async () => {
    await office.store.setWorkspace({ workspace: 'evening', changes: {}, actor: 'Ann' });
    for (const workspace of ['default', 'evening']) {
      await enqueue(office.store, `Dana ${workspace}`, WINDOWS[workspace], workspace);
    }
    await runUntil(
      newCrew(),
      async () => (await scheduledIn('default')()) && (await scheduledIn('evening')()),
    );
    expect(closed.sort()).toEqual(['default', 'evening']);
  });

  it('takes up a workspace that is made while it works', async () => {
    const crew = newCrew();
    let made = false;
    await runUntil(crew, async () => {
      if (!made && crew.offices().length === 1) {
        made = true;
        await office.store.setWorkspace({ workspace: 'evening', changes: {}, actor: 'Ann' });
        await enqueue(office.store, 'Dana', WINDOWS['evening'], 'evening');
      }
      return scheduledIn('evening')();
    });
    expect(opened).toEqual(['default', 'evening']);
  });

  it('opens a workspace anew when its settings change', async () => {
    const crew = newCrew();
    let changed = false;
    await runUntil(crew, async () => {
      if (!changed && crew.offices().length === 1) {
        changed = true;
        await office.store.setWorkspace({
          workspace: 'default',
          changes: { calendarDelaySeconds: 3 },
          actor: 'Ann',
        });
      }
      return opened.length === 2;
    });
    expect(opened).toEqual(['default', 'default']);
  });

  it('goes on without a workspace that cannot be opened, until somebody mends it', async () => {
    const set = (name: string) =>
      office.store.setWorkspace({
        workspace: 'evening',
        changes: { sop: { text: 'sop: 1', name } },
        actor: 'Ann',
      });
    await set('faulty');
    await enqueue(office.store, 'Dana', WINDOWS['default'], 'default');
    let mended = false;
    await runUntil(newCrew(), async () => {
      if (!(await scheduledIn('default')())) return false;
      if (!mended) {
        mended = true;
        office.clock.pass({ seconds: 1 });
        await set('mended');
      }
      return opened.includes('evening');
    });
  });

  it('is known as a whole or not at all: while it opens workspaces, and until all work in them has ended', async () => {
    await office.store.setWorkspace({ workspace: 'evening', changes: {}, actor: 'Ann' });
    const [opening, working] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const crew = newCrew(async (row) => {
      if (row.id === 'evening') await opening.promise;
      const worker = { run: () => (row.id === 'evening' ? working.promise : Promise.resolve()) };
      return { ...(await openOne(row)), worker: worker as unknown as Worker };
    });
    let isOpened = false;
    void crew.opened.then(() => {
      isOpened = true;
    });
    const stop = new AbortController();
    const running = crew.run(stop.signal);
    while (crew.offices().length < 1) await setImmediate();
    expect(isOpened).toBe(false);
    opening.resolve();
    await crew.opened;
    expect(crew.offices()).toHaveLength(2);
    stop.abort();
    while (!closed.includes('default')) await setImmediate();
    expect(crew.offices()).toHaveLength(2);
    working.resolve();
    await running;
    expect(crew.offices()).toEqual([]);
  });

  it('lets nobody wait for workspaces that are not opened any more', async () => {
    const crew = newCrew();
    await crew.run(AbortSignal.abort());
    await crew.opened;
    expect(opened).toEqual([]);
  });

  it('ends, with all that it opened closed, when a worker fails for a reason of ours', async () => {
    const crew = newCrew(async (row) => ({
      ...(await openOne(row)),
      worker: { run: () => Promise.reject(new Error('a bug')) } as unknown as Worker,
    }));
    await expect(crew.run(new AbortController().signal)).rejects.toThrow('a bug');
    expect(closed).toEqual(opened);
  });

  it('waits for a store that is out of reach', async () => {
    let calls = 0;
    const store = {
      workspaces: async () => {
        calls += 1;
        if (calls < 3) throw new StoreUnavailable('It is gone.', 'Wait.');
        return office.store.workspaces();
      },
    };
    const crew = new Crew({ store, clock: office.clock, log: pino({ level: 'silent' }), open: openOne });
    await runUntil(crew, async () => opened.length === 1);
  });
});
