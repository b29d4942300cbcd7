import { merged } from '../../../document/merged.ts';
import type { PlainMap } from '../../../document/plain-data.ts';
import type { Sop, Variant } from '../../../sop/model.ts';
import type { Draft } from '../draft.ts';
import type { Situation } from '../situation.ts';
import { count } from '../wording.ts';

/** The rules of another variant for this length of window, or those of the file itself. */
export function variantDrafts(situation: Situation): Draft[] {
  const { variants, base } = situation.procedure;
  const others = variants.filter(({ name }) => name !== situation.variant);
  return [
    ...others.flatMap((variant) => (helps(situation, variant.sop) ? [widened(situation, variant)] : [])),
    ...(situation.variant !== null && helps(situation, base) ? [withoutVariant(situation)] : []),
  ];
}

function helps(situation: Situation, sop: Sop): boolean {
  return !situation.isSpent && situation.isPossibleUnder(sop);
}

function widened(situation: Situation, { name, windowDays: { min, max } }: Variant): Draft {
  const days = situation.windowDays;
  const windowDays = {
    ...(min === null ? {} : { min: Math.min(min, days) }),
    ...(max === null ? {} : { max: Math.max(max, days) }),
  };
  const isIt = (entry: PlainMap) => nameOf(entry) === name;
  const entry = situation.variants.find(isIt);
  const moved = entry === undefined ? [] : [merged(entry, { when: { windowDays } })];
  const rest = situation.variants.filter((each) => !isIt(each));
  // It must come before whatever holds now, and need not come before anything else.
  const place = rest.findIndex((each) => nameOf(each) === situation.variant);
  const at = place < 0 ? situation.variants.findIndex(isIt) : place;
  const variants = [...rest.slice(0, at), ...moved, ...rest.slice(at)];
  const more = Math.max(0, (min ?? 0) - days, days - (max ?? days));
  const size =
    more === 0 ? 'its condition holds, but it comes later' : `${count(more, 'day')} beyond its condition`;
  return {
    kind: 'variant',
    agree: 'sop-owner',
    effort: 1,
    size: more,
    say: () => `Use the rules of variant ${name} for windows of ${count(days, 'day')} (${size})`,
    confirm: () => situation.confirm({ sop: { variants } }),
  };
}

/** The variant in force stops just short of this window's length. */
function withoutVariant(situation: Situation): Draft {
  const days = situation.windowDays;
  const { min, max } = situation.procedure.variants.find(
    ({ name }) => name === situation.variant,
  )!.windowDays;
  const shorter = max !== null && days - 1 >= (min ?? 1) ? { max: days - 1 } : null;
  const longer = min !== null && days + 1 <= (max ?? days + 1) ? { min: days + 1 } : null;
  const windowDays = shorter ?? longer;
  const variants = situation.variants.flatMap((entry) => {
    if (nameOf(entry) !== situation.variant) return [entry];
    return windowDays === null ? [] : [merged(entry, { when: { windowDays } })];
  });
  return {
    kind: 'variant',
    agree: 'sop-owner',
    effort: 1,
    size: shorter === null ? days - (min ?? days) + 1 : max! - days + 1,
    say: () =>
      `Keep the rules of variant ${situation.variant} from windows of ${count(days, 'day')}, and use those of the file`,
    confirm: () => situation.confirm({ sop: { variants } }),
  };
}

function nameOf(entry: PlainMap): string | null {
  return typeof entry['name'] === 'string' ? entry['name'].trim() : null;
}
