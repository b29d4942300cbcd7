import type { BookingRow, CandidateRow, MockOutcome } from '../../store/rows.ts';
import { momentText, sentence } from '../../time/spoken.ts';
import { place } from '../changes/move-text.ts';
import type { ChatDesk } from '../chat-desk.ts';
import type { Command } from '../command.ts';
import { findCandidate } from '../find-candidate.ts';
import { type MockNamed, splitMock } from '../mock-named.ts';
import { mockName, mocksOf, outcomesOf, outcomesReply } from '../outcomes.ts';
import { type ChatReply, plain } from '../reply.ts';

export const held = noting('held', 'held', 'note that a mock was held', '/held dana FS1 2');
export const noShow = noting(
  'noshow',
  'no-show',
  'note that a candidate did not come to a mock; it can be given again then',
  '/noshow dana FS1 2 was ill',
);
export const unmark = noting('unmark', null, 'take back what was noted of a mock', '/unmark dana FS1 2');

/** A command that notes what came of a mock; without one it shows of which nothing is noted. */
function noting(name: string, outcome: MockOutcome | null, help: string, example: string): Command {
  return {
    name,
    argument: 'NAME COURSE NUMBER [NOTE]',
    help,
    example,
    async run(desk, message, argument) {
      const { who, mock, note } = splitMock(argument, desk.procedure);
      const rest = mock === null ? '' : `${mock.course} ${mock.number} ${note}`.trim();
      const match = await findCandidate(desk, who, example, rest);
      if ('answer' in match) return [match.answer];
      const person = match.found;
      const mocks = await mocksOf(desk, person);
      if (mocks.length === 0) return [plain(`Nothing is booked for ${person.name}.`)];
      if (mock === null) return [whichReply(desk, person, mocks)];
      const found = mockMeant(desk, person, mocks, mock);
      if ('why' in found) return [plain(found.why)];
      await desk.store.markMock({ bookingId: found.id, outcome, note, actor: message.actor });
      return [await notedReply(desk, person, found, outcome, note)];
    },
  };
}

function whichReply(desk: ChatDesk, person: CandidateRow, mocks: readonly BookingRow[]): ChatReply {
  const outcomes = outcomesOf(mocks, desk.clock.now());
  const head =
    outcomes.unknown.length === 0
      ? `${person.name} <${person.email}>: no mock is left to be noted.`
      : `${person.name} <${person.email}>: what came of these mocks?`;
  return outcomesReply(person, head, outcomes);
}

/** The mock that is meant, the latest that has begun; or why there is none. */
function mockMeant(
  { clock, procedure }: ChatDesk,
  { name }: CandidateRow,
  mocks: readonly BookingRow[],
  { course, number }: NonNullable<MockNamed['mock']>,
): BookingRow | { readonly why: string } {
  const named = mocks.filter(
    (mock) => mock.course.toLowerCase() === course.toLowerCase() && mock.number === number,
  );
  const [first] = named;
  if (first === undefined) {
    const all = [...new Set(mocks.map(mockName))].join(', ');
    return { why: `${name} has no mock “${course} ${number}”. There are: ${all}.` };
  }
  const now = clock.now();
  const begun = named.findLast(({ start }) => Temporal.Instant.compare(start, now) <= 0);
  if (begun !== undefined) return begun;
  const when = momentText(first.start, procedure.base.timeZone);
  return {
    why: `${mockName(first)} of ${name} has not begun, it starts ${when}. What came of it can be noted then.`,
  };
}

async function notedReply(
  desk: ChatDesk,
  person: CandidateRow,
  mock: BookingRow,
  outcome: MockOutcome | null,
  note: string,
): Promise<ChatReply> {
  const what = { held: 'held', 'no-show': 'missed' };
  const which = `${mockName(mock)} of ${person.name}, ${place(mock, desk.procedure.base.timeZone)}`;
  const head =
    outcome === null
      ? `${which}: nothing is noted any more.`
      : `${which}: ${what[outcome]}.${note === '' ? '' : ` Note: ${sentence(note)}`}`;
  const outcomes = outcomesOf(await mocksOf(desk, person), desk.clock.now());
  const takeBack = { label: '↶ Take back', says: `/unmark ${person.email} ${mock.course} ${mock.number}` };
  return outcomesReply(person, head, outcomes, outcome === null ? [] : [takeBack]);
}
