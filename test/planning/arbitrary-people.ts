import fc from 'fast-check';
import { clock, dayOf, momentIn, type Place, seldom, weekIn } from './arbitrary-place.ts';
import type { CourseText, GroupText, InterviewerText } from './case.ts';
import { instantOf } from './wall-clock.ts';

const LENGTHS = [30, 45, 60, 60, 60, 75, 90, 105];

/** Interviewers with time in the place's part of the day. */
export function peopleOf(
  place: Place,
  ids: readonly string[],
): fc.Arbitrary<Record<string, InterviewerText>> {
  const person = (id: string): fc.Arbitrary<InterviewerText> =>
    fc
      .record({
        // Addresses compare without regard to case; a procedure may write them as people do.
        email: fc.constantFrom(`${id}@example.com`, `${id}@example.com`, `${id.toUpperCase()}@Example.com`),
        calendar: seldom(
          fc.constantFrom<string | null>(
            `${id}@example.com`,
            `${id}-calendar@example.com`,
            'room@example.com',
          ),
          null,
        ),
        hours: fc.oneof(
          { weight: 2, arbitrary: weekIn(place.band) },
          {
            weight: 1,
            arbitrary: fc.constant({ everyday: [`${clock(place.band.from)}-${clock(place.band.to)}`] }),
          },
        ),
        maxPerDay: seldom(fc.constantFrom<number | null>(1, 1, 2, 3), null),
        timeOff: seldom(fc.array(timeOffIn(place), { minLength: 1, maxLength: 2 }), []),
      })
      .map(({ calendar, maxPerDay, ...rest }) => ({
        ...rest,
        ...(calendar === null ? {} : { calendar }),
        ...(maxPerDay === null ? {} : { maxPerDay }),
      }));
  return fc.record(Object.fromEntries(ids.map((id) => [id, person(id)])));
}

/** Courses that share interviewers, and their sequence. */
export function coursesOf(
  ids: readonly string[],
  mocks: number,
): fc.Arbitrary<{ courses: Record<string, CourseText>; sequence: GroupText[] }> {
  // Few courses keep a small case small: each more multiplies the orders to try.
  const coursesMax = mocks > 5 ? 5 : 3;
  return fc
    .record({
      lengths: fc.array(fc.constantFrom(...LENGTHS), { minLength: mocks, maxLength: mocks }),
      cuts: fc.subarray(
        Array.from({ length: mocks - 1 }, (_, index) => index + 1),
        { maxLength: Math.min(coursesMax - 1, mocks - 1) },
      ),
      people: fc.array(
        fc.tuple(fc.shuffledSubarray([...ids], { minLength: 1 }), fc.integer({ min: 1, max: 2 })),
        {
          minLength: coursesMax,
          maxLength: coursesMax,
        },
      ),
      groupCuts: fc.subarray(Array.from({ length: coursesMax - 1 }, (_, index) => index + 1)),
      anyOrder: fc.array(fc.constantFrom(true, true, false), {
        minLength: coursesMax,
        maxLength: coursesMax,
      }),
    })
    .map(({ lengths, cuts, people, groupCuts, anyOrder }) => {
      const parts = split(lengths, cuts);
      const names = parts.map((_, index) => `C${index + 1}`);
      const courses = parts.map((part, index): [string, CourseText] => {
        const [able = [], mains = 1] = people[index] ?? [];
        return [`C${index + 1}`, { mocks: part, main: able.slice(0, mains), backup: able.slice(mains) }];
      });
      const sequence = split(
        names,
        groupCuts.filter((cut) => cut < names.length),
      ).map((group, index) => (anyOrder[index] === true ? { anyOrder: group } : { inOrder: group }));
      return { courses: Object.fromEntries(courses), sequence };
    });
}

/** Whole days of the place, or a few hours around its part of the day. */
function timeOffIn(place: Place): fc.Arbitrary<{ from: string; to: string }> {
  const days = dayOf(place).map((date) => {
    const day = Temporal.PlainDate.from(date);
    return {
      from: instantOf(day, 0, place.timeZone).toString(),
      to: instantOf(day, 1440, place.timeZone).toString(),
    };
  });
  const hours = fc.tuple(momentIn(place), fc.integer({ min: 1, max: 40 })).map(([from, quarters]) => ({
    from,
    to: Temporal.Instant.from(from)
      .add({ minutes: quarters * 15 })
      .toString(),
  }));
  return fc.oneof(days, hours);
}

function split<T>(values: readonly T[], cuts: readonly number[]): T[][] {
  const edges = [0, ...cuts, values.length];
  return edges.slice(1).map((end, index) => values.slice(edges[index], end));
}
