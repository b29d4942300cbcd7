import { endFault } from '../../intake/questions/window.ts';
import { readDate } from '../../intake/reading/date.ts';
import { type Reading, refused, understood } from '../../intake/reading/reading.ts';
import { readZone } from '../../intake/reading/zone.ts';
import type { CandidateRequest } from '../../request/model.ts';
import { editedSlots } from './edited-slots.ts';

/** What the words of an edit are meant by. */
export interface EditFrame {
  readonly now: Temporal.Instant;
  readonly sopZone: string;
}

const FIELDS = {
  window: 'window',
  dates: 'window',
  slots: 'slots',
  times: 'slots',
  zone: 'zone',
  timezone: 'zone',
} as const;
type Word = keyof typeof FIELDS;

const FIELD_WORD = new RegExp(`(?<!\\S)(?:${Object.keys(FIELDS).join('|')})(?!\\S)`, 'gi');

/** Splits `dana fox window 1 Dec to 31 Dec zone EST` into whom it is about and what is to change. */
export function splitEdit(argument: string): { readonly who: string; readonly edit: string } {
  const first = argument.search(FIELD_WORD);
  if (first === -1) return { who: argument.trim(), edit: '' };
  return { who: argument.slice(0, first).trim(), edit: argument.slice(first).trim() };
}

/**
 * A request with an edit in it, or why the edit cannot be read. An edit is one or more of `window A to
 * B`, `window to B`, `slots …` (see `edited-slots.ts`) and `zone ZONE`, the candidate's.
 */
export function editedRequest(
  request: CandidateRequest,
  edit: string,
  frame: EditFrame,
): Reading<CandidateRequest> {
  const words = [...edit.matchAll(FIELD_WORD)];
  let result = request;
  for (const [index, word] of words.entries()) {
    const text = edit.slice(word.index + word[0].length, words[index + 1]?.index).trim();
    const read = withField(result, FIELDS[word[0].toLowerCase() as Word], text, frame);
    if (!read.ok) return read;
    result = read.value;
  }
  return understood(result);
}

function withField(
  request: CandidateRequest,
  field: (typeof FIELDS)[Word],
  text: string,
  frame: EditFrame,
): Reading<CandidateRequest> {
  switch (field) {
    case 'window': {
      const window = editedWindow(request.window, text, frame);
      return window.ok ? understood({ ...request, window: window.value }) : window;
    }
    case 'slots': {
      const slots = editedSlots(request, text, frame.sopZone);
      return slots.ok ? understood({ ...request, slots: slots.value }) : slots;
    }
    case 'zone': {
      const zone = readZone(text, frame.now);
      if (!zone.ok) return zone;
      return understood({ ...request, candidate: { ...request.candidate, timeZone: zone.value } });
    }
  }
}

function editedWindow(
  { start: first }: CandidateRequest['window'],
  text: string,
  { now, sopZone }: EditFrame,
): Reading<CandidateRequest['window']> {
  const today = now.toZonedDateTimeISO(sopZone).toPlainDate();
  const sides = ` ${text} `.split(/\s(?:to|until|till|through|–|—)\s/i).map((side) => side.trim());
  const [from = '', to = ''] = sides;
  if (to === '' || sides.length > 2) {
    return refused('Write both days, window 2026-12-01 to 2026-12-31, or a new end alone, window to 31 Dec.');
  }
  const start = from === '' ? understood(first) : readDate(from, { today, start: null });
  if (!start.ok) return start;
  const end = readDate(to, { today, start: start.value });
  if (!end.ok) return end;
  return endFault(start.value, end.value) ?? understood({ start: start.value, end: end.value });
}
