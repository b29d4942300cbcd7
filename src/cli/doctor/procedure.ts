import { formatFault } from '../../document/fault.ts';
import { loadSop } from '../../sop/load-sop.ts';
import type { Procedure } from '../../sop/model.ts';
import { readText } from '../read-text.ts';
import { type Finding, fails, failure, ok, warning } from './finding.ts';

const CHECK = 'procedure';

/** Whether the SOP file loads; its procedure is needed by later checks. */
export function checkProcedureFile(file: string): {
  procedure: Procedure | null;
  findings: readonly Finding[];
} {
  let text: string;
  try {
    text = readText(file, 'SOP file');
  } catch (error) {
    return { procedure: null, findings: [failure(CHECK, error)] };
  }
  const loaded = loadSop(text, file);
  if (!loaded.ok) {
    const faults = loaded.faults.map((fault) => fails(CHECK, formatFault(fault), `Correct ${file}.`));
    return { procedure: null, findings: faults };
  }
  const warnings = loaded.warnings.map((fault) =>
    warning(CHECK, formatFault(fault), 'See whether it is meant.'),
  );
  const { procedure } = loaded;
  return { procedure, findings: [ok(CHECK, `${file}: ${procedure.base.name}`), ...warnings] };
}
