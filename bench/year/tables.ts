import { median } from '../measure.ts';
import type { Report } from '../report.ts';
import type { AskedFor, MendedHow } from './outcomes.ts';
import { CONSEQUENCE, counted, type Totals } from './totals.ts';
import type { Year } from './year.ts';

const WAYS: readonly (readonly [MendedHow, string])[] = [
  ['same time', 'the same time, another interviewer'],
  ['another time', 'another time, the rest kept'],
  ['replanned', 'more than that mock planned anew'],
  ['accepted', 'moved by hand and right: accepted'],
];
const WHYS: readonly (readonly [AskedFor, string])[] = [
  ['policy', 'the SOP has people asked (a candidate’s matter, a deleted event, an edit of the SOP)'],
  ['wrong', 'moved by hand against the rules'],
  ['soon', 'less than 12 hours before the start'],
  ['noWay', 'no right way was found'],
  ['kept', 'something about that mock was to be left as it is'],
  ['tries', 'what was ordered could not be carried out, twice'],
];

export function writeTables(report: Report, year: Year, totals: Totals): void {
  const { mended, asked } = totals;
  report.heading('What was mended without a human');
  report.text(
    `**${percent(mended, mended + asked)} of ${count(mended + asked)}** things that were not as booked any more, and at which something had to be done, were put right without a human. ${count(told(totals))} more were told and left (a new title), and ${count(over(totals))} went away by themselves (a mock began, another change took them along).`,
  );
  report.table(['put right by itself', 'of them', 'share'], shares(WAYS, totals.byWay));
  report.heading('What people were asked about');
  report.table(['why', 'of them', 'share'], shares(WHYS, totals.byWhy));
  report.heading('What came');
  report.table(
    ['what happened', 'times', 'mocks concerned', 'seen', 'by itself', 'asked', 'told', 'over by itself'],
    causes(year, totals),
  );
  report.heading('The year in figures');
  report.table(['', ''], figures(year, totals));
}

function causes({ ledger }: Year, { fates }: Totals): string[][] {
  const deeds = Map.groupBy(ledger.deeds, ({ what }) => what);
  const names = [...deeds.keys(), ...new Set(fates.map(({ cause }) => cause))];
  return [...new Set(names)]
    .sort((a, b) => Number(a === CONSEQUENCE) - Number(b === CONSEQUENCE) || (a < b ? -1 : 1))
    .map((name) => {
      const done = deeds.get(name) ?? [];
      const seen = fates.filter(({ cause }) => cause === name);
      const became = counted(seen.map(({ outcome }) => outcome.what));
      const hit = done.reduce((sum, { bookings }) => sum + bookings.length, 0);
      return [
        name,
        name === CONSEQUENCE ? '' : count(done.length),
        name === CONSEQUENCE ? '' : count(hit),
        count(seen.length),
        ...(['mended', 'asked', 'told', 'over'] as const).map((what) => count(became.get(what) ?? 0)),
      ];
    });
}

function figures(year: Year, totals: Totals): string[][] {
  const { counts, checked, coordinator, bookings, looks, idleLooks, weeks, seconds } = year;
  const { sizes, minutes, answerMinutes, callsADay } = totals;
  const candidates = Object.values(counts).reduce((sum, each) => sum + each, 0);
  const moved = sizes.map((size) => size.moved);
  const people = sizes.map((size) => size.people);
  return [
    ['candidates', count(candidates)],
    [
      '… whose sequence is over · still under way',
      `${count(counts['closed'] ?? 0)} · ${count(counts['scheduled'] ?? 0)}`,
    ],
    [
      '… given a longer window · sent home',
      `${count(coordinator.longer.size)} · ${count(coordinator.sentHome.length)}`,
    ],
    ['mocks held in the calendar', count(bookings.length)],
    ['double bookings', `0 in ${count(checked.times)} pairs looked at`],
    ['events that stand otherwise than booked, unnoticed', `0 in ${count(checked.events)} looked at`],
    [
      'sequences that break a rule, unnoticed',
      `0 in ${count(checked.plans)} judged (${count(checked.exceptions)} were open or exceptions)`,
    ],
    ['changes ordered by itself that moved something', count(sizes.length)],
    ['… mocks at another time: mean · most', `${mean(moved)} · ${Math.max(0, ...moved)}`],
    ['… mocks with another interviewer: mean · most', `${mean(people)} · ${Math.max(0, ...people)}`],
    ['from the change to the end of the mending: median · worst', spans(minutes)],
    ['from the question to its end, with a human: median · worst', spans(answerMinutes)],
    ['options chosen that were not to be had any more', count(coordinator.overtaken)],
    [
      'calendar calls a day: quietest · median · busiest',
      callsADay.length === 0
        ? '–'
        : `${count(callsADay[0]!)} · ${count(Math.round(median(callsADay)))} · ${count(callsADay.at(-1)!)}`,
    ],
    [
      'looks simulated · of them where nothing had changed, and nothing was done',
      `${count(looks)} · ${count(idleLooks)}`,
    ],
    ['run time', `${count(Math.round(seconds))} s for ${weeks} weeks`],
  ];
}

function shares<Name>(
  names: readonly (readonly [Name, string])[],
  counts: ReadonlyMap<Name, number>,
): string[][] {
  const all = [...counts.values()].reduce((sum, each) => sum + each, 0);
  return names.map(([name, text]) => {
    const some = counts.get(name) ?? 0;
    return [text, count(some), percent(some, all)];
  });
}

function told({ fates }: Totals): number {
  return fates.filter(({ outcome }) => outcome.what === 'told').length;
}

function over({ fates }: Totals): number {
  return fates.filter(({ outcome }) => outcome.what === 'over').length;
}

function spans(minutes: readonly number[]): string {
  if (minutes.length === 0) return '–';
  return `${median(minutes).toFixed(1)} min · ${(Math.max(...minutes) / 60).toFixed(1)} h`;
}

function mean(values: readonly number[]): string {
  if (values.length === 0) return '–';
  return (values.reduce((sum, each) => sum + each, 0) / values.length).toFixed(2);
}

function percent(part: number, all: number): string {
  return all === 0 ? '–' : `${((100 * part) / all).toFixed(1)} %`;
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
