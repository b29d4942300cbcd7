import { z } from 'zod';
import { CRITERIA, WAYS } from './model.ts';
import {
  clock,
  date,
  duration,
  email,
  listOf,
  listOfSome,
  text,
  timeOff,
  weeklySlots,
  whole,
} from './shape-values.ts';

/** The shape of an SOP file: which keys there are and what kind of value each takes. */

export const interviewer = z.strictObject(
  {
    name: text('a name', 'Shown to people; goes into event titles.'),
    email: email('Invited to events; no two people share one.'),
    hours: weeklySlots,
    timeOff: listOf(
      timeOff,
      'a list of ranges such as [{ from: 2026-12-24, to: 2026-12-26 }]',
      'Time off.',
    ).optional(),
    maxPerDay: whole(0, 'Most mocks a day; beats rules.maxPerInterviewerPerDay.').optional(),
    calendar: text(
      'the id of a calendar',
      'A calendar of their own whose free/busy also counts as busy.',
    ).optional(),
    telegram: whole(
      1,
      'The id of their private chat with the bot, where they are reminded of their mocks.',
    ).optional(),
  },
  { error: 'a map with name, email and hours' },
);

const interviewerIds = (error: string, description: string, some: boolean) =>
  (some ? listOfSome : listOf)(
    text('the id of an interviewer', 'The id of an interviewer.'),
    error,
    description,
  );

/** Beyond any course; the planner's work grows with it. */
const MOCKS_MAX = 100;
const mockError = 'a length in minutes, 1 to 1440';
export const course = z.strictObject(
  {
    mocks: listOfSome(
      z.int({ error: mockError }).min(1, { error: mockError }).max(1440, { error: mockError }),
      'a list of lengths in minutes such as [90, 90]',
      'Lengths of its mocks, in minutes, in the order they are given.',
    ).max(MOCKS_MAX, { error: `at most ${MOCKS_MAX} mocks` }),
    main: interviewerIds('a list of at least one interviewer', 'Who gives it, all alike.', true),
    backup: interviewerIds(
      'a list of interviewers',
      'Who else may give it, the best first.',
      false,
    ).optional(),
  },
  { error: 'a map with mocks and main' },
);

const courseIds = (description: string) =>
  listOfSome(
    text('the name of a course', 'The name of a course.'),
    'a list of at least one course',
    description,
  ).optional();

const group = z
  .strictObject(
    {
      anyOrder: courseIds('Courses in whatever order suits best.'),
      inOrder: courseIds('Courses in this order.'),
    },
    { error: '{ anyOrder: [courses] } or { inOrder: [courses] }' },
  )
  .meta({ minProperties: 1, maxProperties: 1 });

const gapError = 'an elapsed time such as 12h, or full free days such as { days: 1 }';
export const rules = z.strictObject(
  {
    startEvery: duration('A mock starts on this wall-clock grid, counted from midnight.', ['30m', '15m']),
    minGap: duration('Least time from the end of a mock to the start of the next.', ['12h']),
    maxGap: duration('Most time from the end of a mock to the start of the next; 1d is 24h.', [
      '4d',
    ]).optional(),
    courseGap: z
      .union(
        [
          duration('Elapsed time.', ['12h']),
          z.strictObject({ days: whole(0, 'Full free days between the two dates.') }, { error: gapError }),
        ],
        { error: gapError },
      )
      .meta({ description: 'What lies between two courses besides minGap.' })
      .optional(),
    maxPerInterviewerPerDay: whole(0, 'Most mocks of an interviewer a day.').optional(),
    maxPerInterviewerPerWeek: whole(0, 'Most mocks of an interviewer from Monday to Sunday.').optional(),
    interviewerBuffer: duration('Free time kept between a mock and what else its interviewer has.', [
      '15m',
    ]).optional(),
    maxPerCandidatePerDay: whole(0, 'Most mocks of a candidate a day.').optional(),
    minNotice: duration('Least time from now to the first start.', ['24h']).optional(),
    holidays: listOf(
      date('A date.'),
      'a list of dates such as [2026-12-25]',
      'Dates without mocks.',
    ).optional(),
  },
  { error: 'a map with startEvery and minGap' },
);

const counts = (description: string) =>
  z.enum(['busy', 'free'], { error: 'busy or free' }).meta({ description }).optional();
const busy = z.strictObject(
  {
    tentative: counts('Answered “maybe”. Default: busy.'),
    unanswered: counts('Not answered. Default: busy.'),
    declined: counts('Declined. Default: free.'),
    markedFree: counts('Shown as free. Default: free.'),
    allDay: counts('All-day entries. Default: busy.'),
    outOfOffice: counts('Out of office. Default: busy.'),
    workingLocation: counts('Working locations. Default: free.'),
    unreadable: z
      .enum(['refuse', 'ignore'], { error: 'refuse or ignore' })
      .meta({ description: 'Interviewers whose calendar cannot be read. Default: refuse.' })
      .optional(),
  },
  { error: 'a map such as { tentative: busy, declined: free }' },
);

