import type { Score } from '../answer.ts';
import { CostScale } from '../cost.ts';
import { UNCAPPED } from '../people.ts';
import type { Problem } from '../problem.ts';
import { solve } from '../solve.ts';

/** A mock that somebody would have to give at a time at which they can't, by index of person and start. */
export interface Sitting {
  readonly person: number;
  readonly start: number;
  readonly length: number;
}

const DAY_MINUTES = 1440;

/**
 * The fewest mocks that would have to be given outside what their interviewers have free for there
 * to be a plan at all, and a way to do so; null where not even everybody's whole time would do. With
 * as few, the earlier last day is better, then mains are.
 *
 * Exact by a second self of everybody, who is always free and costs one: the planner then finds the
 * plan with the fewest such mocks.
 */
export function fewestExtraSittings(problem: Problem): readonly Sitting[] | null {
  const selves = problem.people.length;
  const mocks = problem.courses.reduce((sum, course) => sum + course.mocks.length, 0);
  const ranks = problem.courses.flatMap(({ options }) => options.map(({ rank }) => rank));
  // The digits of a cost are what they are called for no longer: sittings first, ranks last.
  const prefer = ['mainInterviewers', 'finishDay', 'balance'] as const satisfies readonly (keyof Score)[];
  const scale = new CostScale(prefer, {
    mainInterviewers: mocks,
    timeOfDay: 0,
    balance: mocks * Math.max(0, ...ranks),
  });
  const chain = solve({
    ...problem,
    sop: { ...problem.sop, prefer },
    scale,
    timeCost: new Float64Array(problem.starts.count),
    people: [
      ...problem.people,
      ...problem.people.map(({ id, dayLeft, weekLeft }) => ({
        id,
        load: 0,
        room: new Int32Array(problem.starts.count).fill(DAY_MINUTES),
        dayLeft: new Int32Array(dayLeft.length).fill(UNCAPPED),
        weekLeft: new Int32Array(weekLeft.length).fill(UNCAPPED),
      })),
    ],
    courses: problem.courses.map((course) => ({
      ...course,
      options: course.options
        .flatMap(({ person, rank }) => [
          { person, rank, cost: scale.cost({ balance: rank }) },
          { person: person + selves, rank, cost: scale.cost({ mainInterviewers: 1, balance: rank }) },
        ])
        .sort((a, b) => a.cost - b.cost),
    })),
  });
  if (chain === null) return null;
  return chain
    .filter(({ person }) => person >= selves)
    .map(({ person, start, course, mock }) => ({
      person: person - selves,
      start,
      length: course.course.mocks[mock]!,
    }));
}

/** The same problem where these people are free for these mocks after all, whatever their caps say. */
export function granted(problem: Problem, sittings: readonly Sitting[]): Problem {
  return {
    ...problem,
    people: problem.people.map((person, index) => {
      const own = sittings.filter((sitting) => sitting.person === index);
      if (own.length === 0) return person;
      const room = person.room.slice();
      const dayLeft = person.dayLeft.slice();
      const weekLeft = person.weekLeft.slice();
      for (const { start, length } of own) {
        const day = problem.starts.day[start]!;
        room[start] = Math.max(room[start]!, length);
        dayLeft[day]! += 1;
        weekLeft[problem.weeks[day]!]! += 1;
      }
      return { ...person, room, dayLeft, weekLeft };
    }),
  };
}
