import { type IntakeContext, openQuestion, type Reply } from '../intake/intake.ts';
import type { JsonValue } from '../store/rows.ts';
import { monthButtons } from './month-buttons.ts';
import { questionButtons } from './question-buttons.ts';
import type { ChatReply } from './reply.ts';

/** How far ahead a calendar can be turned; a day further away is typed. */
const MONTHS_AHEAD = 18;

interface Asking {
  readonly candidateId: string;
  readonly intake: JsonValue;
  readonly version: number;
}

/** Names the question that stands open, for its buttons. */
export function askedAt({ candidateId, version }: Asking): string {
  return `${candidateId.slice(0, 8)}.${version}`;
}

/** Where a candidate's progress is told: one message per candidate. */
export function progressPlace(candidateId: string): string {
  return `candidate:${candidateId}`;
}

/** Whether a day is being asked for. */
export function tellsOfDates(intake: JsonValue): boolean {
  const open = openQuestion(intake);
  return open === 'start' || open === 'end';
}

/**
 * What a step of the conversation says, as one message: what was understood, then the question with
 * its buttons; a question for a day has a calendar, open at `month` or where the answer may begin.
 */
export function questionReply(
  asking: Asking,
  replies: readonly Reply[],
  context: IntakeContext,
  month?: Temporal.PlainYearMonth,
): ChatReply {
  const asked = askedAt(asking);
  const open = openQuestion(asking.intake);
  const rows = questionButtons(open, replies.at(-1)?.suggestions ?? [], asked);
  const days = tellsOfDates(asking.intake) ? calendar(asking.intake, context, asked, month) : [];
  return {
    text: replies.map(({ text }) => text).join(open === 'summary' ? '\n\n' : '\n'),
    buttons: [...rows.slice(0, -1), ...days, ...rows.slice(-1)],
    inPlace: 'intake',
  };
}

function calendar(
  intake: JsonValue,
  { now, sop }: IntakeContext,
  asked: string,
  month: Temporal.PlainYearMonth | undefined,
) {
  const today = now.toZonedDateTimeISO(sop.timeZone).toPlainDate();
  const start = openQuestion(intake) === 'end' ? startOf(intake) : null;
  const first = start ?? today;
  const last = today.add({ months: MONTHS_AHEAD });
  return monthButtons(month ?? first.toPlainYearMonth(), { first, last }, asked);
}

/** The start that was answered before the end is asked for. */
function startOf(intake: JsonValue): Temporal.PlainDate | null {
  const { answers } = intake as { answers?: { start?: string } };
  return answers?.start === undefined ? null : Temporal.PlainDate.from(answers.start);
}
