import { describe, expect, it } from 'vitest';
import { formatFault } from '../../src/document/fault.ts';
import { loadSop } from '../../src/sop/load-sop.ts';
import { faultOf } from './marked.ts';
import { teamFile } from './team-file.ts';

type Case = readonly [what: string, from: string, to: string, fault: string];

const SHAPES: Case[] = [
  [
    'another version',
    'sop: 1',
    'sop: ‸2',
    'sop is the number 2, expected the number 1: this program reads version 1',
  ],
  [
    'a version in quotes',
    'sop: 1',
    'sop: ‸"1"',
    'sop is the text "1", expected the number 1: this program reads version 1',
  ],
  ['a missing key', 'sop: 1\nname: Team mocks\n', '‸sop: 1\n', 'the key "name" is missing, expected a name'],
  ['an empty name', 'name: Team mocks', 'name: ‸" "', 'the name is empty, expected a name to show'],
  [
    'an unknown key',
    'prefer: [',
    '‸preferred: [',
    'unknown key "preferred", expected one of sop, name, timeZone, interviewers, courses, sequence, rules, prefer, timeOfDay, busy, event, onChange, remindAt, variants (did you mean "prefer"?)',
  ],
  [
    'a misspelt key of a person',
    'email: bravo',
    '‸emial: bravo',
    'unknown key "emial", expected one of name, email, hours, timeOff, maxPerDay, calendar, telegram (did you mean "email"?)',
  ],
  [
    'a person without an email',
    'bravo:\n    name: Bravo\n    email: bravo@example.com',
    '‸bravo:\n    name: Bravo',
    'the key "email" is missing, expected an email address such as alpha@example.com',
  ],
  [
    'a misspelt day',
    'saturday: ["10',
    '‸saterday: ["10',
    'unknown key "saterday", expected one of everyday, weekdays, weekends, monday, tuesday, wednesday, thursday, friday, saturday, sunday (did you mean "saturday"?)',
  ],
  [
    'a misspelt day that held all hours of the only one to give a course',
    'everyday: ["17:00-19:00"]',
    '‸evryday: ["17:00-19:00"]',
    'unknown key "evryday", expected one of everyday, weekdays, weekends, monday, tuesday, wednesday, thursday, friday, saturday, sunday (did you mean "everyday"?)',
  ],
  [
    'a misspelt order in the sequence',
    'inOrder: [Own]',
    '‸inorder: [Own]',
    'unknown key "inorder", expected one of anyOrder, inOrder (did you mean "inOrder"?)',
  ],
  [
    'a condition that is not known',
    'windowDays:',
    '‸window:',
    'unknown key "window", expected only windowDays (did you mean "windowDays"?)',
  ],
  [
    'a range without a list',
    '["17:00-19:00"]',
    '‸"17:00-19:00"',
    'everyday is the text "17:00-19:00", expected a list of ranges such as ["18:00-21:00"]',
  ],
  [
    'a length in words',
    'mocks: [60]',
    'mocks: [‸one hour]',
    'mocks[0] is the text "one hour", expected a length in minutes, 1 to 1440',
  ],
  [
    'a length of nothing',
    'mocks: [60]',
    'mocks: [‸0]',
    'mocks[0] is the number 0, expected a length in minutes, 1 to 1440',
  ],
  [
    'a length beyond a day',
    'mocks: [60]',
    'mocks: [‸1441]',
    'mocks[0] is the number 1441, expected a length in minutes, 1 to 1440',
  ],
  [
    'half a minute',
    'mocks: [60]',
    'mocks: [‸60.5]',
    'mocks[0] is the number 60.5, expected a length in minutes, 1 to 1440',
  ],
  [
    'a course without mocks',
    'mocks: [60]',
    'mocks: ‸[]',
    'mocks is an empty list, expected a list of lengths in minutes such as [90, 90]',
  ],
  [
    'a course without a main interviewer',
    'main: [bravo]',
    'main: ‸[]',
    'main is an empty list, expected a list of at least one interviewer',
  ],
  [
    'a value that was forgotten',
    'maxGap: 4d',
    '‸maxGap:',
    'maxGap is nothing, expected an elapsed time such as 4d',
  ],
  [
    'a gap of another kind',
    'courseGap: { days: 1 }',
    'courseGap: ‸[1]',
    'courseGap is a list, expected an elapsed time such as 12h, or full free days such as { days: 1 }',
  ],
  [
    'a misspelt gap',
    '{ days: 1 }',
    '{ ‸day: 1 }',
    'unknown key "day", expected only days (did you mean "days"?)',
  ],
  [
    'half a day of gap',
    '{ days: 1 }',
    '{ days: ‸0.5 }',
    'days is the number 0.5, expected a whole number, 0 or more',
  ],
  [
    'a cap below nothing',
    'minGap: 12h',
    'minGap: 12h\n  maxPerCandidatePerDay: ‸-1',
    'maxPerCandidatePerDay is the number -1, expected a whole number, 0 or more',
  ],
  [
    'a criterion nobody knows',
    '[finishDay, balance]',
    '[finishDay, ‸ballance]',
    'prefer[1] is the text "ballance", expected one of finishDay, mainInterviewers, timeOfDay, balance (did you mean "balance"?)',
  ],
  [
    'a preference nobody knows',
    'default: earliest }',
    'default: ‸early }',
    'default is the text "early", expected earliest or latest',
  ],
  [
    'a rule for calendars nobody knows',
    'prefer: [',
    'busy: { declined: ‸fre }\nprefer: [',
    'declined is the text "fre", expected busy or free (did you mean "free"?)',
  ],
  [
    'a change that nobody knows',
    'prefer: [',
    'onChange: { ‸interviewerDeclined: mend }\nprefer: [',
    'unknown key "interviewerDeclined", expected one of interviewerDeclines, interviewerBusy, candidateDeclines, candidateBusy, movedByHand, deletedByHand, editedByHand, sopEdited, ways, notWithin (did you mean "interviewerDeclines"?)',
  ],
  [
    'an answer to a change that is not among its own',
    'prefer: [',
    'onChange: { movedByHand: ‸mend }\nprefer: [',
    'movedByHand is the text "mend", expected accept or ask',
  ],
  [
    'a misspelt answer to a change',
    'prefer: [',
    'onChange: { deletedByHand: ‸putback }\nprefer: [',
    'deletedByHand is the text "putback", expected ask, putBack or cancel (did you mean "putBack"?)',
  ],
  [
    'a misspelt way of mending',
    'prefer: [',
    'onChange: { ways: [sameTime, ‸anothertime] }\nprefer: [',
    'ways[1] is the text "anothertime", expected one of sameTime, anotherTime, replan (did you mean "anotherTime"?)',
  ],
  [
    'one way of mending without a list',
    'prefer: [',
    'onChange: { ways: ‸sameTime }\nprefer: [',
    'ways is the text "sameTime", expected a list of sameTime, anotherTime, replan',
  ],
  [
    'no map of what is done on a change',
    'prefer: [',
    'onChange: ‸mend\nprefer: [',
    'onChange is the text "mend", expected a map such as { interviewerDeclines: mend, notWithin: 12h }',
  ],
  [
    'a chat by its name',
    'email: bravo@example.com',
    'email: bravo@example.com\n    telegram: ‸"@bravo"',
    'telegram is the text "@bravo", expected a whole number, 1 or more',
  ],
  [
    'a group for the chat of a person',
    'email: bravo@example.com',
    'email: bravo@example.com\n    telegram: ‸-100123',
    'telegram is the number -100123, expected a whole number, 1 or more',
  ],
];

