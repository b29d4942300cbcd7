import type { Api } from 'grammy';
import { describe, expect, it } from 'vitest';
import { Poller } from '../../src/telegram/poller.ts';
import type { Reception } from '../../src/telegram/reception.ts';

/**
 * A poller whom Telegram gives these updates, by number, one answer after another. `isNoted`: whether the
 * store notes that an update was handled. Says from where on was asked each time.
 */
async function polled(answers: readonly unknown[], isNoted: (id: number) => boolean): Promise<unknown[]> {
  const stop = new AbortController();
  const asked: unknown[] = [];
  const getUpdates = async ({ offset }: { offset?: number }) => {
    const answer = answers[asked.length];
    asked.push(offset);
    if (asked.length === answers.length) stop.abort();
    return Array.isArray(answer) ? answer.map((update_id: number) => ({ update_id })) : answer;
  };
  const take = async (updates: readonly { readonly update_id: number }[]) =>
    updates.map(({ update_id: id }) => ({
      id,
      handled: isNoted(id) ? Promise.resolve(true) : Promise.reject(new Error('The store is away.')),
    }));
  const clock = { now: () => Temporal.Now.instant(), sleep: async () => {} };
  const log = { warn: () => {}, error: () => {} };
  const api = { getUpdates } as unknown as Api;
  await new Poller(api, { take } as unknown as Reception, clock, log).run(stop.signal);
  return asked;
}

describe('polling', () => {
  it('asks again for an update that could not be noted, and for those after it', async () => {
    expect(await polled([[5, 6], [5, 6], []], (id) => id !== 5)).toEqual([undefined, 5, 5]);
  });

  it('goes on where such an update is gone, for another process has confirmed it', async () => {
    expect(await polled([[5, 6], [6], [], []], (id) => id !== 5)).toEqual([undefined, 5, 7, undefined]);
  });

  it('does not take an answer of no known shape for one without the update', async () => {
    expect(await polled([[5, 6], '<html>', [5], []], (id) => id !== 5)).toEqual([undefined, 5, 5, 5]);
  });
});
