import { formatFault } from '../../src/document/fault.ts';
import { loadSop } from '../../src/sop/load-sop.ts';
import type { Procedure, Sop } from '../../src/sop/model.ts';

/** The procedure of a right text; the faults as an error where it is not. */
export function procedureOf(text: string): Procedure {
  const loaded = loadSop(text, 'team.yaml');
  if (loaded.ok) return loaded.procedure;
  throw new Error(loaded.faults.map(formatFault).join('\n'));
}

/** What the file says where no variant holds. */
export function sopOf(text: string): Sop {
  return procedureOf(text).base;
}
