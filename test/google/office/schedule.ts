import fc from 'fast-check';
import type { Fault, FaultOrder } from '../stand-in/google.ts';
import type { Fate } from './mortal.ts';

/** What goes wrong in one run, as plain data, so that a run that fails can be printed and done again. */
export interface Schedule {
  readonly troubles: readonly Trouble[];
  /** Where the processes die, one after the other; the last one lives. */
  readonly deaths: readonly Omit<Fate, 'calls'>[];
  readonly pendingLookups: number;
  readonly conferenceFails: boolean;
  readonly unreadable: boolean;
  readonly pageSize: number;
  /** For jitter. */
  readonly seed: number;
}

export type Trouble =
  | { readonly kind: 'fault'; readonly fault: Fault & FaultOrder }
  /** Somebody does something by hand while a call of Google is under way. */
  | { readonly kind: 'hand'; readonly does: Hand; readonly order: FaultOrder };

export type Hand =
  /** Enters an appointment of theirs so many minutes from where a mock begins. */
  | {
      readonly what: 'enters';
      readonly who: 'alpha' | 'bravo' | 'candidate';
      readonly day: number;
      readonly minutes: number;
    }
  | { readonly what: 'deletes' | 'moves'; readonly mock: number }
  /** Or another process of the same account reads the calendar. */
  | { readonly what: 'forgets sync tokens' | 'expires access tokens' | 'reads elsewhere' };

/** With these answers Google asks to wait. */
export const RETRY_AFTER_SECONDS: Readonly<Record<string, number>> = { 429: 45, 503: 20 };

const STATUSES: readonly { status: number; reason?: string; retryAfter?: number }[] = [
  { status: 403, reason: 'rateLimitExceeded' },
  { status: 403, reason: 'userRateLimitExceeded' },
  { status: 403, reason: 'quotaExceeded' },
  { status: 403, reason: 'dailyLimitExceeded' },
  { status: 403, reason: 'forbidden' },
  { status: 429, retryAfter: RETRY_AFTER_SECONDS[429]! },
  { status: 400, reason: 'invalid' },
  { status: 401, reason: 'authError' },
  { status: 404, reason: 'notFound' },
  { status: 408 },
  { status: 409, reason: 'duplicate' },
  { status: 410, reason: 'deleted' },
  { status: 412, reason: 'conditionNotMet' },
  { status: 500, reason: 'backendError' },
  { status: 502 },
  { status: 503, reason: 'backendError', retryAfter: RETRY_AFTER_SECONDS[503]! },
];

const method = fc.option(
  fc.constantFrom(
    'list' as const,
    'freebusy' as const,
    'insert' as const,
    'get' as const,
    'patch' as const,
    'delete' as const,
    'token' as const,
  ),
  { nil: undefined, freq: 2 },
);

const order: fc.Arbitrary<FaultOrder> = fc
  .record({ method, skip: fc.nat({ max: 8 }), times: fc.constantFrom(1, 1, 1, 2, 3, 6) })
  .map(({ method: only, ...rest }) => (only === undefined ? rest : { ...rest, method: only }));

const when = fc.constantFrom('before' as const, 'after' as const);

const fault: fc.Arbitrary<Fault> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(...STATUSES).map((status) => ({ kind: 'status' as const, ...status })),
  },
  { weight: 3, arbitrary: when.map((moment) => ({ kind: 'drop' as const, when: moment })) },
  { weight: 2, arbitrary: when.map((moment) => ({ kind: 'garbage' as const, when: moment })) },
);

const faultAtACall: fc.Arbitrary<Trouble> = fc
  .tuple(fault, order)
  .map(([what, which]) => ({ kind: 'fault', fault: { ...what, ...which } }));

/** Costs real time, as nothing else here does: the caller waits for its timeout. */
const hanging: fc.Arbitrary<Trouble> = fc
  .tuple(when, order)
  .map(([moment, which]) => ({ kind: 'fault', fault: { kind: 'hang', when: moment, ...which, times: 1 } }));

const hand: fc.Arbitrary<Trouble> = fc
  .tuple(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          what: fc.constant('enters' as const),
          who: fc.constantFrom('alpha' as const, 'bravo' as const, 'candidate' as const),
          day: fc.nat({ max: 3 }),
          minutes: fc.constantFrom(-60, -30, 0, 30, 60),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          what: fc.constantFrom('deletes' as const, 'moves' as const),
          mock: fc.nat({ max: 2 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          what: fc.constantFrom(
            'forgets sync tokens' as const,
            'expires access tokens' as const,
            'reads elsewhere' as const,
          ),
        }),
      },
    ),
    order,
  )
  .map(([does, which]) => ({ kind: 'hand', does, order: { ...which, times: 1 } }));

/** Up to six troubles at any calls, and so many deaths at any calls of the store or the calendar. */
export function schedulesWith(deaths: {
  readonly least: number;
  readonly most: number;
}): fc.Arbitrary<Schedule> {
  return fc.record({
    troubles: fc.array(
      fc.oneof(
        { weight: 44, arbitrary: faultAtACall },
        { weight: 1, arbitrary: hanging },
        { weight: 20, arbitrary: hand },
      ),
      { maxLength: 6 },
    ),
    deaths: fc.array(fc.record({ at: fc.integer({ min: 1, max: 45 }), when }), {
      minLength: deaths.least,
      maxLength: deaths.most,
    }),
    pendingLookups: fc.constantFrom(0, 0, 0, 1, 3),
    conferenceFails: fc.constantFrom(false, false, false, false, false, false, false, true),
    unreadable: fc.constantFrom(false, false, false, true),
    pageSize: fc.constantFrom(2500, 2500, 1, 2),
    seed: fc.nat(),
  });
}