const event = z.strictObject(
  {
    title: text(
      'a title such as "{candidate} : {interviewer} {course} Mock{number}"',
      'Title of the events, with {candidate}, {interviewer}, {course} and {number} filled in.',
    ).optional(),
    optionalAttendees: listOf(
      email('An email address.'),
      'a list of email addresses',
      'Invited as optional.',
    ).optional(),
    conference: z
      .enum(['meet', 'none'], { error: 'meet or none' })
      .meta({ description: 'Whether events get a Meet link.' })
      .optional(),
  },
  { error: 'a map with title, optionalAttendees or conference' },
);

const done = <const Word extends string>(words: readonly [Word, ...Word[]], description: string) =>
  z
    .enum(words, { error: oneOf(words) })
    .meta({ description })
    .optional();
const oneOf = (words: readonly string[]) => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

const onChange = z.strictObject(
  {
    interviewerDeclines: done(['mend', 'ask'], 'An interviewer declines a mock. Default: mend.'),
    interviewerBusy: done(
      ['mend', 'ask'],
      'An interviewer is taken otherwise, off, or over a cap. Default: mend.',
    ),
    candidateDeclines: done(['mend', 'ask'], 'The candidate declines a mock. Default: ask.'),
    candidateBusy: done(['mend', 'ask'], 'The candidate is taken otherwise. Default: ask.'),
    movedByHand: done(
      ['accept', 'ask'],
      'A move by hand that breaks no rule; one that does is always asked about. Default: accept.',
    ),
    deletedByHand: done(['ask', 'putBack', 'cancel'], 'An event was deleted. Default: ask.'),
    editedByHand: done(
      ['tell', 'putBack', 'ask'],
      'Title or guests were edited; tell leaves it and says so once. Default: tell.',
    ),
    sopEdited: done(['mend', 'ask'], 'What is booked breaks a rule as it is now. Default: ask.'),
    ways: listOf(
      z.enum(WAYS, { error: `one of ${WAYS.join(', ')}` }),
      `a list of ${WAYS.join(', ')}`,
      'In which ways it is mended, the first that is possible. Default: all, in this order.',
    ).optional(),
    notWithin: duration(
      'So long before its start, and from then on, a mock is never moved by itself. Default: 12h.',
      ['12h'],
    ).optional(),
  },
  { error: 'a map such as { interviewerDeclines: mend, notWithin: 12h }' },
);

export const interviewerId = z.string().meta({ pattern: '^[a-z0-9][a-z0-9-]*$' });

/** One procedure: a file without its variants, or with one of them laid over it. */
export const sopShape = z.strictObject(
  {
    sop: z
      .literal(1, { error: 'the number 1: this program reads version 1' })
      .meta({ description: 'Version of this format.' }),
    name: text('a name', 'Name of the procedure.'),
    timeZone: text(
      'a time zone such as America/Los_Angeles',
      'Zone of every wall-clock time here and in requests.',
      ['America/Los_Angeles'],
    ),
    interviewers: z
      .record(interviewerId, interviewer, { error: 'a map from ids to interviewers' })
      .meta({ description: 'Who gives mocks, by id.' }),
    courses: z
      .record(z.string(), course, { error: 'a map from names to courses' })
      .meta({ description: 'The courses by name.' }),
    sequence: listOfSome(
      group,
      'a list of groups such as [{ anyOrder: [FS1, FS2] }]',
      'Groups of courses that follow each other; every course once.',
    ),
    rules: rules.meta({ description: 'When mocks may be, and how many.' }),
    prefer: listOf(
      z.enum(CRITERIA, { error: `one of ${CRITERIA.join(', ')}` }),
      `a list of ${CRITERIA.join(', ')}`,
      'What makes a plan better, the strongest first.',
    ).optional(),
    timeOfDay: z
      .record(z.string(), z.enum(['earliest', 'latest'], { error: 'earliest or latest' }), {
        error: 'a map such as { America/Los_Angeles: latest, default: earliest }',
      })
      .meta({ description: 'Which times of day are better, by the candidate’s zone.' })
      .optional(),
    busy: busy.meta({ description: 'How the entries of calendars count.' }).optional(),
    event: event.meta({ description: 'What events look like.' }).optional(),
    onChange: onChange
      .meta({ description: 'What is done when booked mocks are no longer as booked.' })
      .optional(),
    remindAt: clock(
      'When people are reminded of the next day’s mocks; never where it is left out.',
    ).optional(),
  },
  { error: 'a map with sop, name, timeZone, interviewers, courses, sequence and rules' },
);

/** What a file of that shape holds, without its variants. */
export type SopFile = z.infer<typeof sopShape>;
export type InterviewerEntry = SopFile['interviewers'][string];
export type CourseEntry = SopFile['courses'][string];
export type RulesEntry = SopFile['rules'];
