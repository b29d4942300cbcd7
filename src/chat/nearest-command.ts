import { closest, distance } from 'fastest-levenshtein';
import { COMMANDS } from './commands/all.ts';

/** `Did you mean /queue? ` for a command mistyped by a letter or two; empty for anything else. */
export function nearestCommand(name: string): string {
  const nearest = closest(name, [
    'start',
    'help',
    'back',
    'cancel',
    ...COMMANDS.filter(({ byButton }) => byButton !== true).map(({ name }) => name),
  ]);
  return distance(name, nearest) <= 2 ? `Did you mean /${nearest}? ` : '';
}
