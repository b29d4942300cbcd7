import type { CalendarAccess, CalendarChoice, GoogleSetup } from '../calendar/google/setup.ts';
import { UserError } from '../errors.ts';
import type { Ask } from './auth-google-questions.ts';
import { tell } from './output.ts';
import { columns } from './table.ts';

/** What people call an access role. */
export const ACCESS_WORDS: Readonly<Record<CalendarAccess, string>> = {
  owner: 'yours',
  writer: 'you may make changes',
  reader: 'you may only read it',
  freeBusyReader: 'you may only see when it is busy',
  none: 'you may not see it',
  unknown: 'unclear what you may do',
};

export function isWritable({ access }: Pick<CalendarChoice, 'access'>): boolean {
  return access === 'owner' || access === 'writer';
}

export interface Wishes {
  /** `--calendar`. */
  readonly named: string | null;
  /** What GOOGLE_CALENDAR_ID says already. */
  readonly present: string | null;
  readonly ask: Ask | null;
}

/**
 * The calendar to book in: the one that is named; else the only one that can be written; else the
 * one that somebody at the terminal chooses; else the one that is set already. Throws a `UserError`
 * with the list where none of these can be had.
 */
export async function chooseCalendar(
  setup: Pick<GoogleSetup, 'calendars' | 'calendar'>,
  { named, present, ask }: Wishes,
): Promise<CalendarChoice> {
  const choices = await setup.calendars();
  if (named !== null) return await namedCalendar(setup, choices, named);
  const writable = choices.filter(isWritable);
  const [first, ...others] = writable;
  if (first === undefined) {
    throw new UserError(`This account may not write to any calendar:\n${listed(choices)}`, {
      remedy:
        'Ask the owner of the calendar to share it with this account with "Make changes to events", then set GOOGLE_CALENDAR_ID in .env to its ID.',
    });
  }
  if (others.length === 0) return first;
  const now = writable.find(({ id }) => id === present);
  if (ask !== null) return await asked(ask, writable, now);
  if (now !== undefined) return now;
  throw new UserError(`This account may write to several calendars:\n${listed(choices)}`, {
    remedy: 'Set GOOGLE_CALENDAR_ID in .env to the ID of the one to book in; the token is written already.',
  });
}

async function namedCalendar(
  setup: Pick<GoogleSetup, 'calendar'>,
  choices: readonly CalendarChoice[],
  named: string,
): Promise<CalendarChoice> {
  const known = choices.find(({ id, primary }) => id === named || (primary && named === 'primary'));
  // One that was shared may be missing in the account's list.
  const found = known ?? { id: named, primary: false, ...(await setup.calendar(named)) };
  if (isWritable(found)) return found;
  throw new UserError(
    `Nothing can be booked in ${found.name} (${found.id}): ${ACCESS_WORDS[found.access]}.`,
    {
      remedy: `Share it with this account with "Make changes to events", or choose another:\n${listed(choices)}`,
    },
  );
}

async function asked(
  ask: Ask,
  writable: readonly CalendarChoice[],
  now: CalendarChoice | undefined,
): Promise<CalendarChoice> {
  tell(`In which calendar are mocks booked?\n${listed(writable, 'numbered')}`);
  const preset = now === undefined ? '' : ` (Enter keeps ${now.name})`;
  for (;;) {
    const typed = await ask(`Number${preset}: `);
    if (typed === '' && now !== undefined) return now;
    const chosen = /^\d+$/.test(typed) ? writable[Number(typed) - 1] : undefined;
    if (chosen !== undefined) return chosen;
    tell(`Please type a number from 1 to ${writable.length}.`);
  }
}

function listed(choices: readonly CalendarChoice[], numbered?: 'numbered'): string {
  if (choices.length === 0) return '  (its list of calendars is empty)';
  const rows = choices.map((choice, index) => [
    ...(numbered === undefined ? [] : [`${index + 1}`]),
    choice.name,
    choice.id,
    ACCESS_WORDS[choice.access],
  ]);
  const head = [...(numbered === undefined ? [] : ['']), 'Calendar', 'ID', ''];
  return columns(head, rows).replaceAll(/^/gm, '  ');
}
