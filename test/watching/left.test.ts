import { describe, expect, it } from 'vitest';
import { conditionsOf } from '../../src/watching/conditions.ts';
import { optionsFor, whyNoPlace } from '../../src/watching/options.ts';
import { askedInstead, decisionOf, questionAbout } from '../../src/watching/policy.ts';
import { questionOf } from '../../src/watching/question.ts';
import { FIRST, observed, range, SECOND, sightOf } from './sight.ts';

const IDS = { order: () => '00000000-0000-4000-8000-000000000001', event: () => 'newevent01' };

/** Dana's first mock cannot be before the second, which somebody deleted and people said to leave so. */
function asked(window = { start: '2026-12-01', end: '2026-12-14' }) {
  const sight = sightOf({
    window,
    events: { [SECOND.id]: null },
    busy: ['alpha', 'charlie'].map((who) => ({
      email: `${who}@example.com`,
      ...range('2026-12-01', '18:00', '21:00'),
      kind: 'other',
    })),
  });
  const conditions = conditionsOf(sight);
  const observations = conditions.map((each) =>
    observed(each, each.kind === 'deleted' ? { state: 'kept' } : {}),
  );
  const decision = askedInstead(sight, decisionOf(sight, observations, conditions), new Set([FIRST.id]));
  const about = questionAbout(decision);
  return { sight, decision, about, options: optionsFor(sight, decision, about, IDS) };
}

describe('a mock that people said to leave as it is', () => {
  it('is moved along by a way that people are shown, where there is none without', () => {
    const { sight, about, options } = asked();
    const { proposals } = questionOf(sight, about, options);
    expect(proposals.map(({ message }) => message)).toEqual([
      'Change all 3: One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST) goes to Wed Dec 2 18:00–19:00 PST; One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST) goes to Thu Dec 3 18:00–19:00 PST; Two Mock1 with Bravo (Thu Dec 3 18:00–19:30 PST) goes to Fri Dec 4 18:00–19:30 PST.',
      'Cancel the mock: One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST) does not take place.',
      'Leave it as it is.',
    ]);
  });

  it('is named first among the reasons why there is no way, and days are not counted as if it were not there', () => {
    const { sight, decision, about, options } = asked({ start: '2026-12-01', end: '2026-12-03' });
    expect(options.map(({ kind }) => kind)).toEqual(['cancel']);
    const [, first, ...rest] = whyNoPlace(sight, decision, about, IDS);
    expect(first).toContain('One Mock2 (Wed Dec 2 18:00 PST with Alpha) is fixed');
    expect(rest.join('\n')).not.toContain('alone, the');
  });
});
