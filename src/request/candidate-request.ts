import { type Finding, findingOf, formatFinding } from '../document/fault.ts';
import { checkKeys, mapIn } from '../document/fields.ts';
import { withoutMisspelt } from '../document/misspelt.ts';
import { Problems } from '../document/problem.ts';
import { UserError } from '../errors.ts';
import { DAY_KEYS } from '../sop/read-weekly-slots.ts';
import { formatClockRange } from '../time/clock-range.ts';
import type { CandidateRequest, CandidateRequestJson } from './model.ts';
import { CANDIDATE_KEYS, readCandidate } from './read-candidate.ts';

export type CandidateRequestReading =
  | { readonly ok: true; readonly request: CandidateRequest }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** Reads the JSON of a candidate's request, as the queue keeps it; all that is wrong at once. */
export function candidateRequestFrom(json: unknown): CandidateRequestReading {
  const problems = new Problems();
  const map = mapIn(json, [], 'a map with candidate, window and slots', problems);
  if (map !== null) checkKeys(map, [], CANDIDATE_KEYS, problems);
  const request = map === null ? null : readCandidate(map, problems);
  if (request !== null && !problems.hasFaults) return { ok: true, request };
  return { ok: false, findings: withoutMisspelt(problems.list, json).map(findingOf) };
}

/** As `candidateRequestFrom`, for JSON that was right when it was kept. Throws a `UserError` where it is not. */
export function readCandidateRequest(json: unknown): CandidateRequest {
  const reading = candidateRequestFrom(json);
  if (reading.ok) return reading.request;
  throw new UserError(
    `The candidate's request cannot be read:\n${reading.findings.map(formatFinding).join('\n')}`,
    {
      remedy: 'Edit the request, or delete the candidate and queue them again.',
    },
  );
}

/** The JSON that `candidateRequestFrom` reads back as the same request. */
export function toJson({ candidate, window, slots }: CandidateRequest): CandidateRequestJson {
  const weekly = DAY_KEYS.flatMap((key): [string, string[]][] => {
    const ranges = slots.weekly[key];
    return ranges === undefined ? [] : [[key, ranges.map(formatClockRange)]];
  });
  return {
    candidate: { name: candidate.name, email: candidate.email, timeZone: candidate.timeZone },
    window: { start: window.start.toString(), end: window.end.toString() },
    slots: {
      ...Object.fromEntries(weekly),
      ...(slots.timeZone === null ? {} : { timeZone: slots.timeZone }),
    },
  };
}
