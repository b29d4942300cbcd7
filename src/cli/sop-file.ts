import { formatFault } from '../document/fault.ts';
import { UserError } from '../errors.ts';
import { loadSop } from '../sop/load-sop.ts';
import type { Procedure } from '../sop/model.ts';
import { tell } from './output.ts';
import { readText } from './read-text.ts';

/** A checked procedure from a file; all faults at once where it is wrong, warnings on standard error. */
export function loadProcedure(file: string): Procedure {
  return procedureIn(readText(file, 'SOP file'), file);
}

/** The same of a text that was read already. */
export function procedureIn(text: string, file: string): Procedure {
  const loaded = loadSop(text, file);
  if (!loaded.ok) throw faultyFile(loaded.faults.map(formatFault));
  for (const warning of loaded.warnings) tell(`warning: ${formatFault(warning)}`);
  return loaded.procedure;
}

/** Every fault on its own line. */
export function faultyFile(faults: readonly string[]): UserError {
  return new UserError(faults.join('\n'));
}
