import { writeFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import type { Settings } from '../config/settings.ts';
import { UserError } from '../errors.ts';
import { emailIn } from '../sop/email.ts';
import { icsOfBookedMocks } from './mocks-file.ts';
import { openServices, type Services } from './open-services.ts';
import { print, printExactly } from './output.ts';
import { readText } from './read-text.ts';
import { loadSettings } from './settings.ts';

/** `calendar import` and `calendar export`: the local calendar and other programs. */
export function addCalendarCommands(program: Command): void {
  const calendar = program
    .command('calendar')
    .description("exchange the local calendar's events with other programs");
  calendar
    .command('import')
    .argument('<file>', 'an .ics file as Google, Apple or Outlook export it; - reads standard input')
    .option('--owner <email>', 'whose calendar it was, for events that name nobody', emailAddress)
    .description('take over events that make people busy')
    .action(async (file: string, options: { owner?: string }) => {
      const text = readText(file, 'calendar file');
      const settings = loadSettings();
      if (settings.google !== null) throw notOursToWrite(settings.google.calendarId);
      await withCalendar(settings, async ({ localCalendar }) => {
        const { added, updated, unchanged, skipped } = await localCalendar!.importIcs(text, {
          owner: options.owner ?? null,
        });
        print(
          `Events: ${added} added, ${updated} updated, ${unchanged} there already, ${skipped.length} skipped.`,
        );
        for (const { title, line, why } of skipped) {
          print(`  skipped "${title}"${line === null ? '' : ` (line ${line})`}: ${why}`);
        }
        if (skipped.length > 0 && added + updated + unchanged === 0) {
          throw new UserError(`Nothing of ${file} could be taken over.`, {
            remedy: 'Mend the events named above, or export the calendar again.',
          });
        }
      });
    });
  calendar
    .command('export')
    .argument('[file]', 'where to write it; by default standard output')
    .description(
      'the local calendar, or our own mocks in Google Calendar, as an .ics file for calendar programs',
    )
    .action(async (file?: string) => {
      await withCalendar(loadSettings(), async ({ localCalendar, store, workspace }) => {
        const text =
          localCalendar === null
            ? await icsOfBookedMocks(store, workspace.procedure, workspace.id)
            : await localCalendar.exportIcs();
        // Lines of iCalendar end in CR LF, the last one too.
        if (file === undefined) printExactly(text.replace(/\n$/, ''));
        else writeWhole(file, text);
      });
    });
}

async function withCalendar(settings: Settings, use: (services: Services) => Promise<void>): Promise<void> {
  const services = await openServices(settings);
  try {
    await use(services);
  } finally {
    await services.close();
  }
}

function writeWhole(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT' ? 'there is no such folder' : code === 'EISDIR' ? 'it is a folder' : message;
    throw new UserError(`${file} cannot be written: ${why}.`, {
      remedy: 'Name a file in a folder that this user may write to.',
      cause,
    });
  }
}

function emailAddress(value: string): string {
  const address = emailIn(value);
  if (address === null) throw new InvalidArgumentError('It is no email address.');
  return address;
}

function notOursToWrite(calendarId: string): UserError {
  return new UserError(
    `Nothing was taken over: mocks are booked in ${calendarId}, not in the local calendar.`,
    {
      remedy:
        "Import the file into a calendar in Google Calendar (Settings → Import & export); an interviewer's own calendar is read where the procedure names it as their calendar.",
    },
  );
}
