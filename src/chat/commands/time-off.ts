import { timeOffText } from '../../planning/explain/sentences/time-off-text.ts';
import type { Interviewer, TimeOff } from '../../sop/model.ts';
import type { TimeOffRow } from '../../store/rows.ts';
import { sentence } from '../../time/spoken.ts';
import { answering, previewPlace } from '../changes/answer-preview.ts';
import { newPreviewId } from '../changes/kept-preview.ts';
import { closeTimeOff, keepTimeOff, loadTimeOff } from '../changes/kept-time-off.ts';
import { hitBy, hitLines } from '../changes/time-off-hits.ts';
import { readTimeOff, type TimeOffSaid } from '../changes/time-off-words.ts';
import type { ChatDesk } from '../chat-desk.ts';
import type { Command } from '../command.ts';
import { everyInterviewer } from '../every-interviewer.ts';
import { nearestPeople } from '../nearest-people.ts';
import { type ChatReply, inRows, plain } from '../reply.ts';

/** More words than a name has. */
const NAME_WORDS_MAX = 5;
/** With one of these begins what is said about when. */
const NO_NAME = /^(?:\d.*|to|until|till|through|by|from|on|between|for|next|in|today|tomorrow|[–—-])$/i;
/** Letters of an id that tell it from all others, for people who type. */
const SHORT_ID = 8;

export const timeOff: Command = {
  name: 'timeoff',
  argument: '[NAME [FROM [to TO] [WHY]]]',
  help: "interviewers' time off beside the SOP file; adds some after a look at the mocks that it hits",
  example: '/timeoff alpha 24 Dec to 26 Dec skiing',
  async run(desk, _message, argument) {
    if (argument.trim() === '') return [await list(desk, null)];
    const asked = split(desk, argument);
    if ('why' in asked) return [plain(asked.why)];
    const { people, words } = asked;
    const [person] = people;
    if (person === undefined || people.length > 1) return [whichOf(people, words)];
    if (words === '') return [await list(desk, person)];
    const said = readTimeOff(words, frameOf(desk));
    if (!said.ok) return [plain(said.why)];
    return [await preview(desk, person, said.value)];
  },
};

/** Answers a preview: the buttons say it. */
export const timeOffYes: Command = {
  name: 'timeoff_yes',
  argument: 'ID',
  help: 'add the time off that was shown',
  example: '/timeoff_yes 3f2a9c01',
  byButton: true,
  async run(desk, { actor }, argument) {
    const id = argument.trim();
    const found = await loadTimeOff(desk, id);
    if (found === null || found.open === null) return [notOpen(found)];
    const { interviewer, timeOffId, note, ...ends } = found.open;
    const range = { from: Temporal.Instant.from(ends.from), to: Temporal.Instant.from(ends.to) };
    const { store, workspace } = desk;
    await store.addTimeOff({ workspace, id: timeOffId, interviewer, ...range, note, actor });
    await closeTimeOff(desk, id, found.version, 'yes');
    desk.wakeWatcher();
    const person = everyInterviewer(desk.procedure).find((each) => each.id === interviewer);
    const when = `${person?.name ?? interviewer} is off ${whenText(desk, range)}.`;
    const hit = person === undefined ? [] : await hitBy(desk, person, range);
    const { paused } = await store.queue({ workspace, limit: 1 });
    const seenTo = paused
      ? 'The booked mocks in that time are seen to when the queue goes on: it is paused, /resume.'
      : 'I see to the booked mocks in that time now.';
    const then = hit.length === 0 ? 'No booked mock is in that time.' : seenTo;
    return [{ text: `${when} ${then}`, inPlace: previewPlace(id) }];
  },
};

export const timeOffNo: Command = {
  name: 'timeoff_no',
  argument: 'ID',
  help: 'leave everything as it is',
  example: '/timeoff_no 3f2a9c01',
  byButton: true,
  async run(desk, _message, argument) {
    const id = argument.trim();
    const found = await loadTimeOff(desk, id);
    if (found === null || found.open === null) return [notOpen(found)];
    await closeTimeOff(desk, id, found.version, 'no');
    return [{ text: 'Nothing is changed.', inPlace: previewPlace(id) }];
  },
};

export const timeOffRemove: Command = {
  name: 'timeoff_remove',
  argument: 'ID',
  help: 'take time off back',
  example: '/timeoff_remove ID',
  byButton: true,
  async run(desk, { actor }, argument) {
    const { store, workspace, clock } = desk;
    // What follows the id says to people whose it is.
    const [asked = ''] = argument.trim().toLowerCase().split(/\s+/);
    const all = await store.timeOff({ workspace, from: clock.now() });
    const [row, ...others] = all.filter(({ id }) => asked.length >= SHORT_ID && id.startsWith(asked));
    if (row === undefined || others.length > 0) {
      return [plain('That time off is over, or was taken back already. /timeoff lists what there is.')];
    }
    await store.removeTimeOff({ workspace, id: row.id, actor });
    desk.wakeWatcher();
    return [
      {
        text: `${lineOf(desk, row)}: taken back. Mocks that were moved because of it stay where they are now.`,
        buttons: [[{ label: 'Time off', says: '/timeoff' }]],
        inPlace: 'timeoff',
      },
    ];
  },
};

