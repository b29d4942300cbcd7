import type { openQuestion } from '../intake/intake.ts';
import { type Button, inRows } from './reply.ts';

type OpenQuestion = ReturnType<typeof openQuestion>;

/** What a button of the summary shows; it says the plain word. */
const SUMMARY_LABELS: Readonly<Record<string, string>> = {
  yes: '✅ Yes',
  edit: '✏️ Edit',
  cancel: '✖ Cancel',
};

function summaryLabel(says: string): string {
  const proposal = /^apply (\d+)$/.exec(says)?.[1];
  return proposal === undefined ? (SUMMARY_LABELS[says] ?? says) : `💡 Apply ${proposal}`;
}

/** Buttons for the question that stands open: what may be answered, and the way back and out. */
export function questionButtons(
  question: OpenQuestion,
  suggestions: readonly string[],
  asked: string,
): readonly (readonly Button[])[] {
  if (question === null) return [];
  const answers = suggestions.map((says): Button => {
    const label = question === 'summary' ? summaryLabel(says) : says;
    return { label, says, asked };
  });
  if (question === 'summary') return inRows(answers);
  const out: Button[] = [
    ...(question === 'name' ? [] : [{ label: '‹ Back', says: '/back', shortcut: true, asked } as const]),
    { label: '✖ Cancel', says: '/cancel', shortcut: true, asked },
  ];
  return [...inRows(answers), out];
}
