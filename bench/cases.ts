import type { Kind } from './instance.ts';
import { defaultProcedure } from './instance.ts';
import { anyOrder, longDays, onGrid, withPeople } from './procedures.ts';

/** One size of a dimension, and how its requests are made. */
export interface Size {
  readonly label: string;
  /** Place on the plot's axis. */
  readonly at: number;
  readonly kind: Kind;
  /** How many requests, in a full and in a quick bench. */
  readonly count: { readonly full: number; readonly quick: number };
}

/** What grows while everything else stays as in a default request: four weeks, half busy. */
export interface Dimension {
  readonly name: string;
  readonly axis: string;
  readonly sizes: readonly Size[];
}

const USUAL = { full: 60, quick: 10 };
const FEW = { full: 30, quick: 5 };

export function dimensions(): Dimension[] {
  const procedure = defaultProcedure();
  const standard: Kind = { procedure, weeks: 4, busy: 0.5 };
  return [
    {
      name: 'Length of the window',
      axis: 'weeks',
      sizes: [2, 4, 8, 12].map((weeks) => ({
        label: `${weeks} weeks`,
        at: weeks,
        kind: { ...standard, weeks },
        count: weeks === 4 ? { full: 500, quick: 50 } : USUAL,
      })),
    },
    {
      name: 'Grid of starts',
      axis: 'starts an hour',
      sizes: [60, 30, 15, 5].map((minutes) => ({
        label: `every ${minutes} minutes`,
        at: 60 / minutes,
        kind: { ...standard, procedure: onGrid(minutes) },
        count: USUAL,
      })),
    },
    {
      name: 'Twelve weeks on a 5-minute grid',
      axis: 'hours a day',
      sizes: [
        {
          label: 'the default hours',
          at: 4,
          kind: { ...standard, procedure: onGrid(5), weeks: 12 },
          count: FEW,
        },
        {
          label: 'everybody 14 hours a day',
          at: 14,
          kind: { procedure: longDays(), weeks: 12, busy: 0.5, slots: { everyday: ['08:00-22:00'] } },
          count: FEW,
        },
      ],
    },
    {
      name: 'Courses in any order, in eight weeks',
      axis: 'courses',
      sizes: [2, 4, 6, 8, 10].map((courses) => ({
        label: `${courses} courses`,
        at: courses,
        kind: { ...standard, procedure: anyOrder(courses), weeks: 8 },
        count: courses < 10 ? USUAL : FEW,
      })),
    },
    {
      name: 'Interviewers',
      axis: 'interviewers',
      sizes: [8, 25, 50, 100, 200].map((people) => ({
        label: `${people} interviewers`,
        at: people,
        kind: { ...standard, procedure: withPeople(people) },
        count: people < 100 ? USUAL : FEW,
      })),
    },
    {
      name: 'Busy time',
      axis: '% busy',
      sizes: [0, 25, 50, 75, 90].map((share) => ({
        label: `${share} % busy`,
        at: share,
        kind: { ...standard, busy: share / 100 },
        count: USUAL,
      })),
    },
  ];
}

/** Small enough for a general solver to finish, most of the time. */
export function smallSizes(): Size[] {
  const size = (label: string, kind: Kind): Size => ({ label, at: 0, kind, count: { full: 3, quick: 1 } });
  const small = (courses: number, weeks: number): Kind => ({
    procedure: anyOrder(courses),
    weeks,
    busy: 0.5,
  });
  return [
    size('2 courses, 1 week', small(2, 1)),
    size('2 courses, 2 weeks', small(2, 2)),
    size('2 courses, 4 weeks', small(2, 4)),
    size('3 courses, 2 weeks', small(3, 2)),
    size('4 courses, 3 weeks', small(4, 3)),
    size('default, 2 weeks, every 60 minutes', { procedure: onGrid(60), weeks: 2, busy: 0.5 }),
  ];
}
