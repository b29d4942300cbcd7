import { AGREE, type Planned, type Proposal } from '../answer.ts';
import type { Draft } from './draft.ts';
import type { Facts } from './facts.ts';
import { backupDrafts } from './kinds/backups.ts';
import { dateDrafts } from './kinds/dates.ts';
import { hourDrafts } from './kinds/hours.ts';
import { partialDrafts } from './kinds/partial.ts';
import { ruleDrafts } from './kinds/rules.ts';
import { sequenceDrafts } from './kinds/sequence.ts';
import { slotDrafts } from './kinds/slots.ts';
import { variantDrafts } from './kinds/variants.ts';
import { windowDrafts } from './kinds/window.ts';
import { windowAndSlotDrafts } from './kinds/window-and-slot.ts';
import type { Situation } from './situation.ts';
import { count, dateText } from './wording.ts';

const PROPOSALS_MAX = 5;

/**
 * Up to five changes that were merged in and planned with, each the smallest of its kind. First by
 * how much is asked, then by who must agree; of each kind the best comes before the second of any.
 */
export function proposalsFor(situation: Situation, facts: Facts): Proposal[] {
  // The cheapest to find come first, in case the work is spent.
  const drafts = [
    ...windowDrafts(situation),
    ...ruleDrafts(situation),
    ...variantDrafts(situation),
    ...backupDrafts(situation, facts),
    ...dateDrafts(situation),
    ...slotDrafts(situation),
    ...hourDrafts(situation),
    ...sequenceDrafts(situation),
    ...partialDrafts(situation),
  ];
  // Two things at once are asked for only where no single one helps without leaving mocks open.
  if (drafts.every(({ kind }) => kind === 'partial')) drafts.push(...windowAndSlotDrafts(situation));
  drafts.sort(byWhatIsAsked);
  const proposals: Proposal[] = [];
  for (const draft of spread(drafts)) {
    if (proposals.length === PROPOSALS_MAX) break;
    const confirmed = draft.confirm();
    if (confirmed === null) continue;
    const { change, plan } = confirmed;
    const message = `${draft.say(plan)}: ${outcome(plan, situation)}.`;
    proposals.push({ kind: draft.kind, message, change, agree: draft.agree, plan });
  }
  return proposals;
}

function byWhatIsAsked(a: Draft, b: Draft): number {
  if (a.kind === b.kind) return a.effort - b.effort || a.size - b.size;
  return a.effort - b.effort || AGREE.indexOf(a.agree) - AGREE.indexOf(b.agree);
}

/** The first of each kind, then the second of each, and so on. */
function spread(drafts: readonly Draft[]): Draft[] {
  const ranked = drafts.map((draft, index) => ({
    draft,
    round: drafts.slice(0, index).filter(({ kind }) => kind === draft.kind).length,
  }));
  return ranked.sort((a, b) => a.round - b.round).map(({ draft }) => draft);
}

/** `finishes Fri Jan 8, 2 mocks with backups` */
function outcome({ score, mocks, variant }: Planned, situation: Situation): string {
  const backups = mocks.filter(({ role }) => role === 'backup').length;
  const who = backups === 0 ? 'all with main interviewers' : `${count(backups, 'mock')} with backups`;
  const rules =
    variant === situation.variant
      ? ''
      : variant === null
        ? ", by the file's own rules"
        : `, by variant ${variant}`;
  return `finishes ${dateText(score.finishDay)}, ${who}${rules}`;
}
