import { lengthOf, oneLine } from './plain-text.ts';
import { type Reading, refused, understood } from './reading.ts';

const NAME_LENGTH_MAX = 200;

/** A person's name in any script, as one line; unseen characters are dropped. */
export function readName(typed: string): Reading<string> {
  const name = oneLine(typed);
  if (name === '') return refused('I need a name to go on, e.g. Dana Fox.');
  const length = lengthOf(name);
  if (length > NAME_LENGTH_MAX) {
    return refused(
      `That name has ${length} characters, and at most ${NAME_LENGTH_MAX} fit. Please send a shorter form, e.g. Dana Fox.`,
    );
  }
  if (/\S@\S/.test(name)) {
    return refused('That looks like an email address; I ask for it next. First the name, e.g. Dana Fox.');
  }
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(name)) {
    return refused('A name needs at least one letter, e.g. Dana Fox.');
  }
  return understood(name);
}
