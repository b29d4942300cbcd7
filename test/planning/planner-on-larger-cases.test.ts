import { describe, expect, it } from 'vitest';
import type { Planned, Score } from '../../src/planning/answer.ts';
import { findPlan } from '../../src/planning/plan.ts';
import { CRITERIA, type Criterion } from '../../src/sop/model.ts';
import { largerCasesOf, THEMES } from './arbitrary.ts';
import { type Case, inForce, procedureOf, requestOf } from './case.ts';
import { CASES, everyCase } from './every-case.ts';
import { RELAXATIONS } from './relaxations.ts';
import { brokenRules, scoreOf } from './validator.ts';

// Where there is too much to try everything, answers are held against each other.

const COUNT = Math.ceil(CASES / 20);
const TIMEOUT = { timeout: 60_000 + CASES * 200 };

/** Without these, every plan that was right stays right and scores no worse. */
const ONLY_HELPFUL = [
  'minGap',
  'maxGap',
  'courseGap',
  'maxPerInterviewerPerDay',
  'maxPerInterviewerPerWeek',
  'maxPerCandidatePerDay',
  'interviewerBuffer',
  'minNotice',
  'holidays',
  'calendar',
  'timeOff',
  'hours',
  'slots',
  'unreadable',
  'candidateBusy',
  'interviewerBusy',
  'mockKind',
  'now',
  'sequence',
] as const;

describe('a procedure of many mocks', () => {
  it('gets plans that break no rule and score what their mocks do', TIMEOUT, () => {
    let judged = 0;
    for (const theme of THEMES) {
      everyCase(largerCasesOf(theme), COUNT, (given) => {
        const answer = planned(given);
        if (answer === null) return [];
        judged += 1;
        const { sop } = inForce(given);
        const request = requestOf(given);
        const score = JSON.stringify(scoreOf(sop, request, answer.mocks));
        const said = JSON.stringify(answer.score);
        return [
          ...brokenRules(sop, request, answer.mocks),
          ...(said === score ? [] : [`its score is ${said}, its mocks' ${score}`]),
        ];
      });
    }
    expect(judged).toBeGreaterThan((THEMES.length * COUNT) / 10);
  });

  it('never gets worse by a rule less', TIMEOUT, () => {
    let better = 0;
    for (const theme of THEMES) {
      everyCase(largerCasesOf(theme), COUNT, (given) => {
        const before = planned(given);
        return ONLY_HELPFUL.flatMap((rule) => {
          const relaxed = RELAXATIONS[rule]?.(given) ?? given;
          if (JSON.stringify(relaxed) === JSON.stringify(given)) return [];
          const after = planned(relaxed);
          const difference = compared(after, before, given);
          if (difference < 0) better += 1;
          return difference > 0 ? [`without ${rule} it is ${textOf(after)}, with it ${textOf(before)}`] : [];
        });
      });
    }
    expect(better).toBeGreaterThan(COUNT);
  });

  it('is best by the criterion that comes first, whatever comes first elsewhere', TIMEOUT, () => {
    let told = 0;
    for (const theme of THEMES) {
      everyCase(largerCasesOf(theme), COUNT, (given) => {
        const answers = CRITERIA.map((first) => ({ first, answer: planned(preferring(given, first)) }));
        return answers.flatMap(({ first, answer }) =>
          answers.flatMap(({ first: other, answer: otherAnswer }) => {
            const difference = byFirst(first, answer, otherAnswer);
            if (difference < 0) told += 1;
            return difference > 0 ? [`preferring ${other} beats preferring ${first} in ${first}`] : [];
          }),
        );
      });
    }
    expect(told).toBeGreaterThan(COUNT);
  });
});

function planned(given: Case): Planned | null {
  return findPlan(procedureOf(given), requestOf(given));
}

function preferring({ sop, request }: Case, first: Criterion): Case {
  const rest = sop.prefer.filter((criterion) => criterion !== first);
  return { sop: { ...sop, prefer: [first, ...rest] }, request };
}

/** Below zero where the first is better; no plan is worse than any. */
function compared(a: Planned | null, b: Planned | null, given: Case): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  for (const criterion of given.sop.prefer) {
    const difference = worth(a.score, criterion) - worth(b.score, criterion);
    if (difference !== 0) return difference;
  }
  return 0;
}

function byFirst(first: Criterion, a: Planned | null, b: Planned | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return worth(a.score, first) - worth(b.score, first);
}

function worth(score: Score, criterion: Criterion): number {
  if (criterion !== 'finishDay') return score[criterion];
  return Number(score.finishDay.toString().replaceAll('-', ''));
}

function textOf(answer: Planned | null): string {
  return answer === null ? 'infeasible' : JSON.stringify(answer.score);
}
