import { type Amount, amountIn } from './amount.ts';
import { quoted, simplified } from './plain-text.ts';
import { type Reading, refused, understood } from './reading.ts';
import { type DateFrame, dayOfWeekNamed, writtenDay } from './written-day.ts';

const EXAMPLES = '1 Dec, 2026-12-01, 12/1 (month/day), tomorrow or next monday';

/**
 * A day as people type it, in the SOP's calendar. The rules, where a text could mean two days:
 *
 * - a date without a year is the next such date, counted from today, for the end from the start;
 *   but where that would be more than half a year after the start and such a date lies between
 *   today and the start, that one is taken as meant (and then found to be before the start);
 * - `12/1` is month/day, the US order; `1.12.` and `1-12` are refused, since nobody can tell;
 * - `monday` is the first Monday after today (never today), `next monday` the Monday of next week,
 *   weeks running Monday to Sunday; for the end both count from the start;
 * - an amount (`2 weeks`, `+10 days`, `in 1 month`) counts from today for the start. For the end it
 *   is the length of the window, both ends counted: 4 weeks from Tue 1 Dec end on Mon 28 Dec.
 *
 * Whether the day may be used (not past, not before the start) is not decided here.
 */
export function readDate(typed: string, frame: DateFrame): Reading<Temporal.PlainDate> {
  if (typed.length > 200) return refused(`That is too long for a date. Write e.g. ${EXAMPLES}.`);
  const text = simplified(typed)
    .replace(/,/g, ' ')
    .replace(/(\d)(?:st|nd|rd|th)\b/g, '$1')
    .replace(/\b(?:the|of|on)\b/g, ' ')
    .replace(/\.(?=\s|$)/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  if (text === '') return refused(`I need a date, e.g. ${EXAMPLES}.`);
  return (
    spokenDay(text, frame) ??
    amountOfTime(text, frame) ??
    writtenDay(text, frame) ??
    refused(
      `${quoted(typed)} is not a date I can read. Write e.g. ${frame.start === null ? EXAMPLES : `28 Dec, 2026-12-28, 12/28 (month/day) or 4 weeks`}.`,
    )
  );
}

function spokenDay(text: string, { today, start }: DateFrame): Reading<Temporal.PlainDate> | null {
  const anchor = start ?? today;
  switch (text) {
    case 'today':
    case 'now':
      return understood(today);
    case 'tomorrow':
    case 'tmrw':
    case 'tmr':
      return understood(today.add({ days: 1 }));
    case 'day after tomorrow':
      return understood(today.add({ days: 2 }));
    case 'yesterday':
      return understood(today.subtract({ days: 1 }));
    case 'next week':
      return understood(mondayOf(anchor).add({ days: 7 }));
    case 'next month':
      return understood(anchor.with({ day: 1 }).add({ months: 1 }));
    case 'end month':
    case 'end this month':
      return understood(anchor.with({ day: anchor.daysInMonth }));
  }
  const match = /^(this |coming |next )?([a-z]+)$/.exec(text);
  const dayOfWeek = dayOfWeekNamed(match?.[2] ?? '');
  if (dayOfWeek === null) return null;
  if (match?.[1] === 'next ') return understood(mondayOf(anchor).add({ days: 7 + dayOfWeek - 1 }));
  const ahead = (dayOfWeek - anchor.dayOfWeek + 7) % 7;
  return understood(anchor.add({ days: ahead === 0 ? 7 : ahead }));
}

function amountOfTime(text: string, { today, start }: DateFrame): Reading<Temporal.PlainDate> | null {
  const amount = amountIn(text);
  if (amount === null) return null;
  if (start === null) return understood(after(today, amount));
  if (amount.count === 0)
    return refused('The window needs at least a day: write e.g. 4 weeks, or the last day itself.');
  return understood(after(start, amount).subtract({ days: 1 }));
}

function after(day: Temporal.PlainDate, { count, unit }: Amount): Temporal.PlainDate {
  return day.add({ [unit]: count });
}

function mondayOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}
