import type { Totals } from '../totals.ts';

const NAMES = [
  ['candidates', 'candidates'],
  ['mocks', 'mocks planned'],
  ['events', 'calendar events'],
  ['calls', 'calendar calls'],
  ['messages', 'messages of the bot'],
  ['checks', 'checks'],
] as const;

/** What the runs came to, as rows: what, and how many. */
export function totalRows(totals: Totals): readonly (readonly [string, string])[] {
  return [
    ['seeds', number(totals.seeds)],
    ['simulated years', totals.years.toFixed(1)],
    ...NAMES.map(([key, name]) => [name, number(totals.sum(key))] as const),
    ...Object.entries(totals.ends)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([state, count]) => [`candidates who ended ${state}`, number(count)] as const),
  ];
}

/** By kind, the most frequent first. */
export function rowsOf(counts: Readonly<Record<string, number>>): readonly (readonly [string, string])[] {
  return Object.entries(counts)
    .sort(([a, one], [b, other]) => other - one || a.localeCompare(b))
    .map(([kind, count]) => [kind, number(count)]);
}

export function totalsText(totals: Totals): string {
  const gap = [['', '']] as const;
  const rows = [...totalRows(totals), ...gap, ...rowsOf(totals.kinds), ...gap, ...rowsOf(totals.actions)];
  const width = Math.max(...rows.map(([name]) => name.length));
  const verdict =
    totals.failed.length === 0
      ? 'All is as it must be.'
      : `Not as it must be: seeds ${totals.failed.map(({ seed }) => seed).join(', ')}.`;
  return [
    ...rows.map(([name, count]) => `${name.padEnd(width)}  ${count.padStart(12)}`.trimEnd()),
    '',
    verdict,
  ].join('\n');
}

function number(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}
