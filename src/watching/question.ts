import type { JsonObject } from '../store/rows.ts';
import type { EscalationInput } from '../store/store.ts';
import { outlookOf } from './conditions/outlook.ts';
import type { Option, ToAsk } from './decision-model.ts';
import type { ConditionKind, Sight } from './model.ts';
import { observationsOf } from './policy.ts';
import { mockLines } from './question/mock-text.ts';
import { optionText } from './question/option-text.ts';

/** With the last, which leaves everything as it is. */
const OPTIONS_MAX = 5;

const BY_HAND: readonly ConditionKind[] = ['moved', 'interviewer-changed', 'deleted', 'edited'];

/** What somebody did by hand is undone first; what happened to people is mended first. */
const AFTER_A_HAND: readonly Option['kind'][] = ['putBack', 'accept', 'cancel', 'move'];
const AFTER_ALL_ELSE: readonly Option['kind'][] = ['move', 'putBack', 'accept', 'cancel'];

/**
 * One question about all that is not as booked at a candidate, as `store.ask` takes it: a line for each thing
 * that was seen, then `notes`, and the ways out that were tried, the best first: those that settle most, and
 * of these what the case suggests. Leaving it as it is comes last, and needs no order.
 *
 * @param about from `questionAbout`, or what is only to be told; at least one
 * @param notes further lines, such as why no way was found
 */
export function questionOf(
  sight: Sight,
  about: readonly ToAsk[],
  options: readonly Option[],
  notes: readonly string[] = [],
): EscalationInput {
  const { sop } = outlookOf(sight);
  const lines = about.flatMap((mock) => mockLines(mock, sight.now, sop.onChange.notWithin));
  const noted = about.flatMap((mock) => mock.noted);
  const wrong = new Set(
    noted
      .filter(({ condition }) => condition.place !== undefined && condition.broken.length > 0)
      .map(({ observation }) => observation.id),
  );
  const rows = arranged(about, options).map(
    (option): JsonObject => ({
      kind: option.kind,
      message: optionText(
        sop,
        option,
        option.settles.some((id) => wrong.has(id)),
      ),
      order: option.order,
    }),
  );
  const keep = noted.length === 1 ? 'Leave it as it is.' : 'Leave all of this as it is.';
  return {
    code: 'seen',
    message: [...lines, ...notes].join('\n'),
    reasons: noted.map(({ condition, observation }) => ({
      code: condition.kind,
      message: condition.summary,
      observation: observation.id,
    })),
    proposals: [...different(rows).slice(0, OPTIONS_MAX - 1), { kind: 'keep', message: keep, order: null }],
  };
}

function arranged(about: readonly ToAsk[], options: readonly Option[]): Option[] {
  const all = new Set(observationsOf(about));
  const isByHand = about.some(({ noted }) => noted.some(({ condition }) => BY_HAND.includes(condition.kind)));
  const kinds = isByHand ? AFTER_A_HAND : AFTER_ALL_ELSE;
  const settled = ({ settles }: Option) => settles.filter((id) => all.has(id)).length;
  const size = (option: Option) => (option.kind === 'cancel' ? option.bookings.length : option.moves.length);
  return [...options].sort(
    (a, b) => settled(b) - settled(a) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || size(a) - size(b),
  );
}

/** Two ways that come to the same are one. */
function different(rows: readonly JsonObject[]): JsonObject[] {
  const texts = rows.map(({ message }) => message);
  return rows.filter(({ message }, index) => texts.indexOf(message) === index);
}
