import type { JsonObject } from '../store/rows.ts';
import type { EscalationInput } from '../store/store.ts';
import { outlookOf } from './conditions/outlook.ts';
import type { Option, ToAsk } from './decision-model.ts';
import type { Sight } from './model.ts';
import { arranged } from './question/arranged.ts';
import { mockLines } from './question/mock-text.ts';
import { optionText } from './question/option-text.ts';

/** With the last, which leaves everything as it is. */
const OPTIONS_MAX = 8;

/**
 * One question about all that is not as booked at a candidate, as `store.ask` takes it: a line for each thing
 * that was seen, then `notes`, and the ways out that were tried, the safest first (see `arranged`). Leaving
 * it as it is comes last, and needs no order.
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
  const rows = arranged(about, options, OPTIONS_MAX - 1).map(
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
      // Asked again with all of this and the same choices, it is the same question.
      broken: condition.broken,
    })),
    proposals: [...rows, { kind: 'keep', message: keep, order: null }],
  };
}
