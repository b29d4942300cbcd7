import { everyClash, named } from '../../booking/clashes.ts';
import { brokenRules } from '../../planning/broken-rules.ts';
import { timeOffText } from '../../planning/explain/sentences/time-off-text.ts';
import type { Sop } from '../../sop/model.ts';
import type { BookingRow } from '../../store/rows.ts';
import { overlaps } from '../../time/interval.ts';
import { minuteCeil, minuteFloor } from '../../time/zoned-day.ts';
import type { ConditionKind } from '../model.ts';
import { isThere } from '../standing.ts';
import { inTime, isAfter, type Outlook } from './outlook.ts';
import { whoGoes } from './who-goes.ts';

/** Something that is not right with mocks where they are, whatever their events say. */
export interface Fault {
  readonly kind: Extract<ConditionKind, 'interviewer-busy' | 'candidate-busy' | 'time-off' | 'rule'>;
  /** The mock at which it is noted: of several, the last of those to come, or those that are too many. */
  readonly bookingId: string;
  /** All mocks that have part in it. */
  readonly concerned: readonly string[];
  readonly key: string;
  readonly sentence: string;
}

/**
 * What is not right with mocks in certain places: somebody is busy or has time off, or a rule is broken
 * though no entry is the reason. A mock that begins without notice, or with somebody whose calendar
 * cannot be read, is no fault: it was right when it was booked.
 *
 * @param mocks all that the candidate holds, each in the place that it is judged in
 */
export function faultsOf({ sop, sight }: Outlook, mocks: readonly BookingRow[]): Fault[] {
  const coming = inTime(mocks.filter((mock) => isAfter(mock, sight.now)));
  const done = inTime(mocks.filter((mock) => !isAfter(mock, sight.now)));
  return [
    ...clashFaults({ sop, sight }, coming),
    ...coming.flatMap((mock) => timeOffFaults(sop, mock)),
    ...ruleFaults({ sop, sight }, coming, done),
  ];
}

type Judged = Pick<Outlook, 'sop' | 'sight'>;

function clashFaults({ sop, sight }: Judged, coming: readonly BookingRow[]): Fault[] {
  const { candidate } = sight.request;
  const asBooked = new Set(
    coming
      .filter((mock) => sight.held.some((row) => row.id === mock.id && isThere(row, mock)))
      .map(({ id }) => id),
  );
  // What passes a cap without anybody's help is the SOP's matter, and no entry's.
  const ofTheirOwn = new Set(everyClash(sop, candidate, coming, [], sight.now).map(({ key }) => key));
  return everyClash(sop, candidate, coming, sight.busy, sight.now, asBooked)
    .filter(({ key }) => !ofTheirOwn.has(key))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .flatMap((clash) =>
      whoGoes(sight, clash, asBooked).map(({ bookingId, isOfTheSop }) => ({
        kind: isOfTheSop ? ('rule' as const) : (`${clash.who}-busy` as const),
        bookingId,
        concerned: clash.mocks.map(({ id }) => id),
        key: clash.key,
        sentence: clash.why,
      })),
    );
}

function timeOffFaults(sop: Sop, mock: BookingRow): Fault[] {
  const held = { start: minuteFloor(mock.start), end: minuteCeil(mock.end) };
  const timeOff = sop.interviewers.get(mock.interviewer)?.timeOff ?? [];
  return timeOff
    .filter(({ from, to }) => overlaps(held, { start: minuteFloor(from), end: minuteCeil(to) }))
    .map(({ from, to }) => ({
      kind: 'time-off',
      bookingId: mock.id,
      concerned: [mock.id],
      key: `${mock.interviewer} ${from}/${to}`,
      sentence: `${mock.interviewerName} has time off ${timeOffText({ from, to }, sop.timeZone)}, at the time of ${named(sop, mock)}.`,
    }));
}

function ruleFaults(
  { sop, sight }: Judged,
  coming: readonly BookingRow[],
  done: readonly BookingRow[],
): Fault[] {
  const request = {
    ...sight.request,
    done,
    busy: [],
    unreadable: new Set<string>(),
    now: sight.now,
  };
  const broken = brokenRules(withoutTimeOff(sop), request, coming, { partial: true });
  return broken.flatMap(({ code, message, mocks }): Fault[] => {
    const concerned = coming.filter(({ course, number }) =>
      mocks.some((mock) => mock.course === course && mock.number === number),
    );
    const last = concerned.at(-1);
    if (last === undefined) return [];
    return [
      {
        kind: 'rule',
        bookingId: last.id,
        concerned: concerned.map(({ id }) => id),
        key: code,
        sentence: message,
      },
    ];
  });
}

/** Time off is told by itself, with who has it and when. */
function withoutTimeOff(sop: Sop): Sop {
  const interviewers = [...sop.interviewers].map(([id, each]) => [id, { ...each, timeOff: [] }] as const);
  return { ...sop, interviewers: new Map(interviewers) };
}
