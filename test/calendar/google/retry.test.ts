import { assert, constantFrom, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/calendar/google/failure-table.ts';
import { backoffMs, holdMs, nextStep, retryAfterMs } from '../../../src/calendar/google/retry.ts';

const NOW = Temporal.Instant.from('2026-11-22T17:00:00Z');
const MINUTE = 60_000;

function step(change: Partial<Parameters<typeof nextStep>[0]> = {}) {
  const input = { verdict: 'again' as Verdict, retries: 0, maxRetries: 3, askedMs: null, heldUntil: null };
  return nextStep({ ...input, now: NOW, random: () => 0.5, ...change });
}

function laterBy(change: Partial<Parameters<typeof nextStep>[0]>): number | null {
  const next = step(change);
  return next.step === 'later' ? next.retryAt.since(NOW).total('milliseconds') : null;
}

describe('How long a call waits before it is repeated', () => {
  it('is anything up to a second, then two, four, eight, and never more than 32', () => {
    const most = [0, 1, 2, 3, 4, 5, 6, 60].map((retry) => backoffMs(retry, () => 0.999_999));
    expect(most.map((milliseconds) => Math.round(milliseconds / 1000))).toEqual([1, 2, 4, 8, 16, 32, 32, 32]);
    expect(backoffMs(5, () => 0)).toBe(0);
  });

  it('is at least what Google asks for', () => {
    expect(step({ askedMs: 20_000 })).toEqual({ step: 'again', waitMs: 20_000 });
    expect(step({ askedMs: 100 })).toEqual({ step: 'again', waitMs: 500 });
  });

  it('is never slept through where it is more than a minute: the call goes on at that time', () => {
    expect(step({ askedMs: MINUTE })).toMatchObject({ step: 'again' });
    expect(laterBy({ askedMs: 61_000 })).toBe(2 * MINUTE);
    expect(laterBy({ askedMs: 10 * MINUTE })).toBe(10 * MINUTE);
  });

  it('is a set time once the retries are used up: two minutes, or what the account is held back for', () => {
    expect(laterBy({ retries: 3 })).toBe(2 * MINUTE);
    expect(laterBy({ maxRetries: 0 })).toBe(2 * MINUTE);
    expect(laterBy({ retries: 3, heldUntil: NOW.add({ minutes: 7 }) })).toBe(7 * MINUTE);
    expect(laterBy({ retries: 3, heldUntil: NOW.add({ seconds: 4 }) })).toBe(2 * MINUTE);
  });

  it('is an hour where a limit on invitations is reached, whatever retries are left', () => {
    expect(laterBy({ verdict: 'nextHour' })).toBe(60 * MINUTE);
    expect(laterBy({ verdict: 'nextHour', askedMs: 120 * MINUTE })).toBe(120 * MINUTE);
  });

  it("lasts until midnight Pacific time where the day's quota is used up, also when the clocks change", () => {
    // 9 o'clock in California.
    expect(laterBy({ verdict: 'nextDay' })).toBe(15 * 60 * MINUTE);
    const now = Temporal.Instant.from('2026-11-01T00:30:00-07:00');
    expect(holdMs('nextDay', null, now)).toBe(24.5 * 60 * MINUTE);
  });

  it('never ends a passing failure otherwise than by a repetition within a minute or a time to go on', () => {
    assert(
      property(
        constantFrom<Verdict>('again', 'slower', 'nextHour', 'nextDay'),
        integer({ min: 0, max: 12 }),
        integer({ min: 0, max: 12 }),
        integer({ min: 0, max: 100_000_000 }),
        double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (verdict, retries, maxRetries, askedMs, chance) => {
          const next = step({ verdict, retries, maxRetries, askedMs, random: () => chance });
          if (next.step === 'again') {
            expect(retries).toBeLessThan(maxRetries);
            expect(next.waitMs).toBeLessThanOrEqual(MINUTE);
            expect(next.waitMs).toBeGreaterThanOrEqual(askedMs);
          } else {
            const waitMs = next.retryAt.since(NOW).total('milliseconds');
            expect(waitMs).toBeGreaterThanOrEqual(Math.max(askedMs, 2 * MINUTE));
          }
        },
      ),
    );
  });
});

describe('What a Retry-After header says', () => {
  it.each([
    ['17', 17_000],
    ['0', 0],
    [' 2.5 ', 2500],
    ['Sun, 22 Nov 2026 17:01:30 GMT', 90_000],
    ['Sun, 22 Nov 2026 16:00:00 GMT', 0],
    ['99999999999', 24 * 60 * MINUTE],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 24 * 60 * MINUTE],
    ['soon', null],
    ['-5', null],
    ['', null],
    [null, null],
  ])('%s is %s milliseconds, a day at the most', (header, milliseconds) => {
    expect(retryAfterMs(header, NOW)).toBe(milliseconds);
  });
});

describe('How long all calls of an account are held back', () => {
  it('is not at all after trouble of one call', () => {
    expect(holdMs('again', null, NOW)).toBeNull();
  });

  it('is what Google asks for, after any failure', () => {
    expect(holdMs('again', 5000, NOW)).toBe(5000);
    expect(holdMs('slower', 5000, NOW)).toBe(5000);
  });

  it('is as long as the slower pace says where calls came too fast', () => {
    expect(holdMs('slower', null, NOW)).toBe(0);
  });
});