const MEANINGS: Case[] = [
  [
    'a zone nobody knows',
    'timeZone: America/Los_Angeles',
    'timeZone: ‸America/Los_Angelos',
    '"America/Los_Angelos" is no time zone, expected a name such as America/Los_Angeles (did you mean "America/Los_Angeles"?)',
  ],
  [
    'an id in capitals',
    '  charlie:\n',
    '  ‸Charlie:\n',
    '"Charlie" is no id of an interviewer, expected lower-case letters, digits and dashes (did you mean "charlie"?)',
  ],
  [
    'an email that is none',
    'email: bravo@example.com',
    'email: ‸bravo.example.com',
    '"bravo.example.com" is no email address, expected one such as alpha@example.com',
  ],
  [
    'two people with one email',
    'email: bravo@example.com',
    'email: ‸Alpha@example.com',
    'bravo has the email of alpha, "alpha@example.com", expected one of their own',
  ],
  [
    'hours that end before they begin',
    '["17:00-19:00"]',
    '["17:00-19:00", ‸"21:00-20:00"]',
    '"21:00-20:00" ends before it begins, expected an end after its start, such as "20:00-21:00"',
  ],
  [
    'hours past midnight',
    '["17:00-19:00"]',
    '["17:00-19:00", ‸"22:00-01:00"]',
    '"22:00-01:00" ends before it begins, expected an end on the same day; past midnight, "22:00-24:00" and, on the next day, "00:00-01:00"',
  ],
  [
    'hours that do not exist',
    '["17:00-19:00"]',
    '["17:00-19:00", ‸"19:00-25:00"]',
    '"19:00-25:00" has 25:00, which is no time of day, expected times from 00:00 to 24:00',
  ],
  [
    'hours in another form',
    '["17:00-19:00"]',
    '["17:00-19:00", ‸"7pm-9pm"]',
    '"7pm-9pm" is not a range of the day, expected HH:MM-HH:MM, 24-hour, such as "18:00-21:00"',
  ],
  [
    'hours that overlap',
    '["17:00-19:00"]',
    '["17:00-19:00", ‸"18:30-20:00"]',
    '"18:30-20:00" overlaps "17:00-19:00", expected ranges of a day that touch at most',
  ],
  [
    'time off that ends before it begins',
    'email: bravo@example.com',
    'email: bravo@example.com\n    timeOff: [{ from: 2026-12-26, to: ‸2026-12-24 }]',
    'time off to 2026-12-24 ends before it begins, 2026-12-26, expected an end after its start',
  ],
  [
    'time off on a day that does not exist',
    'email: bravo@example.com',
    'email: bravo@example.com\n    timeOff: [{ from: ‸2026-02-30, to: 2026-12-24 }]',
    '"2026-02-30" is no day of the calendar, expected one such as 2026-12-24 or 2026-12-24T18:00-08:00',
  ],
  [
    'time off in words',
    'email: bravo@example.com',
    'email: bravo@example.com\n    timeOff: [{ from: 2026-12-24, to: ‸Christmas }]',
    '"Christmas" is neither a date nor an instant, expected one such as 2026-12-24 or 2026-12-24T18:00-08:00',
  ],
  [
    'an interviewer nobody knows',
    'main: [bravo]',
    'main: [‸barvo]',
    'course FS2 names the interviewer "barvo", whom nobody knows, expected an id of interviewers (did you mean "bravo"?)',
  ],
  [
    'an interviewer who is main and backup',
    'main: [bravo]',
    'main: [bravo], backup: [alpha, ‸bravo]',
    'course FS2 lists bravo a second time, as backup, expected each interviewer once',
  ],
  [
    'a course in the sequence that there is not',
    '[FS1, FS2]',
    '[FS1, ‸FS22]',
    'the sequence names "FS22", which is not among courses, expected the name of a course (did you mean "FS2"?)',
  ],
  [
    'a course that is not in the sequence',
    '  FS2: { mocks',
    '  FS2: { mocks: [60], main: [bravo] }\n  ‸Theirs: { mocks',
    'course "Theirs" is not in the sequence, expected every course there once',
  ],
  [
    'a course that is twice in the sequence',
    'inOrder: [Own]',
    'inOrder: [Own, ‸FS1]',
    'the sequence names "FS1" a second time, expected every course once',
  ],
  [
    'a group of both orders',
    'anyOrder: [FS1, FS2]',
    '‸anyOrder: [FS1]\n    inOrder: [FS2]',
    'a group of the sequence has both anyOrder and inOrder, expected either anyOrder or inOrder with a list of courses',
  ],
  [
    'a group without courses',
    'inOrder: [Own]',
    'inOrder: [Own]\n  - ‸{}',
    'a group of the sequence has no courses, expected either anyOrder or inOrder with a list of courses',
  ],
  [
    'a least gap above the most',
    'minGap: 12h',
    'minGap: ‸5d',
    'minGap is 5d, longer than maxGap, 4d, expected minGap no longer than maxGap',
  ],
  [
    'free days that the most gap never allows',
    '{ days: 1 }',
    '‸{ days: 5 }',
    'courseGap is 5 free days, which can never be within maxGap, 4d, expected courseGap no longer than maxGap',
  ],
  [
    'a course gap above the most',
    'courseGap: { days: 1 }',
    'courseGap: ‸97h',
    'courseGap is 97h, longer than maxGap, 4d, expected courseGap no longer than maxGap',
  ],
  [
    'a gap in words',
    'minGap: 12h',
    'minGap: ‸12 hours',
    'minGap is the text "12 hours", expected an elapsed time such as 30m, 12h, 4d or 1d12h',
  ],
  [
    'a grid of nothing',
    'startEvery: 30m',
    'startEvery: ‸0m',
    'startEvery is 0m, expected an elapsed time from 1m to 24h',
  ],
  [
    'a grid above a day',
    'startEvery: 30m',
    'startEvery: ‸25h',
    'startEvery is 25h, expected an elapsed time from 1m to 24h',
  ],
  [
    'a holiday that does not exist',
    'minGap: 12h',
    'minGap: 12h\n  holidays: [2026-12-25, ‸2027-02-29]',
    '"2027-02-29" is no day of the calendar, expected a date such as 2026-12-25',
  ],
  [
    'a mock longer than any hours',
    'mocks: [60]',
    'mocks: [60, ‸150]',
    'course FS2 has a mock of 150 minutes, but bravo works at most 120 minutes at a stretch, expected a shorter mock, or hours of 150 minutes',
  ],
  [
    'a criterion named twice',
    '[finishDay, balance]',
    '[finishDay, ‸finishDay]',
    'prefer names finishDay a second time, expected each criterion once',
  ],
  [
    'a way of mending named twice',
    'prefer: [',
    'onChange: { ways: [sameTime, replan, ‸sameTime] }\nprefer: [',
    'ways names sameTime a second time, expected each way once',
  ],
  [
    'a distance to the start in words',
    'prefer: [',
    'onChange: { notWithin: ‸half a day }\nprefer: [',
    'notWithin is the text "half a day", expected an elapsed time such as 30m, 12h, 4d or 1d12h',
  ],
  [
    'a reminder at no time of day',
    'prefer: [',
    'remindAt: ‸"24:00"\nprefer: [',
    '"24:00" is no time of day, expected HH:MM, 24-hour, up to 23:59, such as "18:00"',
  ],
  [
    'a reminder in another form',
    'prefer: [',
    'remindAt: ‸6pm\nprefer: [',
    '"6pm" is no time of day, expected HH:MM, 24-hour, up to 23:59, such as "18:00"',
  ],
  [
    'a time of day for no zone',
    'default: earliest',
    '‸defalt: earliest',
    '"defalt" is no time zone, expected a name such as America/Los_Angeles, or default (did you mean "default"?)',
  ],
  [
    'one zone under two names',
    'default: earliest',
    '‸PST: earliest',
    '"PST" is the same zone as "America/Los_Angeles", expected each zone once',
  ],
  [
    'one zone and a link to it',
    'default: earliest',
    '‸US/Pacific: earliest',
    '"US/Pacific" is the same zone as "America/Los_Angeles", expected each zone once',
  ],
  [
    'a placeholder nobody knows',
    '"{candidate} : {interviewer}"',
    '‸"{candidat} : {interviewer}"',
    'the title has the placeholder "{candidat}", expected {candidate}, {interviewer}, {course}, {number} (did you mean "{candidate}"?)',
  ],
  [
    'a title of two lines',
    '"{candidate} : {interviewer}"',
    '‸"a\\nb"',
    'the title has line breaks or control characters in it, expected a short line of text',
  ],
  [
    'an attendee listed twice',
    '{ title:',
    '{ optionalAttendees: [a@example.com, ‸A@example.com], title:',
    '"A@example.com" is listed a second time, expected each attendee once',
  ],
];

