import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { onceASecond } from '../../src/dashboard/once-a-second.ts';
import { TestClock } from '../booking/office.ts';

let clock: TestClock;
/** The questions that were put, in order; each is open until it is answered. */
let put: PromiseWithResolvers<string>[];
let ask: () => Promise<string>;

beforeEach(() => {
  clock = new TestClock('2026-11-22T09:00:00Z');
  put = [];
  ask = onceASecond(() => {
    put.push(Promise.withResolvers());
    return put.at(-1)!.promise;
  }, clock.now);
});

const many = (people: number) => Promise.allSettled(Array.from({ length: people }, () => ask()));

/** What somebody who comes now is told, where that is known already. */
async function told(): Promise<string> {
  const answer = ask().catch((error: Error) => `failed: ${error.message}`);
  return Promise.race([answer, setImmediate('nothing yet')]);
}

describe('what is asked once a second', () => {
  it('is put once for a hundred who want to know at once, and all are told the same', async () => {
    const all = many(100);
    expect(put).toHaveLength(1);
    put[0]!.resolve('ok');
    expect(new Set((await all).map((each) => each.status === 'fulfilled' && each.value))).toEqual(
      new Set(['ok']),
    );
  });

  it('is told again within the second, and put anew after it', async () => {
    void ask();
    put[0]!.resolve('first');
    clock.pass({ milliseconds: 999 });
    expect([await told(), put.length]).toEqual(['first', 1]);
    clock.pass({ milliseconds: 1 });
    expect([await told(), put.length]).toEqual(['nothing yet', 2]);
    put[1]!.resolve('second');
    expect(await told()).toBe('second');
  });

  it('is no longer taken for failed than for answered', async () => {
    const all = many(100);
    put[0]!.reject(new Error('away'));
    expect((await all).every(({ status }) => status === 'rejected')).toBe(true);
    clock.pass({ milliseconds: 999 });
    expect([await told(), put.length]).toEqual(['failed: away', 1]);
    clock.pass({ milliseconds: 1 });
    void ask();
    put[1]!.resolve('back');
    expect([await told(), put.length]).toEqual(['back', 2]);
  });

  it('does not pile up while the answer is slow: all wait for the one that is open', async () => {
    const waiting: ReturnType<typeof many>[] = [];
    for (let second = 0; second < 60; second += 1) {
      waiting.push(many(10));
      clock.pass({ seconds: 1 });
    }
    expect(put).toHaveLength(1);
    put[0]!.resolve('at last');
    const answers = (await Promise.all(waiting)).flat();
    expect(answers.filter((each) => each.status === 'fulfilled' && each.value === 'at last')).toHaveLength(
      600,
    );
  });

  it('is as old as its question: what took longer than a second is told to nobody who comes later', async () => {
    void ask();
    clock.pass({ seconds: 5 });
    put[0]!.resolve('of five seconds ago');
    await setImmediate();
    expect([await told(), put.length]).toEqual(['nothing yet', 2]);
  });

  it('is put anew where the clock was set back', async () => {
    void ask();
    put[0]!.resolve('of a time to come');
    await setImmediate();
    clock.pass({ hours: -1 });
    expect([await told(), put.length]).toEqual(['nothing yet', 2]);
  });

  it('is open once at a time, put once in any second, and never told a second late, whoever comes when', async () => {
    const step = fc.record({ wait: fc.integer({ min: 0, max: 1_500 }), ends: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const time = new TestClock('2026-11-22T09:00:00Z');
        const questions: { at: number; open: boolean; end: () => void }[] = [];
        const know = onceASecond(() => {
          expect(questions.filter(({ open }) => open)).toEqual([]);
          const { promise, resolve } = Promise.withResolvers<number>();
          const question = { at: time.now().epochMilliseconds, open: true, end: () => {} };
          question.end = () => {
            question.open = false;
            resolve(question.at);
          };
          questions.push(question);
          return promise;
        }, time.now);
        for (const { wait, ends } of steps) {
          time.pass({ milliseconds: wait });
          const came = time.now().epochMilliseconds;
          const wasOpen = questions.at(-1)?.open === true;
          const answer = know();
          if (ends) {
            questions.at(-1)!.end();
            if (!wasOpen) expect(came - (await answer)).toBeLessThan(1_000);
            await setImmediate();
          }
        }
        for (const [index, { at }] of questions.entries()) {
          if (index > 0) expect(at - questions[index - 1]!.at).toBeGreaterThanOrEqual(1_000);
        }
      }),
      { numRuns: 100 },
    );
  });
});
