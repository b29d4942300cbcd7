import { describe, expect, it } from 'vitest';
import { answersOf } from '../../../src/planning/together/answers.ts';
import {
  planTogether,
  type TogetherOptions,
  type TogetherProgress,
} from '../../../src/planning/together/plan-together.ts';
import { type BatchCase, procedureOfBatch, requestsOf } from './batch-case.ts';
import { batchOf, type Wanted } from './one-a-day.ts';

function together(batch: BatchCase, options: Partial<TogetherOptions> = {}) {
  return planTogether(procedureOfBatch(batch), requestsOf(batch), { seed: 1, runs: 200, ...options });
}

/** The first the most flexible: in order each takes the day that the next one needs. */
const FROM_FLEXIBLE_TO_URGENT = batchOf(
  [60],
  [5, 4, 3, 2, 1].map((days): Wanted => ({ window: ['2026-12-01', `2026-12-0${days}`] })),
);
const THREE_FOR_TWO_DAYS = batchOf(
  [60],
  Array.from({ length: 3 }, (): Wanted => ({ window: ['2026-12-01', '2026-12-02'] })),
);

describe('candidates who compete', () => {
  it('are all placed where in order the flexible take the days that the urgent need', () => {
    const { plans, placed, placedInOrder, displaced } = together(FROM_FLEXIBLE_TO_URGENT);
    expect({ placed, placedInOrder, displaced }).toEqual({ placed: 5, placedInOrder: 3, displaced: [] });
    expect(plans.map((plan) => plan?.score.finishDay.toString())).toEqual([
      '2026-12-05',
      '2026-12-04',
      '2026-12-03',
      '2026-12-02',
      '2026-12-01',
    ]);
  });

  it('are placed where no order helps, since the best plan of each is in the way of the other', () => {
    // Both like Tuesday and Wednesday best. The first could take Saturday, the second Thursday.
    const hour = ['10:00-11:00'];
    const batch = batchOf(
      [60, 60],
      [
        { slots: { tuesday: hour, wednesday: hour, saturday: hour }, window: ['2026-12-01', '2026-12-05'] },
        { slots: { tuesday: hour, wednesday: hour, thursday: hour }, window: ['2026-12-01', '2026-12-05'] },
      ],
    );
    const { placed, placedInOrder } = together(batch);
    expect({ placed, placedInOrder }).toEqual({ placed: 2, placedInOrder: 1 });
  });

  it('have a plan each that could not be better beside the others', () => {
    // The window of the urgent one leaves the first day; the other two take the next ones.
    const windows = ['2026-12-09', '2026-12-09', '2026-12-01'];
    const batch = batchOf(
      [60],
      windows.map((end): Wanted => ({ window: ['2026-12-01', end] })),
    );
    const days = together(batch).plans.map((plan) => plan?.score.finishDay.toString());
    expect(days.toSorted()).toEqual(['2026-12-01', '2026-12-02', '2026-12-03']);
    expect(days[2]).toBe('2026-12-01');
  });

  it('say in whose way they are where there is no room for all', () => {
    const { placed, contention, displaced } = together(THREE_FOR_TWO_DAYS);
    expect({ placed, displaced }).toEqual({ placed: 2, displaced: [] });
    expect([...contention.keys()]).toEqual([2]);
    expect(contention.get(2)).toEqual([{ candidate: expect.any(Number), interviewers: ['alpha'] }]);
  });

  it('may be one person twice, whose own time then is what there is too little of', () => {
    const hour = { tuesday: ['10:00-11:00'] };
    const twice: Wanted = { email: 'same@example.com', slots: hour, window: ['2026-12-01', '2026-12-01'] };
    const { placed, contention } = together(batchOf([60], [twice, twice]));
    expect(placed).toBe(1);
    expect(contention.get(1)).toEqual([{ candidate: 0, interviewers: [] }]);
  });
});

describe('the answers to a batch', () => {
  const answered = (batch: BatchCase) =>
    answersOf(procedureOfBatch(batch), requestsOf(batch), together(batch));

  it('are plans, in the order of the requests', () => {
    const days = answered(FROM_FLEXIBLE_TO_URGENT).map((answer) =>
      answer.status === 'planned' ? answer.score.finishDay.day : null,
    );
    expect(days).toEqual([5, 4, 3, 2, 1]);
  });

  it('name who holds the time that is missing, and with whom', () => {
    const answer = answered(THREE_FOR_TWO_DAYS)[2]!;
    expect(answer).toMatchObject({ status: 'infeasible', reasons: [{ code: 'contention' }], proposals: [] });
    expect(JSON.stringify(answer)).toMatch(/hold the time: Candidate \(with Alpha\)\./);
  });

  it('are the reasons of the single request where there is no plan even alone', () => {
    const batch = batchOf([60], [{}, { slots: { everyday: ['12:00-13:00'] } }]);
    const [first, second] = answered(batch);
    expect(first?.status).toBe('planned');
    expect(second?.status).toBe('infeasible');
    expect(JSON.stringify(second)).not.toContain('contention');
  });
});

describe('the search for more places', () => {
  it('is not begun where planning in order places everybody', () => {
    const seen: TogetherProgress[] = [];
    const { placed, runs } = together(batchOf([60], [{}, {}]), { onProgress: (each) => seen.push(each) });
    expect({ placed, runs, seen }).toEqual({ placed: 2, runs: 2, seen: [] });
  });

  it('says how far it is: what is placed only grows, and the runs stay within those allowed', () => {
    const seen: TogetherProgress[] = [];
    together(THREE_FOR_TWO_DAYS, { runs: 100, onProgress: (each) => seen.push(each) });
    expect(seen.length).toBeGreaterThanOrEqual(10);
    for (const [index, { placed, runs, runsMax }] of seen.entries()) {
      expect(placed).toBeGreaterThanOrEqual(seen[index - 1]?.placed ?? 0);
      expect(runs).toBeGreaterThanOrEqual(seen[index - 1]?.runs ?? 0);
      expect(runs).toBeLessThanOrEqual(runsMax);
    }
  });

  it('ends when it is told to, with the best so far', () => {
    let asked = 0;
    const shouldStop = () => {
      asked += 1;
      return asked > 3;
    };
    const { placed, placedInOrder, runs } = together(FROM_FLEXIBLE_TO_URGENT, { shouldStop, runs: 100_000 });
    expect(placed).toBeGreaterThanOrEqual(placedInOrder);
    expect(runs).toBeLessThan(200);
  });
});
