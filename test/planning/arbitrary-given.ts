import fc from 'fast-check';
import type { Planned } from '../../src/planning/answer.ts';
import { findPlan } from '../../src/planning/find-plan.ts';
import { casesOf, type Theme } from './arbitrary.ts';
import { type BusyText, type Case, type FixedText, inForce, procedureOf, requestOf } from './case.ts';

/**
 * Random cases of a theme as they are met when bookings change: what was planned is booked, some of it is
 * fixed (a few of these were dragged elsewhere), some to be kept, and then somebody gets busy.
 */
export function bookedCasesOf(theme: Theme): fc.Arbitrary<Case> {
  return fc
    .record({
      given: casesOf(theme).filter((given) => planOf(given) !== null || !hasMany(given)),
      mocks: fc.array(mockDraw, { minLength: MOCKS_MAX, maxLength: MOCKS_MAX }),
      damage: fc.array(damageDraw, { maxLength: 3 }),
      isInTheMiddle: fc.boolean(),
      done: fc.constantFrom(null, null, null, 'same course' as const, 'other course' as const),
      isInWindow: fc.constantFrom(true, true, true, true, false),
      keeping: fc.constantFrom('first' as const, 'first' as const, 'last' as const),
    })
    .map(({ given, mocks, damage, isInTheMiddle, done, isInWindow, keeping }) => {
      const booked = bookedMocks(given, isInWindow);
      const people = Object.keys(given.sop.interviewers);
      const placed = booked.map((mock, index) => {
        const draw = mocks[index]!;
        return { mock, draw: isInTheMiddle ? { ...draw, role: roleAt(index, booked.length, draw) } : draw };
      });
      const fixed = placed.filter(({ draw }) => draw.role === 'fixed').map((each) => changed(each, people));
      const keep = placed.filter(({ draw }) => draw.role !== 'fixed' && draw.role !== 'free');
      const [first] = booked;
      return {
        ...given,
        request: {
          ...given.request,
          busy: [...given.request.busy, ...damage.flatMap((each) => damageTo(given, booked, each))],
          fixed,
          keep: keep.map((each) => {
            const { course, number, start, interviewer } =
              each.draw.role === 'kept' ? each.mock : changed(each, people);
            return { course, number, start, interviewer };
          }),
          keeping,
          ...(done !== null && first !== undefined ? { done: [doneBefore(first, done)] } : {}),
        },
      };
    });
}

const MOCKS_MAX = 12;

function planOf(given: Case): Planned | null {
  return findPlan(procedureOf(given), requestOf(given));
}

/** Enough that something may be fixed between others. */
function hasMany(given: Case): boolean {
  return [...inForce(given).sop.courses.values()].flatMap(({ mocks }) => mocks).length > 2;
}

interface MockDraw {
  readonly role: 'free' | 'kept' | 'kept elsewhere' | 'fixed';
  readonly minutes: number;
  readonly seconds: number;
  readonly longer: number;
  /** Of the people of the case; beyond the last stands somebody whom it does not know. */
  readonly person: number | null;
}

const mockDraw: fc.Arbitrary<MockDraw> = fc.record({
  role: fc.constantFrom('free', 'kept', 'kept', 'kept', 'kept elsewhere', 'fixed', 'fixed', 'fixed'),
  minutes: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 30, -30, 60, 10, 24 * 60, -24 * 60, 50 * 60),
  seconds: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 30),
  longer: fc.constantFrom(0, 0, 0, 0, 0, 15, -15),
  person: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 4 }) },
  ),
});

/** Fixed between others that are not, where there are enough. */
function roleAt(index: number, count: number, { role }: MockDraw): MockDraw['role'] {
  if (count < 3) return role;
  if (index === 1) return 'fixed';
  return role === 'fixed' && (index === 0 || index === count - 1) ? 'kept' : role;
}

interface DamageDraw {
  readonly mock: number;
  readonly minutes: number;
  readonly who: 'interviewer' | 'candidate';
  readonly kind: BusyText['kind'];
}

const damageDraw: fc.Arbitrary<DamageDraw> = fc.record({
  mock: fc.nat(MOCKS_MAX),
  minutes: fc.constantFrom(0, 0, 30, -30),
  who: fc.constantFrom('interviewer', 'interviewer', 'candidate'),
  kind: fc.constantFrom('mock', 'other'),
});

/** The best plan of a case; where it has none (or so wished) its mocks one after the other. */
function bookedMocks(given: Case, isInWindow: boolean): FixedText[] {
  const plan = isInWindow ? planOf(given) : null;
  const place = (mock: { start: Temporal.Instant; end: Temporal.Instant }) => {
    return { start: mock.start.toString(), end: mock.end.toString() };
  };
  if (plan !== null) {
    return plan.mocks.map(({ course, number, interviewer, start, end }) => {
      return { course, number, interviewer, ...place({ start, end }) };
    });
  }
  const { sop } = inForce(given);
  let start = requestOf(given).window.start.toZonedDateTime(sop.timeZone).toInstant().add({ hours: 10 });
  return [...sop.courses.values()].flatMap(({ id, mocks, main }) =>
    mocks.map((minutes, index) => {
      const mock = { start, end: start.add({ minutes }) };
      start = start.add({ hours: 20 });
      return { course: id, number: index + 1, interviewer: main[0]!, ...place(mock) };
    }),
  );
}

function changed({ mock, draw }: { mock: FixedText; draw: MockDraw }, people: readonly string[]): FixedText {
  const start = Temporal.Instant.from(mock.start)
    .add({ minutes: draw.minutes })
    .add({ seconds: draw.seconds });
  const end = Temporal.Instant.from(mock.end).add({ minutes: draw.minutes + draw.longer });
  const interviewer = draw.person === null ? mock.interviewer : (people[draw.person] ?? 'stranger');
  return { ...mock, start: start.toString(), end: end.toString(), interviewer };
}

function damageTo({ sop, request }: Case, booked: readonly FixedText[], draw: DamageDraw): BusyText[] {
  const mock = booked[draw.mock % Math.max(1, booked.length)];
  if (mock === undefined) return [];
  const email =
    draw.who === 'candidate' ? request.candidate.email : sop.interviewers[mock.interviewer]?.email;
  if (email === undefined) return [];
  const moved = (time: string) => Temporal.Instant.from(time).add({ minutes: draw.minutes }).toString();
  return [{ email: email.toLowerCase(), start: moved(mock.start), end: moved(mock.end), kind: draw.kind }];
}

/** A mock that was held before the first. */
function doneBefore(
  { course, interviewer, start }: FixedText,
  which: 'same course' | 'other course',
): Omit<FixedText, 'number'> {
  const first = Temporal.Instant.from(start);
  return {
    course: which === 'same course' ? course : 'C0',
    interviewer,
    start: first.subtract({ hours: 20 }).toString(),
    end: first.subtract({ hours: 19 }).toString(),
  };
}
