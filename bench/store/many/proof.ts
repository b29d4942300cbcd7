import type { CalendarEvents } from './calendars.ts';
import { type Desk, MOCKS_EACH } from './work-order.ts';

/** Runs statements past the store. */
export type Query = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/** What was found afterwards, by plain SQL and a look into the calendars. */
export interface Proof {
  readonly scheduled: number;
  readonly escalated: number;
  /** How often a half-done candidate was taken over from a worker that had died. */
  readonly takenOver: number;
  /** Calendars with a candidate in hand at the same moment: at most, and on average. */
  readonly atOnce: number;
  readonly atOnceOnAverage: number;
  /** From the first claim to the last end. */
  readonly seconds: number;
  /** What should not be; empty where all is right. */
  readonly faults: readonly string[];
}

export async function prove(query: Query, desks: readonly Desk[], events: CalendarEvents): Promise<Proof> {
  const turns = await turnsOf(query);
  const states = await query<{ state: string; candidates: number }>(
    'select state, count(*)::int as candidates from public.candidates group by state',
  );
  const inState = (wanted: string) => states.find(({ state }) => state === wanted)?.candidates ?? 0;
  const faults = [
    ...(await ends(query)),
    ...(await overlaps(query)),
    ...(await differences(query, desks, events)),
    ...turns.faults,
    ...turns.spans.flatMap((span, index) => timeFault(span, turns.spans, index)),
  ];
  return {
    scheduled: inState('scheduled'),
    escalated: inState('escalated'),
    takenOver: turns.takenOver,
    ...together(turns.spans),
    faults,
  };
}

/** Everybody scheduled once with every mock booked, or before a person with a reason that is one. */
async function ends(query: Query): Promise<string[]> {
  const rows = await query<{ fault: string }>(
    `select format('%s in %s is %s, with %s mocks (%s booked), scheduled %s times, open escalations: %s',
      c.id, c.workspace, c.state, b.held, b.booked, a.scheduled, e.codes) as fault
    from public.candidates c
    cross join lateral (
      select count(*) as held, count(*) filter (where state = 'booked') as booked
      from public.bookings where candidate_id = c.id and state <> 'released') b
    cross join lateral (
      select count(*) as scheduled from public.scheduling_audit where candidate_id = c.id and to_state = 'scheduled') a
    cross join lateral (
      select array_agg(code) as codes from public.escalations where candidate_id = c.id and closed_at is null) e
    where not (
      (c.state = 'scheduled' and b.held = ${MOCKS_EACH} and b.booked = ${MOCKS_EACH} and a.scheduled = 1 and e.codes is null)
      or (c.state = 'escalated' and b.held = 0 and a.scheduled = 0 and e.codes <@ array['infeasible', 'conflict', 'clash']))`,
  );
  return rows.map(({ fault }) => fault);
}

/** By start and end alone, past the constraints that forbid it. */
async function overlaps(query: Query): Promise<string[]> {
  const rows = await query<{ fault: string }>(
    `with held as (
      select b.id, b.starts_at, b.ends_at, person.email
      from public.bookings b
      cross join lateral (values (lower(b.interviewer_email)), (lower(b.candidate_email))) person (email)
      where b.state <> 'released')
    select format('%s has %s and %s at the same time', a.email, a.id, b.id) as fault
    from held a join held b on a.email = b.email and a.id < b.id and a.starts_at < b.ends_at and b.starts_at < a.ends_at`,
  );
  return rows.map(({ fault }) => fault);
}

/** Each booking has its event in its workspace's calendar, and each event its booking. */
async function differences(query: Query, desks: readonly Desk[], events: CalendarEvents): Promise<string[]> {
  const rows = await query<{ workspace: string; line: string }>(
    `select workspace, concat_ws(' ', event_id, extract(epoch from starts_at)::bigint, extract(epoch from ends_at)::bigint,
      lower(least(candidate_email, interviewer_email)), lower(greatest(candidate_email, interviewer_email))) as line
    from public.bookings where state <> 'released'`,
  );
  const seconds = (text: string) => Temporal.Instant.from(text).epochMilliseconds / 1000;
  return desks.flatMap(({ workspace, calendarId }) => {
    const booked = new Set(rows.filter((row) => row.workspace === workspace).map(({ line }) => line));
    const inCalendar = (events[calendarId] ?? []).map(({ id, start, end, attendees }) =>
      [id, seconds(start), seconds(end), ...attendees.map((email) => email.toLowerCase()).sort()].join(' '),
    );
    const seen = new Set(inCalendar);
    return [
      ...inCalendar
        .filter((line) => !booked.has(line))
        .map((line) => `${calendarId} has an event without its booking: ${line}`),
      ...[...booked]
        .filter((line) => !seen.has(line))
        .map((line) => `${calendarId} lacks the event of a booking: ${line}`),
      ...(seen.size === inCalendar.length ? [] : [`${calendarId} has an event twice`]),
    ];
  });
}

