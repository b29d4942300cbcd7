import { busyByMocks, type OwnCalendars, readOwnCalendars } from '../../booking/reading.ts';
import type { Busy, Candidate } from '../../request/model.ts';
import type { Interviewer, Sop } from '../../sop/model.ts';
import { dateText } from '../../time/spoken.ts';
import { countOf } from '../agenda-text.ts';
import { type Capacity, type CapacityFrame, capacityOf } from '../capacity.ts';
import type { ChatDesk } from '../chat-desk.ts';
import type { Command } from '../command.ts';
import { withCountedCalls } from '../counted-calls.ts';
import { plain } from '../reply.ts';

const DAYS = 14;

/** Busy times are read for interviewers alone: an empty address and name are nobody's. */
const NOBODY: Candidate = { name: '', email: '', timeZone: 'UTC' };

export const interviewers: Command = {
  name: 'interviewers',
  argument: '',
  help: 'load and room of each interviewer in the next two weeks',
  example: '/interviewers',
  async run(desk) {
    const { base } = desk.procedure;
    const now = desk.clock.now();
    const first = now.toZonedDateTimeISO(base.timeZone).toPlainDate();
    const frame: CapacityFrame = {
      sop: base,
      first,
      last: first.add({ days: DAYS - 1 }),
      from: now.add({ minutes: base.rules.minNotice }),
      length: usualLength(base),
    };
    const { busy, warnings, unreadable } = await readInterviewers(desk, frame);
    const lines = [...base.interviewers.values()].map((person) => {
      if (unreadable.has(person.email.toLowerCase()) && base.busy.unreadable === 'refuse')
        return `• ${person.name}: not known, their calendar could not be read`;
      return `• ${person.name}: ${capacityText(capacityOf(person, busyOf(person, busy), frame))}`;
    });
    return [
      plain(
        [
          `${dateText(first)} – ${dateText(frame.last)}, ${base.timeZone}. “Room” is how many more mocks of ${frame.length} minutes fit, by hours, time off, calendars and caps; candidates’ own times come on top.`,
          '',
          ...lines,
          ...warnings.map((warning) => `Note: ${warning}`),
        ].join('\n'),
      ),
    ];
  },
};

/** The length that most mocks of the SOP have; of several the longest. */
function usualLength({ courses }: Sop): number {
  const lengths = Map.groupBy(
    [...courses.values()].flatMap(({ mocks }) => mocks),
    (length) => length,
  );
  const [usual] = [...lengths].sort(([a, those], [b, others]) => others.length - those.length || b - a);
  return usual![0];
}

async function readInterviewers(desk: ChatDesk, { sop, first, last }: CapacityFrame): Promise<OwnCalendars> {
  const instantOf = (date: Temporal.PlainDate) => date.toZonedDateTime(sop.timeZone).toInstant();
  // Whole weeks, since caps count these.
  const from = instantOf(first.subtract({ days: first.dayOfWeek - 1 }));
  const to = instantOf(last.add({ days: 8 - last.dayOfWeek }));
  const people = [...sop.interviewers.values()].flatMap(({ email, calendar }) => [
    email,
    ...(calendar === null ? [] : [calendar]),
  ]);
  return withCountedCalls(desk, async (calendar) => {
    const events = await calendar.events(from, to);
    const own = await readOwnCalendars(calendar, sop, { from, to });
    const bookings = await desk.store.bookings({ workspace: null, people, from, to });
    const busy: Busy[] = [...busyByMocks(sop, NOBODY, events, bookings), ...own.busy];
    return { ...own, busy };
  });
}

function busyOf({ email, calendar }: Interviewer, busy: readonly Busy[]): readonly Busy[] {
  const addresses = [email, calendar ?? email].map((address) => address.toLowerCase());
  return busy.filter((entry) => addresses.includes(entry.email));
}

function capacityText({ mocks, working, free, roomByWeek }: Capacity): string {
  const room = roomByWeek.reduce((sum, week) => sum + week, 0);
  const weeks = roomByWeek.length === 1 ? '' : ` (${roomByWeek.join(' + ')} by week)`;
  return `${countOf(mocks)}; ${hours(free)} of ${hours(working)} h free; room for ${room}${weeks}`;
}

function hours(minutes: number): string {
  return String(Math.round(minutes / 6) / 10);
}
