import type { Command } from 'commander';
import { UserError } from '../errors.ts';
import type { BookingRow } from '../store/rows.ts';
import type { KnownPerson } from '../store/store.ts';
import { questionsAt } from './auth-google-questions.ts';
import { knownPerson } from './candidates-export.ts';
import { openStore } from './open-store.ts';
import { print, tell } from './output.ts';
import { loadSettings } from './settings.ts';

/** `candidates forget`: takes a person out of the store; the audit's facts stay. */
export function addCandidatesForgetCommand(candidates: Command): void {
  candidates
    .command('forget')
    .argument('<email>', 'whom')
    .option('--yes', 'without asking')
    .description(
      'take a person out of everything, for good; what was done stays in the audit, without the person',
    )
    .action(async (email: string, options: { yes?: true }) => {
      const store = await openStore(loadSettings());
      try {
        const known = await knownPerson(store, email, null);
        if (options.yes !== true) await requireConsent(known);
        const { candidates, events } = await store.forgetPerson({
          email: email.trim(),
          actor: 'command line',
        });
        print(
          candidates === 0
            ? 'The conversation about that address was ended; there was no candidate.'
            : 'Forgotten: names, addresses, time zones, requests, notes and conversations. The audit keeps what was done.',
        );
        if (events.length > 0) print(remainingEvents(events));
      } finally {
        await store.close();
      }
    });
}

async function requireConsent(known: KnownPerson): Promise<void> {
  const { candidates, bookings, notices, conversations, audit } = known;
  const names = candidates.map(
    (row) => `${row['name']} <${row['email']}>, ${row['state']} in ${row['workspace']}`,
  );
  tell(`${names.join('\n')}
${bookings.length} mocks, ${notices.length} notices, ${conversations.length} conversations; ${audit.length} audit rows stay, without the person.`);
  const stop = new AbortController();
  const ask = questionsAt(stop.signal, () => stop.abort(new UserError('Nothing was forgotten.')));
  if (ask === null) {
    throw new UserError('Nobody can be asked here, and nothing was forgotten.', {
      remedy: 'Say --yes where it is meant. A copy first: mock-scheduler candidates export EMAIL',
    });
  }
  const answer = await ask('Forget this person for good? Type yes: ');
  if (answer.toLowerCase() === 'yes') return;
  throw new UserError('Nothing was forgotten.');
}

/** Past events are the calendar's, and an invitation is in the guests' calendars as well. */
function remainingEvents(events: readonly BookingRow[]): string {
  return [
    'These events of the past still name the person in the calendar; delete them there where they must go:',
    ...events.map(
      ({ eventId, workspace, course, number, start, interviewerName }) =>
        `  ${eventId}  ${start}  ${course} Mock${number} with ${interviewerName} (workspace ${workspace})`,
    ),
  ].join('\n');
}
