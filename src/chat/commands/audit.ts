import type { AuditRow } from '../../store/rows.ts';
import { clockText, dayText } from '../../time/spoken.ts';
import type { Command } from '../command.ts';
import { findCandidate } from '../find-candidate.ts';
import { type Button, inRows } from '../reply.ts';

const PAGE = 15;

export const audit: Command = {
  name: 'audit',
  argument: 'NAME [page N]',
  help: 'everything that happened to a candidate, newest last',
  example: '/audit dana',
  async run(desk, _message, argument) {
    const [, wanted = '', number = '1'] = /^([\s\S]*?)(?:\s+page\s+(\d{1,4}))?\s*$/i.exec(argument) ?? [];
    const match = await findCandidate(desk, wanted, this.example);
    if ('answer' in match) return [match.answer];
    const { id, name, email } = match.found;
    const rows = await desk.store.audit({ workspace: desk.workspace, candidateId: id });
    const pages = Math.max(1, Math.ceil(rows.length / PAGE));
    const page = Math.min(Math.max(1, Number(number)), pages);
    const end = rows.length - (page - 1) * PAGE;
    const shown = rows.slice(Math.max(0, end - PAGE), end);
    const place = pages === 1 ? '' : `, page ${page} of ${pages} (1 is the newest)`;
    return [
      {
        text: [`${name} <${email}>${place}`, ...byDay(shown, desk.procedure.base.timeZone)].join('\n'),
        buttons: inRows([
          ...(page < pages ? [leaf('‹ Earlier', email, page + 1)] : []),
          ...(page > 1 ? [leaf('Later ›', email, page - 1)] : []),
        ]),
        inPlace: `audit:${id}`,
      },
    ];
  },
};

function leaf(label: string, email: string, page: number): Button {
  return { label, says: `/audit ${email} page ${page}` };
}

/** The day once, then what happened on it. */
function byDay(rows: readonly AuditRow[], zone: string): string[] {
  const days = Map.groupBy(rows, ({ at }) => dayText(at, zone));
  return [...days].flatMap(([day, those]) => [
    '',
    day,
    ...those.map((row) => `${clockText(row.at, zone)} ${row.actor}: ${row.summary}${noteOf(row)}`),
  ]);
}

const NOTED: Readonly<Record<string, string>> = {
  cancelled: 'Why',
  kept: 'Why',
  held: 'Note',
  'no-show': 'Note',
};

/** What somebody said about it: why a candidate was dismissed or a mock left as it is, how a mock was. */
function noteOf({ action, details }: AuditRow): string {
  const note = details['note'];
  const word = NOTED[action];
  return word !== undefined && typeof note === 'string' ? ` ${word}: ${note}` : '';
}
