import type { PlanRequest } from '../../request/model.ts';
import type { Criterion, Sop } from '../../sop/model.ts';
import { DAY_END } from '../../time/clock-range.ts';
import type { DayKey, WeeklySlots } from '../../time/weekly-slots.ts';

/** A way to like one right plan better than another: by what counts first, or by leaving times out. */
export interface Preference {
  readonly label: string;
  readonly sop: (sop: Sop) => Sop;
  readonly request: (request: PlanRequest) => PlanRequest;
}

/** An evening begins here, on the clock of the zone in which the candidate's slots are written. */
export const EVENING_FROM = 17 * 60;

/** What an admin may choose between, in the order in which plans are offered. */
export const PREFERENCES: readonly Preference[] = [
  { label: "the procedure's own order", sop: (sop) => sop, request: (request) => request },
  first('finishDay', 'earliest finish'),
  first('mainInterviewers', 'fewest backups'),
  first('balance', 'most even load'),
  within('only evenings', eveningsOf),
  within('no weekends', (weekly) => ({ ...weekly, saturday: [], sunday: [] })),
  first('timeOfDay', 'best times of day'),
];

/** What may be chosen between for a request: what is to be kept counts first only where it is said to, and then in one plan. */
export function preferencesFor({ keep = [], keeping }: PlanRequest): readonly Preference[] {
  if (keeping !== 'first' || keep.length === 0) return PREFERENCES;
  const fewest = {
    label: 'fewest changes',
    sop: (sop: Sop) => sop,
    request: (request: PlanRequest) => request,
  };
  return [
    fewest,
    ...PREFERENCES.map((preference) => ({
      ...preference,
      request: (request: PlanRequest) => preference.request({ ...request, keeping: 'last' }),
    })),
  ];
}

/** One criterion before all others, which keep the procedure's order. */
function first(criterion: Criterion, label: string): Preference {
  return {
    label,
    sop: (sop) => ({ ...sop, prefer: [criterion, ...sop.prefer.filter((other) => other !== criterion)] }),
    request: (request) => request,
  };
}

/** The procedure's own order, with the candidate's slots cut. */
function within(label: string, cut: (weekly: WeeklySlots) => WeeklySlots): Preference {
  return {
    label,
    sop: (sop) => sop,
    request: (request) => ({ ...request, slots: { ...request.slots, weekly: cut(request.slots.weekly) } }),
  };
}

function eveningsOf(weekly: WeeklySlots): WeeklySlots {
  const entries = Object.entries(weekly) as [DayKey, NonNullable<WeeklySlots[DayKey]>][];
  return Object.fromEntries(
    entries.map(([key, slots]) => [
      key,
      slots
        .map(({ start, end }) => ({ start: Math.max(start, EVENING_FROM), end: Math.min(end, DAY_END) }))
        .filter(({ start, end }) => start < end),
    ]),
  );
}
