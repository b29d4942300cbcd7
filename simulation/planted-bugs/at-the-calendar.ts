import type { Calendar } from '../../src/calendar/calendar.ts';
import type { CalendarEvent } from '../../src/calendar/event.ts';
import { withMethods } from '../sabotage.ts';
import type { PlantedBug } from './bug.ts';

/** A calendar with some methods done otherwise, also for those who work through it on somebody's behalf. */
function meddled(change: (calendar: Calendar) => Partial<Calendar>): (calendar: Calendar) => Calendar {
  const lay = (calendar: Calendar): Calendar =>
    withMethods(calendar, { during: (work) => lay(calendar.during(work)), ...change(calendar) });
  return lay;
}

let made = 0;

/** Bugs on the way to the calendar. */
export const AT_THE_CALENDAR: readonly PlantedBug[] = [
  {
    name: 'forget-to-take-back',
    breaks: 'the events of a plan that is given up stay in the calendar',
    sabotage: { calendar: meddled(() => ({ remove: async () => {} })) },
  },
  {
    name: 'event-id-not-derived',
    breaks: 'an event that is made again is another event',
    sabotage: {
      calendar: meddled((calendar) => ({
        create: (event) => {
          made += 1;
          return calendar.create({ ...event, id: `${event.id}v${made}` });
        },
      })),
    },
  },
  {
    name: 'nobody-is-busy',
    breaks: 'entries of others are not read',
    sabotage: {
      calendar: meddled((calendar) => ({
        events: async (from, to) =>
          (await calendar.events(from, to)).filter(({ booking }) => booking !== null),
      })),
    },
  },
  {
    name: 'only-the-first-entry',
    breaks: 'of the entries of others only the first is read',
    sabotage: {
      calendar: meddled((calendar) => ({
        events: async (from, to) => {
          const all = await calendar.events(from, to);
          const others = all.filter(({ booking }) => booking === null);
          return all.filter((event) => event.booking !== null || event === others[0]);
        },
      })),
    },
  },
  {
    name: 'an-old-copy-is-looked-at',
    breaks: 'what came into the calendar while mocks were booked is not seen',
    sabotage: {
      calendar: (calendar) => {
        let kept: readonly CalendarEvent[] | null = null;
        let left = 0;
        return meddled((inner) => ({
          events: async (from, to) => {
            left -= 1;
            if (kept === null || left < 0) {
              kept = await inner.events(from, to);
              left = 3;
            }
            return kept;
          },
        }))(calendar);
      },
    },
  },
  {
    name: 'forget-the-interviewer',
    breaks: 'the interviewer is not invited',
    sabotage: {
      calendar: meddled((calendar) => ({
        create: (event) => calendar.create({ ...event, attendees: event.attendees.slice(0, 1) }),
      })),
    },
  },
  {
    name: 'forget-to-move',
    breaks: 'the event of a mock that is rescheduled stays where it was',
    sabotage: { calendar: meddled((calendar) => ({ move: async ({ id }) => (await calendar.find(id))! })) },
  },
  {
    name: 'pace-ignored',
    breaks: 'calls do not wait for their turn',
    sabotage: { pace: (pace) => ({ ...pace, takeTurn: async () => ({ waitMs: 0, paceMs: 0 }) }) },
  },
  {
    name: 'pace-halved',
    breaks: 'calls come twice as fast as was set',
    sabotage: {
      pace: (pace) => ({
        ...pace,
        takeTurn: (asked) => pace.takeTurn({ ...asked, delayMs: asked.delayMs / 2 }),
      }),
    },
  },
];
