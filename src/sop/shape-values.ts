import { z } from 'zod';
import { DAY_NAMES, GROUP_NAMES } from '../time/weekly-slots.ts';

/**
 * The kinds of values of an SOP file. `error` says what is expected, for fault messages;
 * `description` says what the key means, for editors. The patterns serve editors too: wrong texts
 * are refused by the checks, which can say why.
 */

export const text = (error: string, description: string, examples: string[] = []) =>
  z.string({ error }).meta({ description, ...(examples.length === 0 ? {} : { examples }) });

const written = (pattern: string, error: string, description: string, examples: string[]) =>
  z.string({ error }).meta({ description, examples, pattern });

export const whole = (least: number, description: string) => {
  const error = `a whole number, ${least} or more`;
  return z.int({ error }).min(least, { error }).meta({ description });
};

export const listOf = <T extends z.ZodType>(item: T, error: string, description: string) =>
  z.array(item, { error }).meta({ description });

export const listOfSome = <T extends z.ZodType>(item: T, error: string, description: string) =>
  z.array(item, { error }).min(1, { error }).meta({ description });

const DURATION = '^(?=.)(\\d{1,4}d)?(\\d{1,5}h)?(\\d{1,6}m)?$';
export const duration = (description: string, examples: string[]) =>
  written(DURATION, `an elapsed time such as ${examples[0]}`, description, examples);

export const clock = (description: string) =>
  written('^([01]\\d|2[0-3]):[0-5]\\d$', 'a time of day such as "18:00"', description, ['18:00']);

const slot = written(
  '^\\d{2}:\\d{2}-\\d{2}:\\d{2}$',
  'a range such as "18:00-21:00"',
  'A range of the day, HH:MM-HH:MM, 24-hour, end exclusive; 24:00 may be an end.',
  ['18:00-21:00'],
);

const slots = (description: string) =>
  listOf(slot, 'a list of ranges such as ["18:00-21:00"]', description).optional();

export const weeklySlots = z
  .strictObject(
    {
      everyday: slots('Every day that no other key speaks for.'),
      weekdays: slots('Monday to Friday; beats everyday.'),
      weekends: slots('Saturday and Sunday; beats everyday.'),
      ...(Object.fromEntries(
        DAY_NAMES.map((day) => [day, slots(`${day[0]?.toUpperCase()}${day.slice(1)}; beats every group.`)]),
      ) as Record<(typeof DAY_NAMES)[number], ReturnType<typeof slots>>),
    },
    { error: `ranges by ${[...GROUP_NAMES, ...DAY_NAMES].join(', ')}` },
  )
  .meta({ description: 'Working hours by day or group of days.' });

export const date = (description: string) =>
  written('^\\d{4}-\\d{2}-\\d{2}$', 'a date such as 2026-12-24', description, ['2026-12-24']);

const moment = (description: string) =>
  text('a date such as 2026-12-24, or an instant such as 2026-12-24T18:00-08:00', description, [
    '2026-12-24',
    '2026-12-24T18:00-08:00',
  ]);

export const timeOff = z
  .strictObject(
    {
      from: moment('The first day, or the instant at which it begins.'),
      to: moment('The last day, included, or the instant at which it ends.'),
    },
    { error: 'a range such as { from: 2026-12-24, to: 2026-12-26 }' },
  )
  .meta({ description: 'Days or instants without mocks; without an offset, a time is of the file’s zone.' });

export const email = (description: string) => text('an email address such as alpha@example.com', description);
