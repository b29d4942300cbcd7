import type { RawEvent } from '../stand-in/google.ts';
import { DELAY_SECONDS } from './google-office.ts';
import type { Run } from './run-schedule.ts';
import { RETRY_AFTER_SECONDS } from './schedule.ts';

const ARROWS = [
  'none queued',
  'queued scheduling',
  'scheduling scheduled',
  'scheduling waiting',
  'scheduling escalated',
  'waiting scheduling',
];

/** Everything that is wrong with a run that came to its end, a sentence each; empty where all is right. */
export async function faultsOf(run: Run): Promise<string[]> {
  return [
    ...(await faultsOfOutcome(run)),
    ...faultsOfPace(run),
    ...(await faultsOfAudit(run)),
    ...(await leaks(run)),
  ];
}

async function faultsOfOutcome({ office, candidateId }: Run): Promise<string[]> {
  const { store, workspace, google } = office;
  const [candidate] = await store.candidates({ workspace, id: candidateId });
  const ever = await store.bookings({ workspace, candidateId, released: true });
  const held = ever.filter(({ state }) => state !== 'released');
  const events = google.events().filter((event) => markOf(event) !== undefined);
  const faults: string[] = [];
  const made = google.calls.flatMap(({ method, body }) =>
    method === 'insert' ? [String(body?.['id'])] : [],
  );
  for (const id of made) {
    if (!ever.some(({ eventId }) => eventId === id)) faults.push(`event ${id} was made without a booking`);
  }
  if (candidate?.state === 'escalated') {
    if (held.length > 0) faults.push(`it is escalated and holds ${held.length} bookings`);
    if (events.length > 0) faults.push(`it is escalated and leaves ${events.length} events behind`);
    const open = await store.escalations({ workspace, open: true, candidateId });
    if (open.length !== 1) faults.push(`it is escalated with ${open.length} escalations`);
    if (open.some(({ code }) => code === 'fault')) faults.push('the program itself failed');
    return faults;
  }
  const mocks = held
    .map(({ course, number }) => `${course} ${number}`)
    .sort()
    .join(', ');
  if (mocks !== 'One 1, One 2, Two 1') faults.push(`it is ${candidate?.state} and holds ${mocks}`);
  if (events.length !== held.length) faults.push(`${held.length} bookings have ${events.length} events`);
  for (const booking of held) {
    const own = events.filter((event) => markOf(event) === booking.id);
    const [event] = own;
    if (own.length !== 1 || event === undefined) {
      faults.push(`booking ${booking.id} has ${own.length} events`);
      continue;
    }
    const at = Temporal.Instant.from(event.start?.dateTime ?? '');
    if (event.id !== booking.eventId || !at.equals(booking.start))
      faults.push(`event ${event.id} is not as booked`);
    if (!event.attendees?.some(({ email }) => email === booking.interviewerEmail)) {
      faults.push(`the interviewer of ${event.id} is not invited`);
    }
    if (booking.meetLink === null) faults.push(`booking ${booking.id} has no link of its video call`);
  }
  return faults;
}

function markOf({ extendedProperties }: RawEvent): string | undefined {
  return extendedProperties?.private?.['bookingId'];
}

/** Calls start the delay apart, and none before the time that Google asked to wait for. */
function faultsOfPace({ office, deaths, hangs }: Run): string[] {
  // What was given up arrives when it arrives.
  if (hangs) return [];
  const calls = office.google.calls
    .filter(({ method }) => method !== 'token')
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  return calls.slice(1).flatMap((call, index) => {
    const before = calls[index]!;
    const apart = call.at.since(before.at).total('seconds');
    // A process that died right after the answer could tell nobody what Google had asked for.
    const asked = deaths > 0 ? undefined : RETRY_AFTER_SECONDS[before.status];
    return apart < Math.max(DELAY_SECONDS, asked ?? 0)
      ? [`${call.method} came ${apart} seconds after ${before.method} was answered ${before.status}`]
      : [];
  });
}

async function faultsOfAudit({ office, candidateId }: Run): Promise<string[]> {
  const audit = await office.store.audit({ workspace: office.workspace, candidateId });
  const faults: string[] = [];
  let state: string | null = null;
  for (const { fromState, toState } of audit) {
    if (toState === null || toState === undefined) continue;
    const arrow = `${fromState ?? 'none'} ${toState}`;
    // Taken over after a death, a candidate stays in `scheduling`.
    if (arrow !== 'scheduling scheduling' && !ARROWS.includes(arrow))
      faults.push(`the audit has the arrow ${arrow}`);
    if ((fromState ?? null) !== state) faults.push(`the audit goes on from ${fromState}, it was ${state}`);
    state = toState;
  }
  const ends = audit.filter(({ toState }) => toState === 'scheduled' || toState === 'escalated');
  if (ends.length !== 1) faults.push(`the audit has ${ends.length} ends`);
  const calendar = ends[0]?.details['calendar'];
  if (typeof calendar !== 'object') faults.push('the end does not say what calls it took');
  return faults;
}

/** Secrets of the account anywhere where people, or other programs, read. */
async function leaks({ office, candidateId }: Run): Promise<string[]> {
  const { store, workspace, google } = office;
  const written = JSON.stringify([
    await store.audit({ workspace, candidateId }),
    await store.outbox({ workspace, limit: 100 }),
    await store.escalations({ workspace, open: true }),
    office.logged,
  ]);
  const { clientSecret, refreshToken } = google.credentials;
  const secrets = [clientSecret, refreshToken, 'ya29.'];
  return secrets
    .filter((secret) => written.includes(secret))
    .map((secret) => `${secret} is written somewhere`);
}
