import { describe, expect, it } from 'vitest';
import { at } from '../builders.ts';
import { errorOf, openScene, type Scene } from './scene.ts';

const DECEMBER = [at('2026-12-01T00:00'), at('2027-01-01T00:00')] as const;

function addresses(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `person${index}@example.com`);
}

function asked({ google }: Scene) {
  return google.calls
    .filter(({ method }) => method === 'freebusy')
    .map(({ body }) => body as { timeMin: string; timeMax: string; items: { id: string }[] });
}

describe("Interviewers' own calendars", () => {
  it('are asked for together, and say when each is busy', async () => {
    const scene = await openScene();
    const [alpha, bravo] = ['alpha@example.com', 'bravo@example.com'];
    const busy = { start: '2026-12-05T18:00:00-08:00', end: '2026-12-05T19:00:00-08:00' };
    scene.google.addCalendar(alpha!, { busy: [busy] });
    scene.google.addCalendar(bravo!);
    expect(await scene.calendar.freeBusy([alpha!, bravo!, alpha!], ...DECEMBER)).toEqual({
      busy: [{ calendar: alpha, start: at('2026-12-05T18:00'), end: at('2026-12-05T19:00') }],
      unreadable: [],
    });
    expect(scene.methods()).toEqual(['freebusy']);
  });

  it('are asked for in groups of fifty', async () => {
    const scene = await openScene();
    const all = addresses(120);
    for (const address of all) scene.google.addCalendar(address);
    expect((await scene.calendar.freeBusy(all, ...DECEMBER)).unreadable).toEqual([]);
    expect(asked(scene).map(({ items }) => items.length)).toEqual([50, 50, 20]);
    expect(asked(scene).flatMap(({ items }) => items.map(({ id }) => id))).toEqual(all);
  });

  it('are asked for in parts of sixty days, and a busy time across two parts is one', async () => {
    const scene = await openScene();
    scene.google.addCalendar('alpha@example.com', {
      busy: [{ start: '2026-12-01T00:00:00-08:00', end: '2027-05-01T00:00:00-07:00' }],
    });
    const half = [at('2026-12-01T00:00'), at('2027-05-01T00:00')] as const;
    const { busy } = await scene.calendar.freeBusy(['alpha@example.com'], ...half);
    expect(busy).toEqual([{ calendar: 'alpha@example.com', start: half[0], end: half[1] }]);
    const parts = asked(scene);
    expect(parts).toHaveLength(3);
    for (const { timeMin, timeMax } of parts) {
      const days = Temporal.Instant.from(timeMax).since(Temporal.Instant.from(timeMin)).total('hours') / 24;
      expect(days).toBeLessThanOrEqual(60);
    }
    expect(parts.map(({ timeMin }) => timeMin).slice(1)).toEqual(
      parts.map(({ timeMax }) => timeMax).slice(0, -1),
    );
  });

  it('are asked for in whole seconds, rather a little too much than too little', async () => {
    const scene = await openScene();
    scene.google.addCalendar('alpha@example.com');
    const [from, to] = DECEMBER.map((instant) => instant.add({ milliseconds: 1 }));
    await scene.calendar.freeBusy(['alpha@example.com'], from!, to!);
    expect(asked(scene)).toMatchObject([
      { timeMin: `${DECEMBER[0]}`, timeMax: `${DECEMBER[1].add({ seconds: 1 })}` },
    ]);
  });

  it.each(['notFound', 'internalError', 'groupTooBig', 'somethingNew'])(
    'are unreadable where Google cannot read them (%s), and the others are read all the same',
    async (reason) => {
      const scene = await openScene();
      const busy = { start: '2026-12-05T18:00:00-08:00', end: '2026-12-05T19:00:00-08:00' };
      scene.google.addCalendar('alpha@example.com', { error: reason, busy: [busy] });
      scene.google.addCalendar('bravo@example.com', { busy: [busy] });
      const read = await scene.calendar.freeBusy(['alpha@example.com', 'bravo@example.com'], ...DECEMBER);
      expect(read.unreadable).toEqual(['alpha@example.com']);
      expect(read.busy.map(({ calendar }) => calendar)).toEqual(['bravo@example.com']);
    },
  );

  it('are unreadable where nobody shares them', async () => {
    const scene = await openScene();
    expect(await scene.calendar.freeBusy(['nobody@example.com'], ...DECEMBER)).toEqual({
      busy: [],
      unreadable: ['nobody@example.com'],
    });
  });

  it('are known in whatever case the procedure writes them', async () => {
    const scene = await openScene();
    scene.google.addCalendar('alpha@example.com');
    expect(await scene.calendar.freeBusy(['alpha@example.com'], ...DECEMBER)).toEqual({
      busy: [],
      unreadable: [],
    });
  });

  it('fail together where a part of them cannot be asked for', async () => {
    const scene = await openScene({ maxRetries: 0 });
    scene.google.fault({ kind: 'status', status: 500, method: 'freebusy', skip: 1 });
    const error = await errorOf(scene.calendar.freeBusy(addresses(60), ...DECEMBER));
    expect(error).toMatchObject({ kind: 'passing' });
    expect(error.message).toContain("The interviewers' own calendars could not be read");
  });

  it('are not asked for where there are none, or in a time that is empty', async () => {
    const scene = await openScene();
    await scene.calendar.freeBusy([], ...DECEMBER);
    await scene.calendar.freeBusy(['alpha@example.com'], DECEMBER[0], DECEMBER[0]);
    expect(scene.methods()).toEqual([]);
  });
});
