import { merged } from '../../../src/document/merged.ts';
import type { PlainMap } from '../../../src/document/plain-data.ts';
import type { Change } from '../../../src/planning/answer.ts';
import { candidateRequestFrom } from '../../../src/request/candidate-request.ts';
import type { PlanRequest } from '../../../src/request/model.ts';
import type { Procedure } from '../../../src/sop/model.ts';
import { procedureFromSource } from '../../../src/sop/procedure-from-source.ts';
import { type Case, procedureOf, requestOf } from '../case.ts';

/** A file and a request as the program reads them, with the request's JSON. */
export interface RealCase {
  readonly procedure: Procedure;
  readonly request: PlanRequest;
  readonly json: PlainMap;
}

/** A random case read as a file and a request; null where the checks of files refuse it. */
export function realCase(given: Case): RealCase | null {
  const file = procedureFromSource(procedureOf(given).source);
  if (!file.ok) return null;
  const { candidate, window, slots } = given.request;
  const json = { candidate: { name: 'Candidate', ...candidate }, window, slots };
  return { procedure: file.procedure, request: readRequest(json, requestOf(given)), json };
}

/** The case with a change merged in as anybody would: into the plain data, which is then read again. */
export function changed({ procedure, request, json }: RealCase, change: Change): RealCase {
  if ('request' in change) {
    const over = merged(json, change.request);
    return { procedure, request: readRequest(over, request), json: over };
  }
  const file = procedureFromSource(merged(procedure.source, change.sop));
  if (!file.ok) throw new Error(`a change makes a faulty file: ${JSON.stringify(file.findings)}`);
  return { procedure: file.procedure, request, json };
}

/** A request's JSON read as the program reads it, in a world that stays as it is. */
export function readRequest(
  json: PlainMap,
  world: Pick<PlanRequest, 'now' | 'busy' | 'unreadable'>,
): PlanRequest {
  const reading = candidateRequestFrom(json);
  if (!reading.ok) throw new Error(`a change makes a faulty request: ${JSON.stringify(reading.findings)}`);
  return { ...reading.request, now: world.now, busy: world.busy, unreadable: world.unreadable };
}