function notOpen(found: { readonly answered: 'yes' | 'no' } | null): ChatReply {
  if (found === null) return plain('I know of no such preview. /timeoff NAME FROM to TO shows one.');
  return plain(`That was answered with ${found.answered}. /timeoff lists what there is.`);
}

function frameOf({ clock, procedure }: ChatDesk) {
  const zone = procedure.base.timeZone;
  return { today: clock.now().toZonedDateTimeISO(zone).toPlainDate(), zone };
}

/** Splits `alpha 24 Dec to 26 Dec skiing` into who may be meant and the words about when. */
function split(
  desk: ChatDesk,
  argument: string,
): { readonly people: readonly Interviewer[]; readonly words: string } | { readonly why: string } {
  const everyone = everyInterviewer(desk.procedure);
  const words = argument.trim().split(/\s+/);
  const frame = frameOf(desk);
  for (let count = 1; count <= Math.min(words.length, NAME_WORDS_MAX); count += 1) {
    if (count > 1 && NO_NAME.test(words[count - 1] ?? '')) break;
    const people = named(everyone, words.slice(0, count).join(' '));
    const rest = words.slice(count).join(' ');
    const isRead =
      rest === '' ? count === 1 || isPartOf(people, words.join(' ')) : readTimeOff(rest, frame).ok;
    if (people.length > 0 && isRead) return { people, words: rest };
  }
  const [first = ''] = words;
  const people = named(everyone, first);
  if (people.length > 0) return { people, words: words.slice(1).join(' ') };
  return {
    why: `I know no interviewer called “${first.slice(0, 60)}”. There are: ${everyone.map(({ name }) => name).join(', ')}.`,
  };
}

/** Whether that is how somebody is called, not merely nearly so: the words may be about when. */
function isPartOf(people: readonly Interviewer[], typed: string): boolean {
  return people.some(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
}

function named(everyone: readonly Interviewer[], typed: string): readonly Interviewer[] {
  const byId = everyone.filter(({ id }) => id === typed.toLowerCase());
  return byId.length > 0 ? byId : nearestPeople(everyone, typed);
}

function whichOf(people: readonly Interviewer[], words: string): ChatReply {
  return {
    text: `Who is meant: ${people.map(({ name, email }) => `${name}, ${email}`).join('; ')}?`,
    buttons: inRows(
      people.map(({ name, email }) => ({ label: name, says: `/timeoff ${email} ${words}`.trim() })),
    ),
  };
}

async function list(desk: ChatDesk, person: Interviewer | null): Promise<ChatReply> {
  const { store, workspace, clock } = desk;
  const all = await store.timeOff({ workspace, from: clock.now() });
  const rows = person === null ? all : all.filter(({ interviewer }) => interviewer === person.id);
  const adding = `/timeoff ${person?.id ?? 'NAME'} 24 Dec to 26 Dec skiing adds some; what the file says is in /sop.`;
  if (rows.length === 0) {
    const who = person === null ? '' : ` of ${person.name}`;
    return { text: `No time off${who} is noted beside the SOP file. ${adding}`, inPlace: 'timeoff' };
  }
  return {
    text: [
      'Time off beside the SOP file:',
      ...rows.map(
        (row) => `• ${lineOf(desk, row)}${row.note === '' ? '' : `: ${row.note}`} (${row.addedBy})`,
      ),
      adding,
    ].join('\n'),
    buttons: rows.map((row) => [
      {
        label: `✖ ${lineOf(desk, row)}`,
        says: `/timeoff_remove ${row.id}`,
        typed: `/timeoff_remove ${row.id.slice(0, SHORT_ID)} ${lineOf(desk, row)}`,
        once: true,
      },
    ]),
    inPlace: 'timeoff',
  };
}

/** `Alpha from Thu Dec 24 to Sat Dec 26` */
function lineOf(desk: ChatDesk, row: TimeOffRow): string {
  const person = everyInterviewer(desk.procedure).find(({ id }) => id === row.interviewer);
  return `${person?.name ?? row.interviewer} ${whenText(desk, row)}`;
}

/** Days of another year than this are said with it. */
function whenText(desk: ChatDesk, range: TimeOff): string {
  const { today, zone } = frameOf(desk);
  return timeOffText(range, zone, today.year);
}

async function preview(
  desk: ChatDesk,
  person: Interviewer,
  { range, note }: TimeOffSaid,
): Promise<ChatReply> {
  const when = whenText(desk, range);
  if (Temporal.Instant.compare(range.to, desk.clock.now()) <= 0) {
    return plain(`That is over already: ${when}. Nothing is changed.`);
  }
  const id = newPreviewId(desk);
  await keepTimeOff(desk, {
    id,
    timeOffId: desk.newId(),
    interviewer: person.id,
    from: range.from.toString(),
    to: range.to.toString(),
    note,
  });
  return {
    text: [
      `${person.name} would be off ${when}.${note === '' ? '' : ` Why: ${sentence(note)}`}`,
      ...hitLines(desk, await hitBy(desk, person, range)),
      'Nothing is changed yet.',
    ].join('\n'),
    ...answering('timeoff', id, '✅ Yes, add it'),
    inPlace: previewPlace(id),
  };
}
