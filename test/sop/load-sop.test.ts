import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadSop } from '../../src/sop/load-sop.ts';
import { procedureFor } from '../../src/sop/model.ts';
import { procedureOf, sopOf } from './sop-of.ts';
import { TEAM_FILE, teamFile } from './team-file.ts';

const TECHPATH = readFileSync(new URL('../../sop/techpath.yaml', import.meta.url), 'utf8');

const MINIMAL = `
sop: 1
name: Least
timeZone: UTC
interviewers:
  alpha: { name: Alpha, email: alpha@example.com, hours: { everyday: ["09:00-17:00"] } }
courses: { FS1: { mocks: [60], main: [alpha] } }
sequence: [{ inOrder: [FS1] }]
rules: { startEvery: 30m, minGap: 12h }
`;

describe('the default procedure', () => {
  it('is right, without a warning', () => {
    expect(loadSop(TECHPATH, 'techpath.yaml')).toMatchObject({ ok: true, warnings: [] });
  });

  it('has thirteen mocks, and twelve in its short form, which holds up to 19 days', () => {
    const procedure = procedureOf(TECHPATH);
    const mocks = (days: number) =>
      [...procedureFor(procedure, days).sop.courses.values()].flatMap((course) => course.mocks).length;
    expect(procedureFor(procedure, 19).variant).toBe('short');
    expect(procedureFor(procedure, 20).variant).toBeNull();
    expect([mocks(20), mocks(19)]).toEqual([13, 12]);
  });
});

