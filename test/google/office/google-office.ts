import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { BookingDesk } from '../../../src/booking/booking-desk.ts';
import { Worker } from '../../../src/booking/worker.ts';
import type { Calendar } from '../../../src/calendar/calendar.ts';
import { CallTally } from '../../../src/calendar/calls.ts';
import { accountName } from '../../../src/calendar/google/account.ts';
import type { PushOptions } from '../../../src/calendar/google/channels.ts';
import { openGoogleCalendar } from '../../../src/calendar/google/open.ts';
import { openLog } from '../../../src/cli/logger.ts';
import type { Procedure } from '../../../src/sop/model.ts';
import type { Store } from '../../../src/store/store.ts';
import { reasonsGone } from '../../../src/watching/reasons-gone.ts';
import { procedureOf, SMALL_SOP, type TestClock } from '../../booking/office.ts';
import { type GoogleStandIn, type GoogleStandInOptions, startGoogleStandIn } from '../stand-in/google.ts';

export const DELAY_SECONDS = 1;

export interface GoogleOffice {
  readonly workspace: string;
  readonly google: GoogleStandIn;
  readonly clock: TestClock;
  readonly store: Store;
  readonly procedure: Procedure;
  readonly account: string;
  /** What was logged so far, a line of JSON each. */
  readonly logged: readonly string[];
  readonly log: Logger;
  /** A process of its own: a worker and a calendar that share nothing with others but store and Google. */
  process(parts?: {
    store?: Store;
    wrap?: (calendar: Calendar) => Calendar;
    /** Where Google is to tell this process of changes. */
    push?: PushOptions;
  }): OfficeProcess;
}

export interface OfficeProcess {
  readonly worker: Worker;
  readonly desk: BookingDesk;
}

export interface GoogleOfficeOptions extends Omit<GoogleStandInOptions, 'clock'> {
  readonly store: Store;
  readonly clock: TestClock;
  readonly workspace: string;
  readonly sop?: string;
  /** For jitter, in [0, 1). */
  readonly random?: () => number;
  readonly timeoutMs?: number;
  readonly maxRetries?: number;
  readonly delaySeconds?: number;
}

/** The whole of booking over a stand-in for Google: real worker, store and adapter, simulated time. */
export async function openGoogleOffice(options: GoogleOfficeOptions): Promise<GoogleOffice> {
  const { store, clock, workspace, sop = SMALL_SOP, random = () => 0.5, ...rest } = options;
  const google = await startGoogleStandIn({ ...rest, clock });
  const procedure = procedureOf(sop);
  // Each office is an account of its own, so that none has to wait for the turns of another.
  const account = `${accountName(google.credentials)} of ${workspace}`;
  const logged: string[] = [];
  const log = openLog('info', { write: (line: string) => logged.push(line) });

  return {
    workspace,
    google,
    clock,
    store,
    procedure,
    account,
    logged,
    log,
    process({ store: own = store, wrap = (calendar: Calendar) => calendar, push } = {}) {
      const calendar = openGoogleCalendar({
        account: google.credentials,
        calendarId: google.calendarId,
        apiRoot: google.apiRoot,
        tokenUrl: google.tokenUrl,
        delaySeconds: options.delaySeconds ?? DELAY_SECONDS,
        maxRetries: options.maxRetries ?? 3,
        clock,
        random,
        pace: {
          takeTurn: (asked) => own.takeCalendarTurn({ ...asked, account }),
          slow: (asked) => own.slowCalendarPace({ ...asked, account }),
        },
        tally: new CallTally(),
        log,
        ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
        ...(push === undefined ? {} : { push }),
      });
      const desk: BookingDesk = {
        workspace,
        procedure,
        store: own,
        calendar: wrap(calendar),
        calendarAccount: account,
        clock,
        log,
        watch: () => {},
        reasonsGone,
        newId: randomUUID,
      };
      return { worker: new Worker(desk, `worker ${randomUUID().slice(0, 8)}`), desk };
    },
  };
}

/** Lets the worker go on, over all waits that it sets itself, until the candidate is at an end. */
export async function driveToTheEnd(office: GoogleOffice, worker: Worker, candidateId: string) {
  const { store, clock, workspace } = office;
  for (let round = 0; round < 200; round += 1) {
    await worker.runUntilIdle();
    const [candidate] = await store.candidates({ workspace, id: candidateId });
    if (candidate === undefined) throw new Error(`There is no candidate ${candidateId}.`);
    if (candidate.state === 'scheduled' || candidate.state === 'escalated') return candidate;
    const until = candidate.resumeAt ?? clock.now().add({ minutes: 3 });
    clock.pass({ milliseconds: Math.max(1000, until.epochMilliseconds - clock.now().epochMilliseconds) });
  }
  throw new Error(`Candidate ${candidateId} comes to no end.`);
}
