import type { RawEvent } from '../../test/google/stand-in/raw-event.ts';
import { WORKSPACES } from '../crew.ts';
import { CALENDARS } from '../google.ts';
import { busyByEvents } from './busy-by-events.ts';
import type { Evidence } from './evidence.ts';

/** What begins so soon is over before anybody could do something about it. */
const SOON = { hours: 1 };

interface Row {
  readonly event_id: string;
  readonly workspace: string;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly interviewer_email: string;
  readonly candidate_email: string;
  readonly is_noted: boolean;
}

const QUERY = `
  select b.event_id, b.workspace, public.iso_instant(b.starts_at) as starts_at,
    public.iso_instant(b.ends_at) as ends_at, b.interviewer_email, b.candidate_email,
    exists (select from public.observations o where o.booking_id = b.id and o.state <> 'settled') as is_noted
  from public.bookings b join public.candidates c on c.id = b.candidate_id
  where b.state <> 'released' and c.state = 'scheduled'`;

/** Where the calendar is watched, nothing stays unknown that is not as booked, or clashes with what is. */
export async function whatIsWrongIsNoted(world: Evidence): Promise<number> {
  if (world.script.watchMinutes === 0) return 0;
  const rows = await world.server.rows<Row>(QUERY);
  const soon = world.timeline.instant().add(SOON);
  const coming = rows.filter(({ starts_at }) => Temporal.Instant.compare(starts_at, soon) > 0);
  for (const row of coming) {
    if (row.is_noted) continue;
    const what = await wrongWith(world, row);
    if (what !== null) {
      world.failed(
        'what is not as booked is known',
        `nobody knows that ${row.event_id} of ${row.starts_at} ${what}`,
      );
    }
  }
  return coming.length;
}

async function wrongWith({ google }: Evidence, row: Row): Promise<string | null> {
  const calendarId = CALENDARS[row.workspace === WORKSPACES[1] ? 1 : 0];
  const kept = [...(google.world.calendars.get(calendarId)?.events.values() ?? [])];
  const event = kept.find((each) => each.event.id === row.event_id)?.event;
  if (event === undefined || event.status === 'cancelled') return 'was deleted';
  if (!isAt(event, row)) return `stands at ${event.start?.dateTime}`;
  const [start, end] = [Temporal.Instant.from(row.starts_at), Temporal.Instant.from(row.ends_at)];
  const clash = busyByEvents(kept, null).find(
    (busy) =>
      [row.interviewer_email, row.candidate_email].includes(busy.email) &&
      Temporal.Instant.compare(busy.start, end) < 0 &&
      Temporal.Instant.compare(start, busy.end) < 0,
  );
  return clash === undefined ? null : `clashes with what ${clash.email} has at ${clash.start}`;
}

function isAt({ start, end }: RawEvent, { starts_at, ends_at }: Row): boolean {
  const same = (time: string | undefined, written: string) =>
    time !== undefined && Temporal.Instant.compare(time, written) === 0;
  return same(start?.dateTime, starts_at) && same(end?.dateTime, ends_at);
}
