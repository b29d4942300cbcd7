import { isClock } from './clock.ts';
import { zoneCalled } from './zone.ts';

/** Whose wall clock slots are meant in: the SOP's, the candidate's, or a zone by its IANA name. */
export type SlotZone = 'sop' | 'candidate' | (string & {});

const SOP_WORDS = /^(?:sop|sop's|our|ours|procedure|procedure's|office|company|interviewers?|interviewers')$/;
const CANDIDATE_WORDS = /^(?:candidate|candidate's|candidates|their|theirs|his|her|hers|local|their local)$/;
const ZONE_WORD = /^[a-z.']+(?:\/[a-z_-]+)*$/;
/** Words that end a slot and name no zone. */
const SLOT_WORDS =
  /^(?:[ap]m|noon|midday|midnight|mornings?|afternoons?|evenings?|nights?|day|any|anytime|always|all|later|onwards?|on|none|no|same)$/;

/** The zone that simplified text names: `candidate time`, `our time`, `est`, `new york time`. Null where it is none. */
export function slotZoneIn(text: string): SlotZone | null {
  const name = text
    .replace(/\b(?:in|the|zone of|time of)\b/g, ' ')
    .replace(/(?: ?(?:times?|clock|time ?zone|zone))+$/, '')
    .replace(/ +/g, ' ')
    .trim();
  if (SOP_WORDS.test(name)) return 'sop';
  if (CANDIDATE_WORDS.test(name)) return 'candidate';
  return name === '' ? null : zoneCalled(name);
}

/** `6pm-9pm new york time` → `6pm-9pm` and `new york time`; the second is empty where no words follow. */
export function splitZoneWords(part: string): { slot: string; zoneWords: string } {
  const words = part.replace(/[()]/g, ' ').replace(/ +/g, ' ').trim().split(' ');
  let kept = words.length;
  while (kept > 0) {
    const word = words[kept - 1] ?? '';
    if (!ZONE_WORD.test(word) || SLOT_WORDS.test(word) || isClock(word)) break;
    kept--;
  }
  // Where nothing but words was typed they are the slot itself, or nothing known.
  if (kept === 0) return { slot: words.join(' '), zoneWords: '' };
  return { slot: words.slice(0, kept).join(' '), zoneWords: words.slice(kept).join(' ') };
}
