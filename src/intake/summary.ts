import { formatDay, formatSlots, formatWindow } from './canonical.ts';
import type { IntakeContext, Preview, Reply } from './dialogue.ts';
import { ownDays, slotsZoneText } from './questions/slots.ts';
import { dayOf } from './questions/window.ts';
import type { AllAnswers } from './state.ts';

/** What may be answered to the summary: a proposal first, where there is any. */
export function summarySuggestions(preview: Preview | null): readonly string[] {
  const proposals = preview?.status === 'infeasible' ? preview.proposals : [];
  return [...proposals.map((_, index) => `apply ${index + 1}`), 'yes', 'edit', 'cancel'];
}

/** Everything that was said, in canonical form, and what the planner says of it. */
export function summaryReply(answers: AllAnswers, preview: Preview, context: IntakeContext): Reply {
  const text = `${summaryText(answers, context)}\n\n${previewText(preview)}\n\n${question(preview)}`;
  return { text, suggestions: summarySuggestions(preview) };
}

function summaryText(answers: AllAnswers, context: IntakeContext): string {
  const start = dayOf(answers.start);
  const end = dayOf(answers.end);
  return [
    `Name: ${answers.name}`,
    `Email: ${answers.email}`,
    `Start: ${formatDay(start)}`,
    `End: ${formatDay(end)} (${formatWindow(start, end)})`,
    `Weekday slots: ${formatSlots(answers.weekdays)}`,
    `Weekend slots: ${formatSlots(answers.weekends)}`,
    ...ownDays(answers),
    `Time zone: ${answers.timeZone}`,
    `Zone of the slots: ${slotsZoneText(answers, context)}`,
  ].join('\n');
}

/** What the planner says of a request, in lines; its proposals are numbered. */
export function previewText(preview: Preview): string {
  switch (preview.status) {
    case 'planned': {
      const { mocks, backups, variant, warnings } = preview;
      const count = mocks === 1 ? '1 mock' : `${mocks} mocks`;
      const by = variant === null ? '' : ` by the variant “${variant}” of the SOP`;
      return [
        `Possible: ${count}${by}, the first on ${day(preview.firstDay)}, finished on ${day(preview.finishDay)}.`,
        backups.length === 0 ? 'All with main interviewers.' : list('With backups:', backups),
        ...warnings.map((warning) => `Note: ${warning}`),
      ].join('\n');
    }
    case 'infeasible': {
      const { reasons, proposals } = preview;
      return [
        reasons.length === 0 ? 'Not possible as it stands.' : list('Not possible as it stands:', reasons),
        ...(proposals.length === 0
          ? []
          : ['What would help:', ...proposals.map(({ message }, index) => `${index + 1}. ${message}`)]),
      ].join('\n');
    }
    case 'unknown':
      return `Whether it is possible is not known yet: ${preview.why}`;
  }
}

function question(preview: Preview): string {
  const proposals = preview.status === 'infeasible' ? preview.proposals : [];
  const apply = proposals.length === 0 ? '' : ' apply 1 takes up a proposal and looks again;';
  const yes =
    preview.status === 'infeasible'
      ? 'yes queues it all the same: it is tried once more, then put before a human'
      : 'yes queues it';
  return `Shall I queue this?${apply} ${yes}; edit changes an answer, e.g. edit end; no stops without queueing.`;
}

function list(title: string, items: readonly string[]): string {
  return [title, ...items.map((item) => `• ${item}`)].join('\n');
}

/** A preview's day as people read it; what is no ISO date is shown as it came. */
function day(text: string): string {
  return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text) ? formatDay(dayOf(text)) : text;
}
