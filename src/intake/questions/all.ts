import type { QuestionName } from '../state.ts';
import { emailQuestion, nameQuestion } from './person.ts';
import type { Question } from './question.ts';
import { weekdaysQuestion, weekendsQuestion } from './slots.ts';
import { endQuestion, startQuestion } from './window.ts';
import { slotsZoneQuestion, timeZoneQuestion } from './zones.ts';

/** In the order in which `edit` lists them. */
export const QUESTION: Readonly<Record<QuestionName, Question>> = {
  name: nameQuestion,
  email: emailQuestion,
  start: startQuestion,
  end: endQuestion,
  weekdays: weekdaysQuestion,
  weekends: weekendsQuestion,
  timeZone: timeZoneQuestion,
  slotsZone: slotsZoneQuestion,
};

export const EDITABLE = Object.keys(QUESTION) as readonly QuestionName[];

/** The words by which people name an answer, besides its label; a word of several leaves a choice. */
const WORDS: Readonly<Record<QuestionName, readonly string[]>> = {
  name: ['candidate', 'candidate name'],
  email: ['mail', 'e-mail', 'address', 'email address'],
  start: ['start date', 'begin', 'from', 'dates', 'window', 'date'],
  end: ['end date', 'until', 'to', 'finish', 'dates', 'window', 'date'],
  weekdays: ['weekday', 'weekdays', 'week day slots', 'slots', 'times', 'hours', 'slot'],
  weekends: ['weekend', 'weekends', 'week end slots', 'slots', 'times', 'hours', 'slot'],
  timeZone: ['timezone', 'zone', 'tz', 'candidate time zone', "candidate's time zone"],
  slotsZone: ['slot zone', 'slots zone', 'slots time zone', 'slot time zone', 'slots', 'zone of slots'],
};

/** The questions that simplified text names, by number in the list, label or another word for it. */
export function questionsNamed(text: string): readonly QuestionName[] {
  const name = text.replace(/^(?:the|my|their) /, '').replace(/[.:!]+$/, '');
  const listed = /^\d$/.test(name) ? EDITABLE[Number(name) - 1] : undefined;
  if (listed !== undefined) return [listed];
  return EDITABLE.filter(
    (question) => QUESTION[question].label.toLowerCase() === name || WORDS[question].includes(name),
  );
}
