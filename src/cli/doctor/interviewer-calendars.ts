import { CallTally } from '../../calendar/calls.ts';
import { openGoogleCalendar } from '../../calendar/google/open.ts';
import type { GoogleSettings } from '../../config/google-settings.ts';
import type { Procedure } from '../../sop/model.ts';
import { openLog } from '../logger.ts';
import { systemClock } from '../system-clock.ts';
import { type Finding, fails, failure, ok, warning } from './finding.ts';

const CHECK = "interviewers' calendars";
const DAY = { hours: 24 };

/** Whether interviewers' own calendars can be read: whoever's cannot is given no mock. */
export async function checkInterviewerCalendars(
  google: GoogleSettings,
  procedure: Procedure,
): Promise<Finding> {
  const people = peopleWithCalendars(procedure);
  if (people.size === 0) return ok(CHECK, 'The procedure names none.');
  const { clientId, clientSecret, refreshToken, calendarId, apiRoot, tokenUrl } = google;
  const calendar = openGoogleCalendar({
    account: { clientId, clientSecret, refreshToken },
    calendarId,
    apiRoot,
    tokenUrl,
    delaySeconds: 0,
    maxRetries: 1,
    clock: systemClock,
    random: Math.random,
    // A call or two by hand do not stand in line with the worker's.
    pace: {
      takeTurn: async () => ({ waitMs: 0, paceMs: 0 }),
      slow: async () => ({ paceMs: 0, nextTurnAt: systemClock.now() }),
    },
    tally: new CallTally(),
    log: openLog('silent'),
  });
  try {
    const now = systemClock.now();
    const { unreadable } = await calendar.freeBusy([...people.keys()], now, now.add(DAY));
    if (unreadable.length === 0) return ok(CHECK, `All ${people.size} can be read.`);
    const whose = unreadable.map((id) => `${people.get(id) ?? ''} (${id})`).join(', ');
    const remedy =
      'Correct the address in the procedure, or have the calendar shared with this account ("See only free/busy" is enough).';
    if (procedure.base.busy.unreadable === 'ignore') {
      return warning(CHECK, `Cannot be read, and is left out of account: ${whose}.`, remedy);
    }
    return fails(CHECK, `Cannot be read, so these interviewers are given no mock: ${whose}.`, remedy);
  } catch (error) {
    return failure(CHECK, error);
  } finally {
    await calendar.close();
  }
}

/** Whether any interviewer has a calendar of their own. */
export function namesCalendars(procedure: Procedure): boolean {
  return peopleWithCalendars(procedure).size > 0;
}

/** Names by calendar, of the file and all its variants. */
function peopleWithCalendars({ base, variants }: Procedure): ReadonlyMap<string, string> {
  const people = [base, ...variants.map(({ sop }) => sop)].flatMap((sop) => [...sop.interviewers.values()]);
  return new Map(people.flatMap(({ calendar, name }) => (calendar === null ? [] : [[calendar, name]])));
}
