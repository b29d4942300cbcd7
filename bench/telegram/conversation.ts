/** One thing that an admin does, and how the answer to it begins or what it holds. */
export interface Move {
  readonly says: string;
  /** The label of a button that says the same; tapped where it is there. */
  readonly taps?: string;
  readonly awaits: RegExp;
}

/**
 * What each admin does over and over: the questions of an onboarding by text and by taps, a wrong
 * answer, a step back, and commands in between; called off before the summary, whose cost is planning
 * and drawing, not chatting.
 */
export const CONVERSATION: readonly Move[] = [
  { says: '/start', awaits: /What is the candidate's name\?$/ },
  { says: 'Dana Fox', awaits: /^Name: Dana Fox\n/ },
  { says: 'dana at example', awaits: /address|email/i },
  { says: 'dana@example.com', awaits: /^Email: dana@example\.com\n/ },
  { says: '/status', awaits: /Candidates:/ },
  { says: 'tomorrow', taps: 'tomorrow', awaits: /^Start: / },
  { says: '/back', awaits: /On which day may the mocks start/ },
  { says: 'in 2 weeks', awaits: /^Start: / },
  { says: '4 weeks', taps: '4 weeks', awaits: /^End: / },
  { says: '/queue', awaits: /queue is empty/i },
  { says: '18:00-22:00', taps: '18:00-22:00', awaits: /^Weekday slots: / },
  { says: 'same', taps: 'same', awaits: /^Weekend slots: / },
  { says: '/help', awaits: /\/start/ },
  { says: 'Narnia', awaits: /time zone/i },
  { says: '/cancel', awaits: /\S/ },
];
