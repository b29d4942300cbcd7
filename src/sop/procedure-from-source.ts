import { type Finding, findingOf } from '../document/fault.ts';
import { checkProcedure } from './check-procedure.ts';
import type { Procedure } from './model.ts';

export type ProcedureFromSource =
  | { readonly ok: true; readonly procedure: Procedure }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * Checks the plain data of an SOP file that has no text of its own, such as a procedure's `source`
 * with a proposal's change merged in, and builds the procedure. Takes well under a millisecond for
 * a file of ordinary size.
 */
export function procedureFromSource(source: Readonly<Record<string, unknown>>): ProcedureFromSource {
  const { procedure, problems } = checkProcedure(source);
  if (procedure !== null) return { ok: true, procedure };
  return { ok: false, findings: problems.filter(({ level }) => level === 'fault').map(findingOf) };
}
