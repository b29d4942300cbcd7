import type { PlannedMock } from '../../src/planning/answer.ts';
import { readCandidateRequest } from '../../src/request/candidate-request.ts';
import type { Busy, PlanRequest } from '../../src/request/model.ts';
import { WORKSPACES } from '../crew.ts';
import { CALENDARS } from '../google.ts';
import type { World } from '../world.ts';

/** What came into a calendar within this time before the end need not have been seen. */
export const SEEN_MS = 90_000;

interface BookingOf {
  readonly id: string;
  readonly candidate_id: string;
  readonly candidate_email: string;
  readonly course: string;
  readonly mock_number: number;
  readonly interviewer: string;
  readonly interviewer_email: string;
  readonly role: 'main' | 'backup';
  readonly starts_at: string;
  readonly ends_at: string;
  /** For so long that whoever looked saw it. */
  readonly is_known: boolean;
}

/** A mock that is held, with the id of its booking. */
export type HeldMock = PlannedMock & { readonly id: string };

/** What a candidate's plan is judged by. */
export interface BookedFacts {
  readonly mine: readonly HeldMock[];
  readonly others: readonly Busy[];
  readonly request: Omit<PlanRequest, 'now' | 'busy'>;
  readonly calendarId: string;
}

/** What is held of a candidate by now, of others since long enough to have been seen, and what was asked for. */
export async function bookedFacts(
  world: Pick<World, 'server' | 'timeline'>,
  id: string,
): Promise<BookedFacts> {
  const { server, timeline } = world;
  const held = await server.rows<BookingOf>(
    `select id, candidate_id, candidate_email, course, mock_number, interviewer, interviewer_email, role,
       public.iso_instant(starts_at) as starts_at, public.iso_instant(ends_at) as ends_at,
       updated_at < '${Temporal.Instant.fromEpochMilliseconds(timeline.now - SEEN_MS)}' as is_known
     from public.bookings where state <> 'released' order by starts_at, id`,
  );
  const [candidate] = await server.rows<{ request: object; workspace: string }>(
    `select request, workspace from public.candidates where id = '${id}'`,
  );
  const range = ({ starts_at, ends_at }: BookingOf) => ({
    start: Temporal.Instant.from(starts_at),
    end: Temporal.Instant.from(ends_at),
  });
  return {
    mine: held
      .filter(({ candidate_id }) => candidate_id === id)
      .map((row) => ({
        id: row.id,
        course: row.course,
        number: row.mock_number,
        interviewer: row.interviewer,
        role: row.role,
        ...range(row),
      })),
    others: held
      .filter(({ candidate_id, is_known }) => candidate_id !== id && is_known)
      .flatMap((row) =>
        [row.interviewer_email, row.candidate_email].map((email) => ({
          email: email.toLowerCase(),
          ...range(row),
          kind: 'mock' as const,
        })),
      ),
    request: { ...readCandidateRequest(candidate?.request), unreadable: new Set() },
    calendarId: candidate?.workspace === WORKSPACES[1] ? CALENDARS[1] : CALENDARS[0],
  };
}
