import type { CandidateRow, JsonObject } from '../store/rows.ts';
import type { BookingDesk } from './booking-desk.ts';
import type { CallRecord } from './call-record.ts';
import type { Lease } from './lease.ts';
import type { Progress } from './progress.ts';

/** One candidate in a worker's hands, from the claim until they are let go. */
export interface Turn {
  /** Its calendar works for this candidate: calls keep the lease and are counted for them. */
  readonly desk: BookingDesk;
  readonly lease: Lease;
  readonly candidate: CandidateRow;
  readonly calls: CallRecord;
  readonly tell: (progress: Progress) => void;
}

/** What earlier turns of a candidate left behind for later ones. */
export interface EarlierTurns {
  /** What people should know of the reading that the plan rests on. */
  readonly warnings: readonly string[];
}

/**
 * Reads from the audit what earlier turns since the candidate was last queued had to say; the calls
 * that they counted go into this turn's record.
 */
export async function earlierTurns({ desk, candidate, calls }: Turn): Promise<EarlierTurns> {
  const audit = await desk.store.audit({ workspace: desk.workspace, candidateId: candidate.id });
  const queued = audit.findLastIndex(({ toState }) => toState === 'queued');
  const since = audit.slice(queued + 1);
  // Each row that has calls counts all up to then.
  const counted = since.findLast(({ details }) => 'calendar' in details);
  if (counted !== undefined) calls.goOnFrom(counted.details);
  return { warnings: textsOf(since.findLast(({ action }) => action === 'reserved')?.details) };
}

function textsOf(details: JsonObject | undefined): string[] {
  const warnings = details?.['warnings'];
  return Array.isArray(warnings) ? warnings.filter((each) => typeof each === 'string') : [];
}
