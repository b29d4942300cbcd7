import type { Button } from './reply.ts';

const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What a button that turns the leaves says: `/month 2026-12`. */
export function monthNamed(text: string): Temporal.PlainYearMonth | null {
  const found = /^\/month(?:@\S+)? (\d{4}-(?:0[1-9]|1[0-2]))$/.exec(text.trim())?.[1];
  return found === undefined ? null : Temporal.PlainYearMonth.from(found);
}

/**
 * A month as buttons, Monday first; a day says its date, and only days from `first` to `last` can be
 * chosen. Shortcuts throughout: who types, types the date.
 */
export function monthButtons(
  month: Temporal.PlainYearMonth,
  choice: { readonly first: Temporal.PlainDate; readonly last: Temporal.PlainDate },
  asked: string,
): readonly (readonly Button[])[] {
  const leaf = (label: string, to: Temporal.PlainYearMonth): Button => ({
    label,
    says: `/month ${to}`,
    shortcut: true,
    asked,
  });
  const blank = (label: string) => leaf(label, month);
  const isChoice = (day: Temporal.PlainDate) =>
    Temporal.PlainDate.compare(day, choice.first) >= 0 && Temporal.PlainDate.compare(day, choice.last) <= 0;
  const hasChoice = (other: Temporal.PlainYearMonth) =>
    isChoice(other.toPlainDate({ day: 1 })) || isChoice(other.toPlainDate({ day: other.daysInMonth }));
  const before = month.subtract({ months: 1 });
  const after = month.add({ months: 1 });
  const head = [
    hasChoice(before) ? leaf('‹', before) : blank('·'),
    blank(`${MONTHS[month.month - 1]} ${month.year}`),
    hasChoice(after) ? leaf('›', after) : blank('·'),
  ];
  const lead = month.toPlainDate({ day: 1 }).dayOfWeek - 1;
  const cells: Button[] = Array.from({ length: lead }, () => blank('·'));
  for (let number = 1; number <= month.daysInMonth; number += 1) {
    const day = month.toPlainDate({ day: number });
    cells.push(
      isChoice(day) ? { label: String(number), says: day.toString(), shortcut: true, asked } : blank('·'),
    );
  }
  while (cells.length % 7 !== 0) cells.push(blank('·'));
  const weeks = Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  return [head, WEEKDAYS.map(blank), ...weeks];
}