/** A candidate in one worker's hands. */
interface Span {
  readonly workspace: string;
  readonly candidate: string;
  readonly from: number;
  readonly to: number;
}

interface AuditLine {
  readonly workspace: string;
  readonly candidate: string;
  readonly actor: string;
  readonly action: string;
  /** Seconds. */
  readonly at: number;
}

const TAKES = new Set(['claimed', 'taken-over', 'resumed']);
const LEAVES = new Set(['scheduled', 'escalated', 'waiting', 'handed-back']);

/**
 * Reads the audit of each workspace as it was written: between a claim and what ends it, only that
 * worker writes, and only about that candidate; a takeover is of the one left half done.
 */
async function turnsOf(query: Query): Promise<{ spans: Span[]; takenOver: number; faults: string[] }> {
  const lines = await query<AuditLine>(
    `select workspace, candidate_id as candidate, actor, action, extract(epoch from at)::float as at
    from public.scheduling_audit where candidate_id is not null and action <> 'queued' order by workspace, id`,
  );
  const spans: Span[] = [];
  const faults: string[] = [];
  let takenOver = 0;
  let held: AuditLine | null = null;
  let left: AuditLine | null = null;
  for (const line of lines) {
    if (left?.workspace !== line.workspace) left = null;
    if (held !== null && held.workspace !== line.workspace) {
      faults.push(`${held.candidate} was never let go`);
      held = null;
    }
    const about = `${line.actor} wrote ${line.action} about ${line.candidate}`;
    if (TAKES.has(line.action)) {
      if (line.action === 'taken-over') {
        takenOver += 1;
        const before: AuditLine | null = held ?? left;
        if (before?.candidate !== line.candidate) faults.push(`${about}, whom nobody had left`);
      } else if (held !== null) faults.push(`${about} while ${held.actor} had ${held.candidate}`);
      if (held !== null) spans.push(span(held, line));
      held = line;
      continue;
    }
    if (held === null || held.candidate !== line.candidate || held.actor !== line.actor) {
      faults.push(`${about}, whom it did not have`);
    }
    if (held !== null && LEAVES.has(line.action)) {
      spans.push(span(held, line));
      left = line.action === 'handed-back' ? line : null;
      held = null;
    }
  }
  if (held !== null) faults.push(`${held.candidate} was never let go`);
  return { spans, takenOver, faults };
}

function span(from: AuditLine, to: AuditLine): Span {
  return { workspace: from.workspace, candidate: from.candidate, from: from.at, to: to.at };
}

function timeFault({ workspace, candidate, to }: Span, spans: readonly Span[], index: number): string[] {
  const next = spans[index + 1];
  if (next === undefined || next.workspace !== workspace || next.from >= to) return [];
  return [`${workspace} had ${candidate} and ${next.candidate} in hand at the same time`];
}

/** How many calendars had a candidate in hand at once. */
function together(spans: readonly Span[]): Pick<Proof, 'atOnce' | 'atOnceOnAverage' | 'seconds'> {
  const steps = spans
    .flatMap(({ from, to }) => [
      { at: from, change: 1 },
      { at: to, change: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.change - b.change);
  let now = 0;
  let atOnce = 0;
  for (const { change } of steps) {
    now += change;
    atOnce = Math.max(atOnce, now);
  }
  const seconds = (steps.at(-1)?.at ?? 0) - (steps[0]?.at ?? 0);
  const inHand = spans.reduce((total, { from, to }) => total + to - from, 0);
  return { atOnce, atOnceOnAverage: seconds === 0 ? 0 : inHand / seconds, seconds };
}
