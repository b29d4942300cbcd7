import type { Fault } from '../document/fault.ts';
import { located } from '../document/positions.ts';
import { readYaml } from '../document/read-yaml.ts';
import { checkProcedure } from './check-procedure.ts';
import type { Procedure } from './model.ts';

export type LoadedSop =
  | { readonly ok: true; readonly procedure: Procedure; readonly warnings: readonly Fault[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads and checks an SOP file (YAML or JSON). A wrong file is refused whole, with every fault at
 * its line and column; a right one may have warnings, of what is allowed but probably not meant.
 * `fileName` is only what faults call the file.
 */
export function loadSop(text: string, fileName: string): LoadedSop {
  const reading = readYaml(text, fileName);
  if (!reading.ok) return reading;
  const { procedure, problems } = checkProcedure(reading.data);
  const of = (level: 'fault' | 'warning') =>
    located(
      problems.filter((problem) => problem.level === level),
      reading.positions,
      fileName,
    );
  return procedure === null
    ? { ok: false, faults: of('fault') }
    : { ok: true, procedure, warnings: of('warning') };
}
