import { expect } from 'vitest';
import { formatFault } from '../../src/document/fault.ts';
import { loadSop } from '../../src/sop/load-sop.ts';

/** Marks where in a text a fault is expected. */
export const HERE = '‸';

/** All faults of a text as people see them. */
export function faultsOf(text: string): string[] {
  const loaded = loadSop(text, 'team.yaml');
  return loaded.ok ? [] : loaded.faults.map(formatFault);
}

/** The only fault of a text, without its place, after checking that this is where the text is marked. */
export function faultOf(marked: string): string {
  const before = marked.slice(0, marked.indexOf(HERE)).split('\n');
  const place = `team.yaml:${before.length}:${(before.at(-1) ?? '').length + 1}: `;
  const faults = faultsOf(marked.replace(HERE, ''));
  expect(faults).toHaveLength(1);
  expect(faults[0]?.slice(0, place.length)).toBe(place);
  return faults[0]?.slice(place.length) ?? '';
}
