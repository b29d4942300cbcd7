/** A length of calendar time. */
export interface Amount {
  readonly count: number;
  readonly unit: 'days' | 'weeks' | 'months';
}

const WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const SHAPE =
  /^(?:in |for |after |\+ ?)?(\d{1,3}|[a-z]+) ?-?(d|days?|w|wks?|weeks?|mo|months?)(?: (?:later|long|from now|from start|after start|after))?$/;

/** `2 weeks`, `+3w`, `in ten days`, `a month`, `a fortnight` in simplified text; null where it is none. */
export function amountIn(text: string): Amount | null {
  if (/^(?:in )?(?:a )?fortnight$/.test(text)) return { count: 2, unit: 'weeks' };
  const match = SHAPE.exec(text);
  if (match === null) return null;
  const [, number = '', unit = ''] = match;
  const count = numberOf(number);
  if (count === null) return null;
  return { count, unit: unit.startsWith('d') ? 'days' : unit.startsWith('w') ? 'weeks' : 'months' };
}

function numberOf(word: string): number | null {
  if (/^\d+$/.test(word)) return Number(word);
  if (word === 'a' || word === 'an') return 1;
  const index = WORDS.indexOf(word);
  return index === -1 ? null : index;
}
