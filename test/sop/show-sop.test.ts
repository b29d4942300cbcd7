import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { showSop } from '../../src/sop/show-sop.ts';
import { procedureOf } from './sop-of.ts';
import { TEAM_FILE, teamFile } from './team-file.ts';

const TECHPATH = readFileSync(new URL('../../sop/techpath.yaml', import.meta.url), 'utf8');

describe('a procedure shown to people', () => {
  it('has courses, people with their hours, the sequence, the rules in words and the variants', () => {
    expect(showSop(procedureOf(TEAM_FILE))).toBe(`Team mocks
All times are America/Los_Angeles.

Courses
  Course  Mocks       Main     Backups, the first called first
  FS1     90, 90 min  Alpha    Bravo
  FS2     60 min      Bravo    none
  Own     90, 60 min  Charlie  Alpha

People
  Person   Email                Hours                              A day  Time off
  Alpha    alpha@example.com    weekdays 18:00-21:00               any
                                saturday 10:00-14:00
  Bravo    bravo@example.com    everyday 17:00-19:00               any
  Charlie  charlie@example.com  weekends 08:00-12:00, 18:00-21:00  any

Sequence
  1.  FS1, FS2, in any order
  2.  Own

Rules
  startEvery  A mock starts on a multiple of 30m after midnight.
  minGap      From the end of a mock to the start of the candidate's next: at least 12h.
  maxGap      The same distance: at most 4d.
  courseGap   Where the course changes: at least 1 full day between, without a mock.
  prefer      Of the right plans, the best has the earliest last day; then the people who have
              given the fewest; then the fewest and best backups; then the best times of day.
  timeOfDay   Of a day, earlier starts are better, but later ones for candidates in
              America/Los_Angeles.
  busy        Calendar entries besides accepted ones that count as busy: answered maybe,
              unanswered, all-day, out of office; as free: declined, marked free, working
              location. A calendar that cannot be read gives its owner no mock.
  event       Events are called {candidate} : {interviewer}, with a Meet link.
  onChange    Mended by itself: an interviewer who declines, an interviewer who is taken
              otherwise or off; accepted as it is: a right move by hand; left, and told once:
              an event edited by hand; people are asked: a candidate who declines, a candidate
              who is taken otherwise, a deleted event, bookings that an edit of this file
              makes wrong.
  ways        Another interviewer at the same time; else another time for that mock alone;
              else the rest planned anew with as few moves as possible; else people are asked.
  notWithin   A mock that starts within 12h is not moved by itself.

Variant short, for windows of at most 19 days
  course Own  90 min; main Charlie; backups Alpha
  courseGap   Where the course changes: at least 12h.`);
  });

  it('tells caps, time off and the rules that are not always there', () => {
    const text = teamFile(
      [
        'email: alpha@example.com',
        'email: alpha@example.com\n    maxPerDay: 1\n    timeOff: [{ from: 2026-12-24, to: 2026-12-26 }, { from: 2027-01-01, to: 2027-01-01 }, { from: 2027-02-01T12:00, to: 2027-02-01T15:30 }]',
      ],
      [
        'minGap: 12h',
        'minGap: 12h\n  maxPerInterviewerPerDay: 2\n  maxPerInterviewerPerWeek: 8\n  maxPerCandidatePerDay: 1\n  interviewerBuffer: 15m\n  minNotice: 1d\n  holidays: [2026-12-25]',
      ],
    );
    const shown = showSop(procedureOf(text));
    for (const line of [
      /Alpha .* 1 {6}2026-12-24 to 2026-12-26$/m,
      / 2027-01-01$/m,
      / 2027-02-01 12:00 to$/m,
      /Bravo .* 2$/m,
      /An interviewer gives at most 8 mocks from Monday to Sunday\.$/m,
      /A candidate takes at most 1 mock a day\.$/m,
      /An interviewer has 15m free before and after each mock\.$/m,
      /The first mock starts 24h from now at the earliest\.$/m,
      /No mocks on 2026-12-25\.$/m,
    ]) {
      expect(shown).toMatch(line);
    }
  });

  it('tells what is done on changes, and who is reminded', () => {
    const shown = showSop(
      procedureOf(
        teamFile(
          ['email: alpha@example.com', 'email: alpha@example.com\n    telegram: 1001'],
          ['prefer: [', 'onChange: { ways: [], notWithin: 1d }\nremindAt: "18:00"\nprefer: ['],
        ),
      ),
    );
    for (const line of [
      /In no way: whatever is to be mended is asked about instead\.$/m,
      /A mock that starts within 24h is not moved by itself\.$/m,
      /At 18:00 admins are reminded of the next day's mocks, and Alpha of their own\.$/m,
    ]) {
      expect(shown).toMatch(line);
    }
  });

  it('fits a terminal of 110 columns, however much there is to say', () => {
    const long = teamFile(
      ['name: Alpha', `name: ${'Alexandria Bartholomew '.repeat(4)}`],
      ['email: alpha@example.com', `email: ${'a'.repeat(60)}@example.com`],
      ['backup: [bravo]', 'backup: [bravo, charlie]'],
    );
    for (const text of [TECHPATH, long]) {
      for (const line of showSop(procedureOf(text)).split('\n')) expect(line.length).toBeLessThanOrEqual(110);
    }
  });
});
