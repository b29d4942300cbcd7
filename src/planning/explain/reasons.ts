import type { Reason } from '../answer.ts';
import { CANDIDATE, CODES, type Code } from './constraint.ts';
import type { Background } from './sentences/background.ts';
import { fixedSentence } from './sentences/of-fixed.ts';
import { EACH_MAX, manySentence } from './sentences/of-many.ts';
import * as people from './sentences/of-people.ts';
import * as request from './sentences/of-request.ts';
import * as rules from './sentences/of-rules.ts';

/** A sentence with numbers for a rule and its subject, '' where it has none. */
type Sentence = (background: Background, subject: string) => string;

const SENTENCES: Readonly<Record<Code, Sentence>> = {
  window: request.windowSentence,
  slots: request.slotsSentence,
  minNotice: request.noticeSentence,
  interviewers: people.interviewersSentence,
  hours: people.hoursSentence,
  unreadable: people.unreadableSentence,
  busy: people.busySentence,
  timeOff: people.timeOffSentence,
  maxPerDay: rules.ownCapSentence,
  maxPerInterviewerPerDay: rules.dayCapSentence,
  maxPerInterviewerPerWeek: rules.weekCapSentence,
  maxPerCandidatePerDay: rules.candidateCapSentence,
  interviewerBuffer: rules.bufferSentence,
  maxGap: rules.maxGapSentence,
  courseGap: rules.courseGapSentence,
  minGap: rules.minGapSentence,
  holidays: rules.holidaysSentence,
  sequence: rules.sequenceSentence,
};

/** Of these many people may be to blame at once. */
const OF_MANY: readonly Code[] = ['interviewers', 'hours', 'unreadable', 'busy', 'timeOff', 'maxPerDay'];

/** The rules in conflict as sentences, in the order in which people would hear of them; then what is fixed. */
export function reasonsFor(background: Background): Reason[] {
  const fixed = fixedSentence(background);
  return [...ruleReasons(background), ...(fixed === '' ? [] : [{ code: 'fixed', message: fixed }])];
}

function ruleReasons(background: Background): Reason[] {
  const { conflict } = background.situation;
  if (conflict.length === 0) return [{ code: 'courses', message: rules.tooMuchSentence(background) }];
  return CODES.flatMap((code) => {
    const subjects = conflict.filter((each) => each.code === code).map(({ subject }) => subject ?? '');
    const others = subjects.filter((subject) => subject !== CANDIDATE);
    const isMany = OF_MANY.includes(code) && others.length > EACH_MAX;
    const single = isMany ? subjects.filter((subject) => subject === CANDIDATE) : subjects;
    return [
      ...(isMany ? [{ code, message: manySentence(background, code, others) }] : []),
      ...single.map((subject) => ({ code, message: SENTENCES[code](background, subject) })),
    ];
  });
}
