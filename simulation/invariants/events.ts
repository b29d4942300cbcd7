import type { RawEvent } from '../../test/google/stand-in/raw-event.ts';
import { isOurs } from '../hands.ts';
import type { Evidence } from './evidence.ts';

interface Row {
  readonly id: string;
  readonly event_id: string;
  readonly state: string;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly interviewer_email: string;
  readonly candidate_email: string;
  readonly candidate_state: string;
}

const QUERY = `
  select b.id, b.event_id, b.state, public.iso_instant(b.starts_at) as starts_at, public.iso_instant(b.ends_at) as ends_at,
    b.interviewer_email, b.candidate_email, c.state as candidate_state
  from public.bookings b join public.candidates c on c.id = b.candidate_id`;

/** Every booking has its event and every event its booking, exactly one, as booked; but for what people did by hand. */
export async function eventsAsBooked(
  world: Evidence,
  hands: { readonly touched: ReadonlySet<string> },
): Promise<number> {
  const rows = await world.server.rows<Row>(QUERY);
  const held = rows.filter(({ state }) => state !== 'released');
  const events = world.google
    .events()
    .map(({ event }) => event)
    .filter(isOurs);
  const byId = new Map(events.map((event) => [event.id, event]));
  const tell = (what: string) => world.failed('events and bookings tell the same story', what);
  for (const row of held) {
    // Only what is at its end is to be so; a change that is stuck says by itself what stands where.
    if (row.candidate_state === 'escalated' || hands.touched.has(row.event_id)) continue;
    const event = byId.get(row.event_id);
    if (event === undefined) tell(`booking ${row.id} has no event`);
    else if (
      event.start?.dateTime === undefined ||
      !isAt(event.start.dateTime, row.starts_at) ||
      !isAt(event.end!.dateTime!, row.ends_at)
    )
      tell(`the event of booking ${row.id} is at ${event.start?.dateTime}, booked at ${row.starts_at}`);
    else {
      const invited = (event.attendees ?? []).map(({ email }) => email.toLowerCase());
      for (const email of [row.interviewer_email, row.candidate_email]) {
        if (!invited.includes(email.toLowerCase())) tell(`${email} is not invited to ${event.summary}`);
      }
    }
  }
  for (const event of events) {
    if (hands.touched.has(event.id)) continue;
    const bookings = held.filter(({ event_id }) => event_id === event.id);
    const mark = event.extendedProperties?.private?.['bookingId'];
    if (bookings.length !== 1)
      tell(`the event ${event.summary} (${event.id}) has ${bookings.length} bookings`);
    else if (bookings[0]!.id !== mark)
      tell(`the event ${event.summary} names booking ${mark}, and belongs to ${bookings[0]!.id}`);
  }
  // By its mark: a booking whose event was deleted by hand may have got another, under another id.
  const known = new Set(rows.map(({ id }) => id));
  for (const { method, status, body } of world.google.calls) {
    if (method !== 'insert' || status !== 200) continue;
    const { id, extendedProperties } = JSON.parse(body) as Pick<RawEvent, 'id' | 'extendedProperties'>;
    if (!known.has(String(extendedProperties?.private?.['bookingId'])))
      tell(`an event ${id} was made for no booking`);
  }
  return held.length + events.length;
}

function isAt(time: string, written: string): boolean {
  const second = (text: string) => Math.floor(Temporal.Instant.from(text).epochMilliseconds / 1_000);
  return second(time) === second(written);
}
