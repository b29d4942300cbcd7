import { loadSop } from '../src/sop/load-sop.ts';
import type { Chance } from './chance.ts';

export const ZONE = 'America/Los_Angeles';
const NAMES = ['alpha', 'bravo', 'charlie', 'delta'] as const;
const HOURS = ['16:00-20:00', '17:00-21:00', '17:00-21:00', '18:00-22:00', '12:00-18:00'];

/** A procedure of two to six mocks, by chance, that the program takes. */
export function drawSop(chance: Chance): string {
  for (let draw = 0; draw < 20; draw += 1) {
    const text = oneSop(chance);
    if (loadSop(text, 'simulated.yaml').ok) return text;
  }
  throw new Error('No procedure that was drawn is right: the drawing is wrong.');
}

/** The same procedure with one thing changed, as a person would edit it. */
export function editedSop(text: string, chance: Chance): string {
  const edits: readonly (readonly [RegExp, string])[] = [
    [/minGap: \S+?,/, `minGap: ${chance.among(['2h', '8h', '20h'])},`],
    [/maxPerInterviewerPerDay: \d/, `maxPerInterviewerPerDay: ${chance.whole(1, 3)}`],
    [/interviewerBuffer: \w+/, `interviewerBuffer: ${chance.among(['0m', '15m', '30m'])}`],
    [/name: Alpha,/, 'name: Alpha, maxPerDay: 1,'],
  ];
  const [what, by] = chance.among(edits);
  const edited = text.replace(what, by);
  return loadSop(edited, 'simulated.yaml').ok ? edited : text;
}

function oneSop(chance: Chance): string {
  const names = NAMES.slice(0, chance.whole(2, 4));
  const hours = chance.among(HOURS);
  const interviewers = names.map((name) => {
    const own = chance.happens(0.25) ? ` calendar: ${name}@example.com,` : '';
    const weekends = chance.happens(0.2) ? ', weekends: ["10:00-14:00"]' : '';
    const shown = `${name[0]!.toUpperCase()}${name.slice(1)}`;
    const times = chance.happens(0.75) ? hours : chance.among(HOURS);
    return `  ${name}: { name: ${shown}, email: ${name}@example.com,${own} hours: { everyday: ["${times}"]${weekends} } }`;
  });
  const sizes = chance.among([[2], [1, 1], [2, 1], [1, 2], [2, 2], [1, 1, 1], [2, 2, 2], [3]]);
  const courses = sizes.map((size, index) => {
    const order = chance.shuffled(names);
    const mains = order.slice(0, chance.whole(1, Math.min(2, order.length)));
    const backups = order.slice(mains.length, mains.length + chance.whole(0, 2));
    const lengths = Array.from({ length: size }, () => chance.among([30, 60, 60, 90]));
    return `  C${index + 1}: { mocks: [${lengths.join(', ')}], main: [${mains.join(', ')}], backup: [${backups.join(', ')}] }`;
  });
  const ids = sizes.map((_, index) => `C${index + 1}`);
  const sequence =
    ids.length > 1 && chance.happens(0.5)
      ? [`  - anyOrder: [${ids.slice(0, -1).join(', ')}]`, `  - inOrder: [${ids.at(-1)}]`]
      : [`  - ${chance.among(['anyOrder', 'inOrder'])}: [${ids.join(', ')}]`];
  const rules = [
    'startEvery: 30m',
    `minGap: ${chance.among(['1h', '2h', '12h', '12h'])}`,
    ...(chance.happens(0.6) ? [`maxGap: ${chance.among(['3d', '4d', '6d'])}`] : []),
    ...(chance.happens(0.4) ? [`courseGap: ${chance.among(['{ days: 0 }', '{ days: 1 }', '24h'])}`] : []),
    `maxPerInterviewerPerDay: ${chance.whole(1, 3)}`,
    ...(chance.happens(0.3) ? ['maxPerInterviewerPerWeek: 6'] : []),
    `interviewerBuffer: ${chance.among(['0m', '0m', '15m', '30m'])}`,
    ...(chance.happens(0.5) ? [`maxPerCandidatePerDay: ${chance.whole(1, 2)}`] : []),
    `minNotice: ${chance.among(['0h', '0h', '6h', '24h'])}`,
  ];
  return [
    'sop: 1',
    'name: Simulated',
    `timeZone: ${ZONE}`,
    'interviewers:',
    ...interviewers,
    'courses:',
    ...courses,
    'sequence:',
    ...sequence,
    `rules: { ${rules.join(', ')} }`,
    `event: { title: "{candidate} : {interviewer} {course} Mock{number}", optionalAttendees: [team@example.com], conference: ${chance.among(['meet', 'meet', 'none'])} }`,
    '',
  ].join('\n');
}
