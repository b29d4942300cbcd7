import fc from 'fast-check';
import { CRITERIA } from '../../src/sop/model.ts';
import { coursesOf, peopleOf } from './arbitrary-people.ts';
import { dayOf, ordinaryPlace, type Place, seldom } from './arbitrary-place.ts';
import { requestOf } from './arbitrary-request.ts';
import { LEANINGS, type Leaning } from './arbitrary-themes.ts';
import type { Case, RulesText, VariantText } from './case.ts';

export type Theme = keyof typeof LEANINGS;
export const THEMES = Object.keys(LEANINGS) as Theme[];

const USUAL = {
  place: ordinaryPlace,
  busyMax: 5,
  mockBusyWeight: 2,
  days: fc.integer({ min: 2, max: 7 }),
  people: fc.integer({ min: 1, max: 4 }),
  mocks: fc.constantFrom(1, 2, 2, 3, 3, 3, 4, 4, 5),
};

/** Small random cases of a theme, drawn so that the rules it is about decide the answer. */
export function casesOf(theme: Theme): fc.Arbitrary<Case> {
  return casesLeaning({ ...USUAL, ...LEANINGS[theme] });
}

/** Cases of a theme that are too large to try everything: up to five courses of up to ten mocks in all. */
export function largerCasesOf(theme: Theme): fc.Arbitrary<Case> {
  return casesLeaning({
    ...USUAL,
    ...LEANINGS[theme],
    busyMax: 12,
    days: fc.integer({ min: 5, max: 14 }),
    people: fc.integer({ min: 2, max: 4 }),
    mocks: fc.integer({ min: 5, max: 10 }),
  });
}

function casesLeaning(leaning: Leaning): fc.Arbitrary<Case> {
  return fc
    .tuple(leaning.place, leaning.days ?? fc.constant(null), leaning.people, leaning.mocks)
    .map(([place, days, people, mocks]) => ({ place: { ...place, days: days ?? place.days }, people, mocks }))
    .chain(({ place, people, mocks }) => {
      const ids = IDS.slice(0, people);
      return fc
        .record({
          people: peopleOf(place, ids),
          plan: coursesOf(ids, mocks),
          rules: leaning.rules,
          holidays: seldom(fc.uniqueArray(dayOf(place), { minLength: 1, maxLength: 1 }), []),
          variants: seldom(variantsOf(place, leaning.rules), []),
          prefer: fc.shuffledSubarray([...CRITERIA], { minLength: CRITERIA.length }),
          timeOfDay: timeOfDay,
          unreadable: fc.constantFrom('refuse' as const, 'refuse' as const, 'ignore' as const),
          request: requestOf(place, ids, leaning),
        })
        .map(({ people: interviewers, plan, rules, holidays, variants, request, ...rest }) => ({
          sop: {
            ...rest,
            ...plan,
            timeZone: place.timeZone,
            interviewers,
            rules: { ...rules, holidays },
            variants,
          },
          request,
        }));
    });
}

/** A variant that holds or just fails to, by the length of the window. */
function variantsOf(place: Place, rules: fc.Arbitrary<RulesText>): fc.Arbitrary<VariantText[]> {
  const bound = fc.integer({ min: Math.max(1, place.days - 1), max: place.days + 1 });
  return fc
    .array(
      fc
        .record({
          windowDays: fc.oneof(fc.record({ max: bound }), fc.record({ min: bound })),
          courses: seldom<Record<string, { mocks: number[] }>>(
            fc.constantFrom({ C1: { mocks: [60] } }, { C1: { mocks: [45, 30] } }),
            {},
          ),
          // A variant lays rules over the file's; it can't take one away.
          rules: rules.map((all) =>
            Object.fromEntries(Object.entries(all).filter(([, rule]) => rule !== null)),
          ),
        })
        .map((variant) => ({ name: 'variant', ...variant })),
      { minLength: 1, maxLength: 2 },
    )
    .map((variants) => variants.map((variant, index) => ({ ...variant, name: `variant-${index + 1}` })));
}

const IDS = ['alpha', 'bravo', 'charlie', 'delta'];

const timeOfDay = fc.record(
  {
    'America/Los_Angeles': fc.constantFrom('latest' as const, 'earliest' as const),
    'Asia/Kolkata': fc.constantFrom('latest' as const, 'earliest' as const),
    default: fc.constantFrom('latest' as const, 'earliest' as const),
  },
  { requiredKeys: ['default'] },
) as fc.Arbitrary<Record<string, 'latest' | 'earliest'>>;
