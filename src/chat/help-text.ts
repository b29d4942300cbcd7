import type { Command } from './command.ts';

type Entry = Pick<Command, 'name' | 'argument' | 'help' | 'example'>;

/** What belongs together, in the order of a working day; a command of none of them stands last. */
const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['Candidates', ['start', 'back', 'cancel', 'queue', 'status', 'schedule', 'reschedule', 'delete', 'audit']],
  ['Mocks that are over', ['held', 'noshow', 'unmark']],
  ['Days and people', ['today', 'week', 'interviewers', 'timeoff']],
  ['Decisions', ['escalations', 'decide', 'apply', 'edit', 'retry', 'dismiss', 'seen']],
  ['The program', ['pause', 'resume', 'sop', 'stats', 'help']],
];

/** All commands in groups, each by its example; with the name of one, how that one is used. */
export function helpText(commands: readonly Entry[], asked: string): string {
  const wanted = asked.trim().replace(/^\//, '').toLowerCase();
  if (wanted !== '') {
    const command = commands.find(({ name }) => name === wanted);
    if (command === undefined) return `There is no command /${wanted}. /help lists all.`;
    const { name, argument, help, example } = command;
    return `${`/${name} ${argument}`.trim()}: ${help}. For example: ${example}`;
  }
  const grouped = new Set(GROUPS.flatMap(([, names]) => names));
  const rest = commands.map(({ name }) => name).filter((name) => !grouped.has(name));
  return [...GROUPS, ['More', rest] as const]
    .map(([title, names]) => {
      const those = names.flatMap((name) => commands.find((command) => command.name === name) ?? []);
      const lines = those.map(({ help, example }) => `${example}: ${help}`);
      return lines.length === 0 ? '' : [title, ...lines].join('\n');
    })
    .filter((block) => block !== '')
    .join('\n\n');
}
