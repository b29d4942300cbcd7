import type { ObservationRow } from '../../store/rows.ts';
import { momentText, sentence } from '../../time/spoken.ts';
import type { ChatDesk } from '../chat-desk.ts';
import type { Command } from '../command.ts';
import { findCandidate } from '../find-candidate.ts';
import { observationState } from '../observation-text.ts';
import { inRows } from '../reply.ts';

/** What a message holds with ease. */
const SHOWN_MAX = 15;

export const seen: Command = {
  name: 'seen',
  argument: '[NAME]',
  help: 'what was seen to be not as booked lately, and what became of it',
  example: '/seen dana',
  async run(desk, _message, argument) {
    const { store, workspace } = desk;
    if (argument.trim() === '') {
      const rows = await store.observations({ workspace, settled: true, limit: SHOWN_MAX });
      const names = await namesOf(desk, rows);
      const lines = rows.map((row) => lineOf(row, desk, `${names.get(row.candidateId) ?? 'somebody'}: `));
      return [answer('Seen lately', 'at booked mocks', lines, [])];
    }
    const match = await findCandidate(desk, argument, this.example);
    if ('answer' in match) return [match.answer];
    const { name, email } = match.found;
    const rows = (await store.candidates({ workspace, email })).map(({ id }) =>
      store.observations({ workspace, candidateId: id, settled: true, limit: SHOWN_MAX }),
    );
    const all = (await Promise.all(rows)).flat().sort((a, b) => Number(a.id) - Number(b.id));
    const lines = all.slice(-SHOWN_MAX).map((row) => lineOf(row, desk, ''));
    const asked = all.some(({ state }) => state === 'asked');
    return [
      answer(`${name} <${email}>`, 'at their mocks', lines, [
        ...(asked ? [{ label: 'Decide', says: `/escalations ${email}` }] : []),
        { label: 'Status', says: `/status ${email}` },
      ]),
    ];
  },
};

function answer(
  head: string,
  where: string,
  lines: readonly string[],
  buttons: readonly { readonly label: string; readonly says: string }[],
) {
  const text =
    lines.length === 0
      ? `${head}: nothing ${where} was seen to be not as booked.`
      : [`${head}, newest last:`, ...lines].join('\n');
  return { text, buttons: inRows(buttons) };
}

function lineOf(row: ObservationRow, { procedure }: ChatDesk, about: string): string {
  const zone = procedure.base.timeZone;
  return `• ${momentText(row.seenAt, zone)}: ${about}${sentence(row.summary)} → ${observationState(row, zone)}`;
}

async function namesOf(
  { store, workspace }: ChatDesk,
  rows: readonly ObservationRow[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.map(({ candidateId }) => candidateId))];
  const found = await Promise.all(ids.map((id) => store.candidates({ workspace, id })));
  return new Map(found.flat().map(({ id, name }) => [id, name]));
}