describe('a file with', () => {
  it.each([...SHAPES, ...MEANINGS])('%s is refused at that place', (_, from, to, fault) => {
    expect(faultOf(teamFile([from, to]))).toBe(fault);
  });

  it('faults in many places is told all of them at once, in the order of the text', () => {
    const loaded = loadSop(
      teamFile(
        ['timeZone: America/Los_Angeles', 'timeZone: Mars/Olympus'],
        ['email: alpha@example.com', 'emial: alpha@example.com'],
        ['["17:00-19:00"]', '["19:00-17:00"]'],
        ['mocks: [60]', 'mocks: ["60"]'],
        ['[FS1, FS2]', '[FS1, FS2, FS9]'],
        ['minGap: 12h', 'minGap: 5d'],
        ['prefer:', 'perfer:'],
      ),
      'team.yaml',
    );
    if (loaded.ok) throw new Error('the file was accepted');
    expect(loaded.faults.map(({ line, column, path }) => `${line}:${column} ${path}`)).toEqual([
      '3:11 timeZone',
      '8:5 interviewers.alpha.emial',
      '13:25 interviewers.bravo.hours.everyday[0]',
      '21:18 courses.FS2.mocks[0]',
      '25:26 sequence[0].anyOrder[2]',
      '30:11 rules.minGap',
      '40:1 perfer',
    ]);
  });

  it('a fault that people share by an alias is told of it once', () => {
    const text = teamFile(
      [
        'hours: { weekdays: ["18:00-21:00"], saturday: ["10:00-14:00"] }',
        'hours: &h { everyday: ["21:00-18:00"] }',
      ],
      ['hours: { everyday: ["17:00-19:00"] }', 'hours: *h'],
    );
    const loaded = loadSop(text, 'team.yaml');
    expect(
      loaded.ok ? [] : loaded.faults.map(({ line, column, path }) => `${line}:${column} ${path}`),
    ).toEqual(['9:28 interviewers.alpha.hours.everyday[0]']);
  });

  it('a part of the wrong kind has everything else checked all the same', () => {
    const loaded = loadSop(
      teamFile(
        [
          '  alpha:\n    name: Alpha\n    email: alpha@example.com\n    hours: { weekdays: ["18:00-21:00"], saturday: ["10:00-14:00"] }',
          '  alpha: 5',
        ],
        ['[FS1, FS2]', '[FS1, 7]'],
        ['main: [charlie]', 'main: [charly]'],
      ),
      'team.yaml',
    );
    if (loaded.ok) throw new Error('the file was accepted');
    // Nobody is told that alpha is unknown, nor that FS2 is not in the sequence: it may be the 7.
    expect(loaded.faults.map(({ path }) => path)).toEqual([
      'interviewers.alpha',
      'courses.Own.main[0]',
      'sequence[0].anyOrder[1]',
    ]);
  });

  it('a wrong id of a person has everything else of the person checked all the same', () => {
    const text = teamFile(
      ['  charlie:\n', '  Charlie:\n'],
      ['charlie@example.com', 'bravo@example.com'],
      ['["08:00-12:00", ', '["8:00-12:00", '],
    );
    const loaded = loadSop(text, 'team.yaml');
    expect(loaded.ok ? [] : loaded.faults.map(formatFault)).toEqual([
      expect.stringContaining('"Charlie" is no id of an interviewer'),
      expect.stringContaining('Charlie has the email of bravo, "bravo@example.com"'),
      expect.stringContaining('"8:00-12:00" is not a range of the day'),
    ]);
  });

  it.each([
    ['a list', '- a\n- b\n', 'the file is a list'],
    ['a text', 'hello', 'the file is the text "hello"'],
  ])('%s in place of a map is refused', (_, text, found) => {
    const loaded = loadSop(text, 'team.yaml');
    expect(loaded.ok ? [] : loaded.faults.map(formatFault)).toEqual([
      `team.yaml:1:1: ${found}, expected a map with sop, name, timeZone, interviewers, courses, sequence and rules`,
    ]);
  });
});

describe('a file is accepted with a warning', () => {
  function warningsOf(text: string): string[] {
    const loaded = loadSop(text, 'team.yaml');
    if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join('\n'));
    return loaded.warnings.map(formatFault);
  }

  it('when a mock fits into the hours, but no start of the grid does', () => {
    expect(
      warningsOf(teamFile(['["17:00-19:00"]', '["17:30-18:45"]'], ['startEvery: 30m', 'startEvery: 1h'])),
    ).toContain(
      'team.yaml:21:18: course FS2 has a mock of 60 minutes that no start of startEvery fits into the hours of bravo',
    );
  });

  it('when a person is listed for a course whose mocks are too long for them', () => {
    expect(warningsOf(teamFile(['["17:00-19:00"]', '["17:00-18:00"]']))).toEqual([
      'team.yaml:20:3: bravo works 60 minutes at a stretch at most, too short for any mock of course FS1',
    ]);
  });

  it('when a person gives no course', () => {
    expect(
      warningsOf(teamFile(['backup: [bravo]', 'backup: []'], ['main: [bravo]', 'main: [alpha]'])),
    ).toEqual(['team.yaml:10:3: bravo gives no course']);
  });
});
