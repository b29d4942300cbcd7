import { type Answer, answerOf } from './answer.ts';
import type { CallMethod } from './calls.ts';
import { Refusal } from './refusals.ts';

/** `before`: nothing was done; `after`: the work was done, and the caller does not hear of it. */
type Moment = 'before' | 'after';

export type Fault =
  /** Refused before any work is done. `retryAfter`: seconds, or the header as it is (an HTTP date). */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly reason?: string;
      readonly message?: string;
      readonly retryAfter?: number | string;
    }
  | { readonly kind: 'drop'; readonly when: Moment }
  /** Never answers, until the caller gives up. */
  | { readonly kind: 'hang'; readonly when: Moment }
  /** 200 with a page of HTML instead of JSON; after the work was done unless said otherwise. */
  | { readonly kind: 'garbage'; readonly when?: Moment }
  /** A slow call: what happens meanwhile (time passes, somebody edits), before the work is done unless said otherwise. */
  | { readonly kind: 'slow'; readonly when?: Moment; readonly meanwhile: () => void | Promise<void> };

export interface FaultOrder {
  /** Only calls of this method. Without it any call of the Calendar API, but not the token endpoint. */
  readonly method?: CallMethod;
  /** How many calls meet it; 1 unless said otherwise. */
  readonly times?: number;
  /** How many calls that fit go by unharmed first. */
  readonly skip?: number;
}

/** The faults to come, in the order given: a call meets the first that fits. */
export class Faults {
  #orders: { fault: Fault; method: CallMethod | undefined; times: number; skip: number }[] = [];

  add({ method, times = 1, skip = 0, ...fault }: Fault & FaultOrder): void {
    this.#orders.push({ fault, method, times, skip });
  }

  clear(): void {
    this.#orders = [];
  }

  /** The fault that a call meets, or null; a fault that has been met often enough is gone. */
  meet(method: CallMethod): Fault | null {
    for (const order of this.#orders) {
      if (order.method === undefined ? method === 'token' : order.method !== method) continue;
      if (order.skip > 0) {
        order.skip -= 1;
        continue;
      }
      order.times -= 1;
      if (order.times <= 0) this.#orders = this.#orders.filter((other) => other !== order);
      return order.fault;
    }
    return null;
  }
}

const GARBAGE =
  '<!DOCTYPE html><html><title>Sorry</title><p>We are sorry, but something went wrong.</p></html>';

/** What comes of a call: an answer, or none. `work` is done at the fault's moment, or not at all. */
export async function outcomeUnder(
  fault: Fault | null,
  method: CallMethod,
  work: () => Answer,
): Promise<Answer | 'dropped' | 'hung'> {
  if (fault === null) return work();
  if (fault.kind === 'status') return answerOf(refusalOf(fault, method));
  if (fault.kind === 'slow') {
    if (fault.when !== 'after') await fault.meanwhile();
    const answer = work();
    if (fault.when === 'after') await fault.meanwhile();
    return answer;
  }
  if (fault.when !== 'before') work();
  if (fault.kind === 'garbage') return { status: 200, body: GARBAGE };
  return fault.kind === 'drop' ? 'dropped' : 'hung';
}

const USAGE = /rateLimit|quota|dailyLimit|usageLimits|limitExceeded/i;

/** The answer of a `status` fault, in the error body of the API or of the token endpoint. */
function refusalOf(fault: Extract<Fault, { kind: 'status' }>, method: CallMethod): Refusal {
  const { status, retryAfter } = fault;
  const reason = fault.reason ?? USUAL_REASON[status] ?? 'backendError';
  const message = fault.message ?? USUAL_MESSAGE[reason] ?? reason;
  const domain = USAGE.test(reason) ? 'usageLimits' : 'global';
  const body =
    method === 'token'
      ? { error: reason, error_description: message }
      : { error: { code: status, message, errors: [{ domain, reason, message }] } };
  return new Refusal(
    status,
    message,
    body,
    retryAfter === undefined ? {} : { 'Retry-After': `${retryAfter}` },
  );
}

const USUAL_REASON: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'authError',
  403: 'rateLimitExceeded',
  404: 'notFound',
  409: 'conflict',
  410: 'deleted',
  412: 'conditionNotMet',
  429: 'rateLimitExceeded',
};

const USUAL_MESSAGE: Readonly<Record<string, string>> = {
  rateLimitExceeded: 'Rate Limit Exceeded',
  userRateLimitExceeded: 'User Rate Limit Exceeded',
  quotaExceeded: 'Calendar usage limits exceeded.',
  calendarUsageLimitsExceeded: 'Calendar usage limits exceeded.',
  dailyLimitExceeded: 'Daily Limit Exceeded',
  backendError: 'Backend Error',
  authError: 'Invalid Credentials',
  notFound: 'Not Found',
};
