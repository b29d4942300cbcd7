import { afterEach, describe, expect, it } from 'vitest';
import type { Calendar, NewEvent } from '../../src/calendar/calendar.ts';
import { CallTally } from '../../src/calendar/calls.ts';
import { titleDigest } from '../../src/calendar/title-digest.ts';
import { at, booking, newEvent } from './builders.ts';

/** A calendar without events, and how to be rid of it. */
export interface OpenedCalendar {
  readonly calendar: Calendar;
  readonly dispose?: () => Promise<void>;
  /** Resolves when whatever the calendar has to tell has arrived. */
  readonly told?: () => Promise<void>;
}

/**
 * What the rest of the program may rely on with every calendar. Each adapter's tests call this with
 * a function that opens an empty calendar. Every title is a promise of the port.
 */
export function calendarContract(name: string, open: () => Promise<OpenedCalendar>): void {
  describe(`A calendar keeps its promises: ${name}`, () => {
    const opened: OpenedCalendar[] = [];
    const empty = async (): Promise<Calendar> => {
      const next = await open();
      opened.push(next);
      return next.calendar;
    };
    afterEach(async () => {
      for (const { calendar, dispose } of opened.splice(0)) {
        await calendar.close();
        await dispose?.();
      }
    });
    const listened = async () => {
      const calendar = await empty();
      let times = 0;
      const listening = await calendar.listen(() => {
        times += 1;
      });
      const told = opened.at(-1)?.told ?? (async () => {});
      const heard = async () => {
        await told();
        const since = times;
        times = 0;
        return since > 0;
      };
      await heard();
      return { calendar, listening: listening!, heard };
    };
    const day = [at('2026-12-01T00:00'), at('2026-12-02T00:00')] as const;

    it('has a name for people', async () => {
      expect((await empty()).name).not.toBe('');
    });

    it('is empty at first', async () => {
      const calendar = await empty();
      expect(await calendar.events(...day)).toEqual([]);
      expect(await calendar.find('abcde0001')).toBeNull();
    });

    it('holds an event as it was asked for, and gives it back under its id', async () => {
      const calendar = await empty();
      const asked = newEvent();
      const made = await calendar.create(asked);
      expect(made).toMatchObject({
        id: asked.id,
        title: asked.title,
        description: asked.description,
        when: { kind: 'timed' },
        status: 'confirmed',
        markedFree: false,
        type: 'default',
        booking: { ...asked.booking, titleDigest: titleDigest(asked.title) },
      });
      expect(timesOf(made)).toEqual([`${asked.start}`, `${asked.end}`]);
      expect(made.attendees).toHaveLength(3);
      for (const attendee of asked.attendees) {
        expect(made.attendees).toContainEqual(
          expect.objectContaining({
            email: attendee.email,
            optional: attendee.optional,
            response: 'needsAction',
          }),
        );
      }
      expect(await calendar.find(asked.id)).toEqual(made);
    });

    it('makes an event once, however often it is asked for', async () => {
      const calendar = await empty();
      const first = await calendar.create(newEvent());
      expect(await calendar.create(newEvent())).toEqual(first);
      await Promise.all([1, 2, 3, 4].map(() => calendar.create(newEvent())));
      expect(await calendar.events(...day)).toEqual([first]);
    });

    it.each<[string, Partial<NewEvent>]>([
      ['at another time', { start: at('2026-12-01T20:00'), end: at('2026-12-01T21:30') }],
      ['of another length', { end: at('2026-12-01T21:30') }],
      ['for another booking', { booking: booking({ bookingId: 'b-2' }) }],
      ['for another interviewer', { booking: booking({ interviewerEmail: 'bravo@example.com' }) }],
      ['for another mock', { booking: booking({ number: 2 }) }],
    ])('refuses for good an id that another event has: one %s', async (_, change) => {
      const calendar = await empty();
      const first = await calendar.create(newEvent());
      await expect(calendar.create(newEvent(change))).rejects.toMatchObject({
        name: 'CalendarError',
        kind: 'final',
      });
      expect(await calendar.events(...day)).toEqual([first]);
    });

    it('says that somebody changed an event where it was made, and moved by hand before that was known', async () => {
      const calendar = await empty();
      await calendar.create(newEvent());
      const elsewhere = { start: at('2026-12-01T20:00'), end: at('2026-12-01T21:30') };
      await expect(calendar.create(newEvent(elsewhere))).rejects.toMatchObject({
        message: expect.stringContaining('somebody changed it in the calendar'),
        remedy: expect.stringContaining('Retry'),
      });
    });

    it('moves an event to another time and another interviewer, under the same id', async () => {
      const calendar = await empty();
      await calendar.create(newEvent());
      const change = {
        title: 'Sam : Bravo FS1 Mock1',
        start: at('2026-12-01T20:00'),
        end: at('2026-12-01T21:30'),
        attendees: [
          { email: 'sam@example.com', name: 'Sam', optional: false },
          { email: 'bravo@example.com', name: 'Bravo', optional: false },
        ],
        booking: booking({ interviewerEmail: 'bravo@example.com' }),
      };
      const moved = await calendar.move(newEvent(change));
      expect(moved).toMatchObject({ id: newEvent().id, title: change.title, booking: change.booking });
      expect(timesOf(moved)).toEqual([`${change.start}`, `${change.end}`]);
      expect(moved.attendees.map(({ email }) => email).sort()).toEqual([
        'bravo@example.com',
        'sam@example.com',
      ]);
      expect(await calendar.events(...day)).toEqual([moved]);
    });

    it('leaves an event alone that is moved to where it is', async () => {
      const calendar = await empty();
      const made = await calendar.create(newEvent());
      expect(await calendar.move(newEvent())).toEqual(made);
    });

    it('brings the words alone in line', async () => {
      const calendar = await empty();
      const made = await calendar.create(newEvent());
      const change = { title: 'Sam : Alpha FS1 Mock1!', description: 'FS1, mock 1 of 3' };
      const words = { ...change, booking: { ...made.booking, titleDigest: titleDigest(change.title) } };
      expect(await calendar.move(newEvent(change))).toEqual({ ...made, ...words });
      expect(await calendar.find(made.id)).toEqual({ ...made, ...words });
    });

    it('takes the former interviewer off where another one comes at the same time', async () => {
      const calendar = await empty();
      const made = await calendar.create(newEvent());
      const moved = await calendar.move(
        newEvent({
          attendees: [
            { email: 'sam@example.com', name: 'Sam', optional: false },
            { email: 'bravo@example.com', name: 'Bravo', optional: false },
            { email: 'team@example.com', name: null, optional: true },
          ],
          booking: booking({ interviewerEmail: 'bravo@example.com' }),
        }),
      );
      expect(moved.when).toEqual(made.when);
      expect(moved.attendees.map(({ email }) => email)).toEqual([
        'sam@example.com',
        'bravo@example.com',
        'team@example.com',
      ]);
    });

    it('tells that an event was made, changed or taken away', async () => {
      const { calendar, heard } = await listened();
      const { id } = await calendar.create(newEvent());
      expect(await heard()).toBe(true);
      await calendar.move(newEvent({ description: 'another' }));
      expect(await heard()).toBe(true);
      await calendar.remove(id);
      expect(await heard()).toBe(true);
    });

    it('tells of what was done on somebody’s behalf', async () => {
      const { calendar, heard } = await listened();
      await calendar.during({ keep: async () => {}, tally: new CallTally() }).create(newEvent());
      expect(await heard()).toBe(true);
    });

    it('says nothing where nothing has changed', async () => {
      const { calendar, heard } = await listened();
      await calendar.events(...day);
      await calendar.find('abcde0001');
      await calendar.remove('never0001');
      expect(await heard()).toBe(false);
    });

    it('tells all who listen, and nobody who does not any more', async () => {
      const { calendar, listening, heard } = await listened();
      let others = 0;
      await calendar.listen(() => {
        others += 1;
      });
      await listening.close();
      await listening.close();
      await calendar.create(newEvent());
      expect(await heard()).toBe(false);
      expect(others).toBeGreaterThan(0);
    });

    it('moves no event that is gone, or that another booking has', async () => {
      const calendar = await empty();
      await expect(calendar.move(newEvent())).rejects.toMatchObject({ name: 'CalendarError', kind: 'final' });
      const first = await calendar.create(newEvent());
      await expect(calendar.move(newEvent({ booking: booking({ bookingId: 'b-2' }) }))).rejects.toMatchObject(
        { name: 'CalendarError', kind: 'final' },
      );
      expect(await calendar.events(...day)).toEqual([first]);
    });

    it('is the same calendar for every piece of work', async () => {
      const calendar = await empty();
      const tally = new CallTally();
      const working = calendar.during({ keep: async () => {}, tally });
      const made = await working.create(newEvent());
      expect(await calendar.find(made.id)).toEqual(made);
    });

    it('refuses for good an event that is none', async () => {
      const calendar = await empty();
      for (const change of [{ id: 'Not-an-id' }, { id: 'abcd' }, { end: newEvent().start }]) {
        await expect(calendar.create(newEvent(change))).rejects.toMatchObject({
          name: 'CalendarError',
          kind: 'final',
        });
      }
      expect(await calendar.events(...day)).toEqual([]);
    });

    it('gives the events that touch a time, and not those that only border on it', async () => {
      const calendar = await empty();
      const { id } = await calendar.create(newEvent());
      const found = async (from: string, to: string) =>
        (await calendar.events(at(from), at(to))).map((event) => event.id);
      expect(await found('2026-12-01T20:00', '2026-12-01T20:30')).toEqual([id]);
      expect(await found('2026-12-01T18:00', '2026-12-01T19:31')).toEqual([id]);
      expect(await found('2026-12-01T20:59', '2026-12-01T23:00')).toEqual([id]);
      expect(await found('2026-12-01T18:00', '2026-12-01T19:30')).toEqual([]);
      expect(await found('2026-12-01T21:00', '2026-12-01T23:00')).toEqual([]);
    });

    it('gives all events of a time, and each is found by its id', async () => {
      const calendar = await empty();
      const asked = Array.from({ length: 30 }, (_, index) => {
        const start = at('2026-12-01T08:00').add({ minutes: index * 20 });
        return newEvent({
          id: `made${index + 1000}`,
          start,
          end: start.add({ minutes: 20 }),
          booking: booking({ number: index }),
        });
      });
      for (const event of asked) await calendar.create(event);
      const events = await calendar.events(...day);
      expect(events.map(({ id }) => id).sort()).toEqual(asked.map(({ id }) => id).sort());
      for (const event of events) expect(await calendar.find(event.id)).toEqual(event);
    });

    it('forgets an event that is removed, and is content where it was gone already', async () => {
      const calendar = await empty();
      const kept = await calendar.create(newEvent({ id: 'kept0001', booking: booking({ number: 2 }) }));
      const { id } = await calendar.create(newEvent());
      await calendar.remove(id);
      await calendar.remove(id);
      await calendar.remove('never0001');
      expect(await calendar.find(id)).toBeNull();
      expect(await calendar.events(...day)).toEqual([kept]);
    });

    it.each([
      'Sam, Lee; "S" : Alpha FS1 Mock1',
      'C:\\new\\table',
      'Ünïcödé 日本語 👩‍👩‍👧 عربى'.repeat(8),
      'END:VEVENT BEGIN:VEVENT <script>alert(1)</script> & %0d%0a',
    ])('keeps any title and description: %s', async (title) => {
      const calendar = await empty();
      const { id } = await calendar.create(newEvent({ title, description: `${title}\n\n  ${title}` }));
      expect(await calendar.find(id)).toMatchObject({ title, description: `${title}\n\n  ${title}` });
    });

    it('keeps instants across a clock change', async () => {
      const calendar = await empty();
      const asked = newEvent({ start: at('2026-11-01T08:30:00Z'), end: at('2026-11-01T10:00:00Z') });
      expect(timesOf(await calendar.create(asked))).toEqual(['2026-11-01T08:30:00Z', '2026-11-01T10:00:00Z']);
    });

    it('answers for each calendar that it is asked about, or names it as unreadable', async () => {
      const calendar = await empty();
      await calendar.create(newEvent());
      const asked = ['alpha@example.com', 'nobody@example.com'];
      const { busy, unreadable } = await calendar.freeBusy(asked, ...day);
      for (const name of [...busy.map((range) => range.calendar), ...unreadable])
        expect(asked).toContain(name);
      for (const range of busy) {
        expect(unreadable).not.toContain(range.calendar);
        expect(Temporal.Instant.compare(range.start, range.end)).toBeLessThan(0);
      }
      expect(await calendar.freeBusy([], ...day)).toEqual({ busy: [], unreadable: [] });
    });
  });
}

function timesOf(event: { when: NewEvent | object }): string[] {
  const { start, end } = event.when as NewEvent;
  return [`${start}`, `${end}`];
}