describe('a file', () => {
  it('becomes the procedure it describes', () => {
    const sop = sopOf(TEAM_FILE);
    expect(sop.timeZone).toBe('America/Los_Angeles');
    expect([...sop.interviewers.keys()]).toEqual(['alpha', 'bravo', 'charlie']);
    expect(sop.interviewers.get('alpha')).toEqual({
      id: 'alpha',
      name: 'Alpha',
      email: 'alpha@example.com',
      hours: { weekdays: [{ start: 1080, end: 1260 }], saturday: [{ start: 600, end: 840 }] },
      timeOff: [],
      maxPerDay: null,
      calendar: null,
      telegram: null,
    });
    expect(sop.courses.get('Own')).toEqual({
      id: 'Own',
      mocks: [90, 60],
      main: ['charlie'],
      backup: ['alpha'],
    });
    expect(sop.sequence).toEqual([
      { order: 'any', courses: ['FS1', 'FS2'] },
      { order: 'fixed', courses: ['Own'] },
    ]);
    expect(sop.rules).toMatchObject({
      startEvery: 30,
      minGap: 720,
      maxGap: 5760,
      courseGap: { kind: 'days', days: 1 },
    });
    expect(Object.fromEntries(sop.timeOfDay)).toEqual({
      'America/Los_Angeles': 'latest',
      default: 'earliest',
    });
  });

  it('may leave out whatever has a default', () => {
    const sop = sopOf(MINIMAL);
    expect(sop.courses.get('FS1')?.backup).toEqual([]);
    expect(sop.rules).toEqual({
      startEvery: 30,
      minGap: 720,
      maxGap: null,
      courseGap: null,
      maxPerInterviewerPerDay: null,
      maxPerInterviewerPerWeek: null,
      interviewerBuffer: 0,
      maxPerCandidatePerDay: null,
      minNotice: 0,
      holidays: [],
    });
    expect(sop.prefer).toEqual(['finishDay', 'mainInterviewers', 'timeOfDay', 'balance']);
    expect(Object.fromEntries(sop.timeOfDay)).toEqual({ default: 'earliest' });
    expect(sop.busy).toEqual({
      tentative: 'busy',
      unanswered: 'busy',
      declined: 'free',
      markedFree: 'free',
      allDay: 'busy',
      outOfOffice: 'busy',
      workingLocation: 'free',
      unreadable: 'refuse',
    });
    expect(sop.event).toEqual({
      title: '{candidate} : {interviewer} {course} Mock{number}',
      optionalAttendees: [],
      conference: 'meet',
    });
    expect(sop.onChange).toEqual({
      interviewerDeclines: 'mend',
      interviewerBusy: 'mend',
      candidateDeclines: 'ask',
      candidateBusy: 'ask',
      movedByHand: 'accept',
      deletedByHand: 'ask',
      editedByHand: 'tell',
      sopEdited: 'ask',
      ways: ['sameTime', 'anotherTime', 'replan'],
      notWithin: 720,
    });
    expect(sop.remindAt).toBeNull();
  });

  it('may say what is done when booked mocks change; what it leaves out keeps its default', () => {
    const text = teamFile([
      'prefer: [',
      'onChange: { candidateDeclines: mend, deletedByHand: putBack, ways: [replan, sameTime], notWithin: 1d12h }\nprefer: [',
    ]);
    expect(sopOf(text).onChange).toEqual({
      ...sopOf(TEAM_FILE).onChange,
      candidateDeclines: 'mend',
      deletedByHand: 'putBack',
      ways: ['replan', 'sameTime'],
      notWithin: 2160,
    });
    expect(sopOf(teamFile(['prefer: [', 'onChange: { ways: [] }\nprefer: ['])).onChange.ways).toEqual([]);
  });

  it('may say when people are reminded, and in which chat an interviewer is', () => {
    const sop = sopOf(
      teamFile(
        ['prefer: [', 'remindAt: "18:05"\nprefer: ['],
        ['email: alpha@example.com', 'email: alpha@example.com\n    telegram: 123456789'],
      ),
    );
    expect(sop.remindAt).toBe(1085);
    expect(sop.interviewers.get('alpha')?.telegram).toBe(123456789);
  });

  it('may not name one Telegram chat for two interviewers', () => {
    const text = teamFile(
      ['email: alpha@example.com', 'email: alpha@example.com\n    telegram: 4711'],
      ['email: bravo@example.com', 'email: bravo@example.com\n    telegram: 4711'],
    );
    expect(loadSop(text, 'team.yaml')).toMatchObject({
      ok: false,
      faults: [
        expect.objectContaining({
          message: expect.stringContaining('bravo has the Telegram chat of alpha, 4711'),
        }),
      ],
    });
  });

  it('may be written as JSON', () => {
    expect(sopOf(JSON.stringify(procedureOf(TEAM_FILE).source))).toEqual(sopOf(TEAM_FILE));
  });

  it('settles ties by the criteria it does not name, in the default order', () => {
    expect(sopOf(TEAM_FILE).prefer).toEqual(['finishDay', 'balance', 'mainInterviewers', 'timeOfDay']);
  });

  it('may call the US zones by their short names', () => {
    const text = teamFile(
      ['timeZone: America/Los_Angeles', 'timeZone: PST'],
      ['{ America/Los_Angeles:', '{ EST:'],
    );
    expect(sopOf(text).timeZone).toBe('America/Los_Angeles');
    expect([...sopOf(text).timeOfDay.keys()]).toEqual(['America/New_York', 'default']);
  });

  it('means whole days of time off with both ends, in its own zone', () => {
    const off =
      '{ from: 2026-03-07, to: 2026-03-08 }, { from: 2026-12-24T18:00, to: 2026-12-24T23:00-05:00 }';
    const text = teamFile(['email: alpha@example.com', `email: alpha@example.com\n    timeOff: [${off}]`]);
    expect(
      sopOf(text)
        .interviewers.get('alpha')
        ?.timeOff.map(({ from, to }) => [`${from}`, `${to}`]),
    ).toEqual([
      ['2026-03-07T08:00:00Z', '2026-03-09T07:00:00Z'],
      ['2026-12-25T02:00:00Z', '2026-12-25T04:00:00Z'],
    ]);
  });

  it('may have ranges of a day that touch', () => {
    const text = teamFile(['["17:00-19:00"]', '["17:00-18:00", "18:00-19:00"]']);
    expect(sopOf(text).interviewers.get('bravo')?.hours.everyday).toHaveLength(2);
  });

  it('may give a mock that fits only into two ranges joined', () => {
    const text = teamFile(
      ['["17:00-19:00"]', '["17:00-18:00", "18:00-19:00"]'],
      ['mocks: [60]', 'mocks: [120]'],
    );
    expect(sopOf(text).courses.get('FS2')?.mocks).toEqual([120]);
  });

  it('keeps email addresses in lower case, as they are compared', () => {
    const text = teamFile(['email: bravo@example.com', 'email: Bravo@Example.com']);
    expect(sopOf(text).interviewers.get('bravo')?.email).toBe('bravo@example.com');
  });
});
