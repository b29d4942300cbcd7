import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalCalendar } from '../../../src/calendar/local/local-calendar.ts';
import { at, booking, LOS_ANGELES, newEvent } from '../builders.ts';

let directory = '';
const writers: ChildProcess[] = [];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'calendar-crash-'));
});
afterAll(async () => {
  for (const writer of writers) writer.kill('SIGKILL');
  await rm(directory, { recursive: true });
});

/** Starts a writer and kills it without warning once it has told so many ids; gives all that it told. */
async function killedAfter(file: string, first: number, ids: number): Promise<string[]> {
  const writer = spawn(
    process.execPath,
    [join(import.meta.dirname, 'write-until-killed.ts'), file, `${first}`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  writers.push(writer);
  const told: string[] = [];
  const lines = createInterface({ input: writer.stdout });
  lines.on('line', (line) => {
    told.push(line);
    // Right after an answer the next write has begun; a little later it is in the midst of it.
    if (told.length === ids) setImmediate(() => writer.kill('SIGKILL'));
  });
  await once(lines, 'close');
  return told;
}

describe('A writer that is killed without warning', () => {
  it('leaves a whole file that holds every event it had answered for, and does not block the next one', async () => {
    const file = join(directory, 'calendar.ics');
    const told: string[] = [];
    for (const round of [0, 1, 2, 3, 4]) {
      told.push(...(await killedAfter(file, round * 1000, 3 + round * 2)));
      const calendar = await openLocalCalendar({ file, timeZone: LOS_ANGELES });
      const held = await calendar.events(at('2026-12-01T00:00'), at('2026-12-02T00:00'));
      expect(held.map(({ id }) => id)).toEqual(expect.arrayContaining(told));
      // At most the one that was being written at each killing was not answered for.
      expect(held.length - told.length).toBeLessThanOrEqual(2 * (round + 1));
      const { id } = await calendar.create(
        newEvent({ id: `after${round}`, booking: booking({ number: round }) }),
      );
      told.push(id);
      await calendar.close();
    }
  }, 30_000);
});
