import type { Procedure, Rules, Sop } from '../../src/sop/model.ts';
import type { PlantedBug } from './bug.ts';

/** Bugs of the planner: it plans by rules that are not those of the procedure. */
export const IN_THE_PROCEDURE: readonly PlantedBug[] = [
  bug('off-by-one-gap', 'mocks follow each other half an hour too soon', (rules) => ({
    minGap: Math.max(0, rules.minGap - 30),
  })),
  bug('forget-the-longest-gap', 'mocks are too far apart', () => ({ maxGap: null })),
  bug('forget-the-buffer', 'no free time is kept between the mocks of an interviewer', () => ({
    interviewerBuffer: 0,
  })),
  bug('off-by-one-cap', 'an interviewer gets one mock a day too many', (rules) => ({
    maxPerInterviewerPerDay:
      rules.maxPerInterviewerPerDay === null ? null : rules.maxPerInterviewerPerDay + 1,
  })),
  bug('forget-the-notice-time', 'a mock begins sooner than anybody can prepare for', () => ({
    minNotice: 0,
  })),
  bug('wrong-grid', 'mocks start at a quarter past', () => ({ startEvery: 15 })),
];

function bug(name: string, breaks: string, change: (rules: Rules) => Partial<Rules>): PlantedBug {
  const changed = (sop: Sop): Sop => ({ ...sop, rules: { ...sop.rules, ...change(sop.rules) } });
  const procedure = ({ base, variants, ...rest }: Procedure): Procedure => ({
    ...rest,
    base: changed(base),
    variants: variants.map((variant) => ({ ...variant, sop: changed(variant.sop) })),
  });
  return { name, breaks, sabotage: { procedure } };
}
