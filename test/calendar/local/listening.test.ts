import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalCalendar, openLocalCalendar } from '../../../src/calendar/local/local-calendar.ts';
import { at, booking, LOS_ANGELES, newEvent } from '../builders.ts';

let directory = '';
let file = '';
let naps: (() => void)[] = [];
let calendar: LocalCalendar;
let told = 0;

/** A sleep that lasts until the test says so, or it is broken off. */
const sleep = (_: number, signal?: AbortSignal) =>
  new Promise<void>((wake) => {
    naps.push(wake);
    signal?.addEventListener('abort', () => wake(), { once: true });
  });

/** Lets the calendar look at its file once. */
const look = async () => {
  naps.shift()?.();
  while (naps.length === 0) await setImmediate();
};

/** How often it was told since this was last asked. */
const heard = () => {
  const since = told;
  told = 0;
  return since;
};

const open = () => openLocalCalendar({ file, timeZone: LOS_ANGELES, sleep });
const listen = () =>
  calendar.listen(() => {
    told += 1;
  });
const edit = async (change: (text: string) => string) =>
  writeFile(file, change(await readFile(file, 'utf8')));

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'listening-'));
  file = join(directory, 'calendar.ics');
  naps = [];
  calendar = await open();
});
afterEach(async () => {
  await calendar.close();
  heard();
  await rm(directory, { recursive: true });
});

describe('Who listens to a local calendar', () => {
  it('is told at once of what this process writes, and only once', async () => {
    await listen();
    await calendar.create(newEvent());
    expect(heard()).toBe(1);
    await look();
    expect(heard()).toBe(0);
  });

  it('is told of what another process writes', async () => {
    await listen();
    const other = await open();
    await other.create(newEvent());
    expect(heard()).toBe(0);
    await look();
    expect(heard()).toBe(1);
    expect(await calendar.find('abcde0001')).not.toBeNull();
    await look();
    expect(heard()).toBe(0);
  });

  it('is told where a hand edits, replaces, removes or puts back the file', async () => {
    await calendar.create(newEvent());
    await listen();
    await edit((text) => text.replace('Alpha FS1', 'Bravo FS1'));
    await look();
    expect(heard()).toBe(1);
    const text = await readFile(file, 'utf8');
    await writeFile(`${file}.copy`, text);
    await rename(`${file}.copy`, file);
    await look();
    expect(heard()).toBe(1);
    await rm(file);
    await look();
    expect(heard()).toBe(1);
    await writeFile(file, text);
    await look();
    expect(heard()).toBe(1);
  });

  it('is told of a file that was damaged, once, and again when it is mended', async () => {
    await calendar.create(newEvent());
    await listen();
    const whole = await readFile(file, 'utf8');
    await writeFile(file, whole.slice(0, 200));
    await look();
    expect(heard()).toBe(1);
    await expect(calendar.find('abcde0001')).rejects.toMatchObject({ kind: 'person' });
    await look();
    expect(heard()).toBe(0);
    await writeFile(file, whole);
    await look();
    expect(heard()).toBe(1);
    expect(await calendar.find('abcde0001')).not.toBeNull();
  });

  it('hears nothing of what was written before', async () => {
    await calendar.create(newEvent());
    await listen();
    await look();
    expect(heard()).toBe(0);
  });

  it('makes the calendar look at its file only while anybody listens', async () => {
    expect(naps).toEqual([]);
    const first = await listen();
    const second = await listen();
    expect(naps).toHaveLength(1);
    await first?.close();
    await calendar.create(newEvent());
    expect(heard()).toBe(1);
    await second?.close();
    await calendar.move(newEvent({ title: 'another' }));
    naps.shift()?.();
    await setImmediate();
    expect(naps).toEqual([]);
    expect(heard()).toBe(0);
    await listen();
    expect(naps).toHaveLength(1);
  });
});

describe('A mock in a local calendar', () => {
  const answers = async (event: Promise<{ attendees: readonly { email: string; response: string }[] }>) =>
    Object.fromEntries((await event).attendees.map(({ email, response }) => [email, response]));
  const answer = (email: string, word: string) =>
    edit((text) =>
      text
        .replaceAll('\r\n ', '')
        .replace(new RegExp(`PARTSTAT=NEEDS-ACTION:mailto:${email}`), `PARTSTAT=${word}:mailto:${email}`),
    );

  beforeEach(async () => {
    await calendar.create(newEvent());
    await answer('sam@example.com', 'ACCEPTED');
    await answer('alpha@example.com', 'DECLINED');
  });

  it('keeps all answers where only its words change', async () => {
    expect(await answers(calendar.move(newEvent({ description: 'another' })))).toEqual({
      'sam@example.com': 'accepted',
      'alpha@example.com': 'declined',
      'team@example.com': 'needsAction',
    });
  });

  it('keeps the answers of who stays where only its people change', async () => {
    const change = {
      attendees: [
        { email: 'sam@example.com', name: 'Sam', optional: false },
        { email: 'bravo@example.com', name: 'Bravo', optional: false },
      ],
      booking: booking({ interviewerEmail: 'bravo@example.com' }),
    };
    expect(await answers(calendar.move(newEvent(change)))).toEqual({
      'sam@example.com': 'accepted',
      'bravo@example.com': 'needsAction',
    });
  });

  it('asks anew who declined where it is at another time', async () => {
    const change = { start: at('2026-12-01T20:00'), end: at('2026-12-01T21:30') };
    expect(await answers(calendar.move(newEvent(change)))).toMatchObject({
      'sam@example.com': 'accepted',
      'alpha@example.com': 'needsAction',
    });
  });
});
