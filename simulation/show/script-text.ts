import { faultText } from '../faults.ts';
import type { Happening, Script } from '../script.ts';

/** A script in plain lines. */
export function scriptText(script: Script): string {
  const { start, delaySeconds, watchMinutes, processes, candidates, happenings, faults } = script;
  return [
    `It begins ${start}, with ${processes.length} process(es), a call every ${delaySeconds} s, a look every ${watchMinutes} min.`,
    ...happenings.map((happening) => `  ${after(happening.at)}  ${happeningText(happening, candidates)}`),
    ...faults.map((fault) => `  ${after(fault.at)}  ${faultText(fault)}`),
  ].join('\n');
}

function happeningText(
  { id: _, at: __, kind, ...facts }: Happening,
  candidates: Script['candidates'],
): string {
  if ('candidate' in facts) return `${candidates[facts.candidate]?.name} ${kind} (by ${facts.by})`;
  return `${kind} ${Object.values(facts)
    .map((fact) => (typeof fact === 'object' ? JSON.stringify(fact) : String(fact)))
    .join(', ')}`;
}

function after(milliseconds: number): string {
  return `${(milliseconds / 60_000).toFixed(2).padStart(9)} min`;
}
