import { readDate } from '../../intake/reading/date.ts';
import { dateText } from '../../time/spoken.ts';
import { agendaText, countOf, zoneLine } from '../agenda-text.ts';
import { byHandMarks } from '../by-hand-marks.ts';
import type { ChatDesk } from '../chat-desk.ts';
import type { Command } from '../command.ts';
import { type ChatReply, inRows, plain } from '../reply.ts';

export const today: Command = {
  name: 'today',
  argument: '[DAY]',
  help: "a day's mocks, by interviewer",
  example: '/today tomorrow',
  async run(desk, _message, argument) {
    const day = dayAsked(desk, argument);
    if (!day.ok) return [plain(day.why)];
    return [await agenda(desk, 'today', { first: day.value, days: 1 })];
  },
};

export const week: Command = {
  name: 'week',
  argument: '[DAY]',
  help: "a week's mocks, Monday to Sunday, by interviewer",
  example: '/week next week',
  async run(desk, _message, argument) {
    const day = dayAsked(desk, argument.trim().toLowerCase() === 'next' ? 'next week' : argument);
    if (!day.ok) return [plain(day.why)];
    const monday = day.value.subtract({ days: day.value.dayOfWeek - 1 });
    return [await agenda(desk, 'week', { first: monday, days: 7 })];
  },
};

function dayAsked({ clock, procedure }: ChatDesk, argument: string) {
  const now = clock.now().toZonedDateTimeISO(procedure.base.timeZone).toPlainDate();
  return readDate(argument.trim() === '' ? 'today' : argument, { today: now, start: null });
}

async function agenda(
  desk: ChatDesk,
  command: 'today' | 'week',
  { first, days }: { readonly first: Temporal.PlainDate; readonly days: number },
): Promise<ChatReply> {
  const { store, workspace, procedure } = desk;
  const { base } = procedure;
  const instantOf = (date: Temporal.PlainDate) => date.toZonedDateTime(base.timeZone).toInstant();
  const [from, to] = [instantOf(first), instantOf(first.add({ days }))];
  const held = await store.bookings({ workspace, from, to });
  // One that ends after midnight began the day before.
  const bookings = held.filter(({ start }) => Temporal.Instant.compare(start, from) >= 0);
  const last = first.add({ days: days - 1 });
  const name = days === 1 ? dateText(first) : `${dateText(first)} – ${dateText(last)}`;
  const turnTo = (label: string, date: Temporal.PlainDate) =>
    ({ label, says: `/${command} ${date}`, shortcut: true }) as const;
  return {
    text: [
      `${name}: ${countOf(bookings.length)}. ${zoneLine(from, base.timeZone)}`,
      agendaText(bookings, base, days === 1 ? 'hours' : 'days', await byHandMarks(desk)),
    ].join('\n\n'),
    buttons: inRows([
      turnTo(`‹ ${dateText(first.subtract({ days }))}`, first.subtract({ days })),
      turnTo(`${dateText(first.add({ days }))} ›`, first.add({ days })),
    ]),
    inPlace: command,
  };
}
