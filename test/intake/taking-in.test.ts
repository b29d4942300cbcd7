import { describe, expect, it } from 'vitest';
import { beginIntake, type IntakeWant } from '../../src/intake/intake.ts';
import { ANSWERS, context, havingSaid, play, say, tidy } from './talk.ts';

function expectTranscript(transcript: string, from = beginIntake(context()), now = context()): void {
  expect(play(transcript, from, now)).toBe(tidy(transcript));
}

describe('taking in a candidate', () => {
  it('begins by saying what it is about and asks for the name', () => {
    const { replies, want, outcome } = beginIntake(context());
    expect(replies.map((reply) => reply.text)).toEqual([
      'A new candidate for Example mock interviews. Seven short questions; /back goes one back, /cancel stops.',
      "What is the candidate's name?",
    ]);
    expect({ want, outcome }).toEqual({ want: null, outcome: null });
  });

  it('asks seven questions, reads each answer back, shows the preview and queues on yes', () => {
    expectTranscript(`
      > Dana Fox
      < Name: Dana Fox
      < Which email address do the invitations for Dana Fox go to?
      > Dana@Example.com
      ? checkEmail
      = free
      < Email: dana@example.com
      < On which day may the mocks start (America/Los_Angeles calendar)? E.g. 1 Dec, 2026-12-01, tomorrow, in 2 weeks.
      > 1 Dec
      < Start: Tue 1 Dec 2026
      < Until which day, that day included? E.g. 28 Dec, or 4 weeks counted from the start.
      > 4 weeks
      < End: Mon 28 Dec 2026 (28 days)
      < Which slots on weekdays, Monday to Friday? E.g. 18:00-22:00 or 9-12, 4pm-7pm. | The times are meant in SOP time (America/Los_Angeles). For the candidate's own clock add "candidate time".
      > 9-12, 4pm-7pm
      < Weekday slots: 09:00-12:00, 16:00-19:00, SOP time (America/Los_Angeles)
      < Which slots on weekends, Saturday and Sunday? Or none. E.g. 18:00-22:00 or 9-12, 4pm-7pm. | The times are meant in SOP time (America/Los_Angeles). For the candidate's own clock add "candidate time".
      > none
      < Weekend slots: none
      < In which time zone is Dana Fox? E.g. EST, Pacific, IST, London or America/New_York.
      > EST
      < Time zone: America/New_York (it is 15:00 there now)
      ? preview
      = planned
      < Name: Dana Fox | Email: dana@example.com | Start: Tue 1 Dec 2026 | End: Mon 28 Dec 2026 (28 days) | Weekday slots: 09:00-12:00, 16:00-19:00 | Weekend slots: none | Time zone: America/New_York | Zone of the slots: SOP time (America/Los_Angeles) |  | Possible: 13 mocks, the first on Tue 1 Dec 2026, finished on Sun 20 Dec 2026. | With backups: | • FS2 Mock1 with Golf (backup) |  | Shall I queue this? yes queues it; edit changes an answer, e.g. edit end; no stops without queueing.
      > yes
      ? enqueue
      = enqueued 3
      < Dana Fox is queued, as number 3.
      . enqueued
    `);
  });

  it('makes the request that the planner and the queue read', () => {
    const step = say(havingSaid(ANSWERS).state, 'yes');
    expect(step.want).toEqual({
      type: 'enqueue',
      begunAt: '2026-11-22T20:00:00Z',
      request: {
        candidate: { name: 'Dana Fox', email: 'dana@example.com', timeZone: 'America/New_York' },
        window: { start: '2026-12-01', end: '2026-12-28' },
        slots: { weekdays: ['18:00-22:00'], weekends: ['10:00-14:00'] },
      },
    } satisfies IntakeWant);
  });

  it('looks up the email in lower case, and asks the planner about what was said', () => {
    expect(say(havingSaid(['Dana']).state, 'DANA@EXAMPLE.COM').want).toEqual({
      type: 'checkEmail',
      email: 'dana@example.com',
    });
    expect(say(havingSaid(ANSWERS.slice(0, 6)).state, 'IST').want).toMatchObject({
      type: 'preview',
      request: { candidate: { timeZone: 'Asia/Kolkata' }, window: { end: '2026-12-28' } },
    });
  });

  it.each([
    [
      ['Dana', 'dana@example.com'],
      ['today', 'tomorrow', 'next monday'],
    ],
    [ANSWERS.slice(0, 3), ['2 weeks', '3 weeks', '4 weeks', '6 weeks']],
    [ANSWERS.slice(0, 4), ['18:00-23:00', '18:00-22:00', '09:00-12:00, 18:00-22:00', 'none']],
    [ANSWERS.slice(0, 5), ['same', '10:00-14:00, 18:00-22:00', 'none']],
    [ANSWERS.slice(0, 6), ['EST', 'CST', 'MST', 'PST', 'IST', 'London']],
    [ANSWERS, ['yes', 'edit', 'cancel']],
  ])('offers common answers, the hours of the interviewers among them: after %j', (answers, offered) => {
    expect(havingSaid(answers).replies.at(-1)?.suggestions).toEqual(offered);
  });

  it('every answer it offers is taken', () => {
    for (let asked = 0; asked <= ANSWERS.length; asked++) {
      const step = havingSaid(ANSWERS.slice(0, asked));
      for (const offer of step.replies.at(-1)?.suggestions ?? []) {
        const said = say(step.state, offer).replies[0]?.text ?? '';
        expect(said, offer).not.toMatch(/can't|not a|know no|need/);
      }
    }
  });
});

describe('an answer that is refused', () => {
  it.each([
    ['a name that is only blanks', [], ' \n ', /holds no text/],
    ['a name of 5,000 characters', [], 'x'.repeat(5000), /has 5000 characters, and at most 200 fit.*e\.g\./],
    ['an email that is not one', ['Dana'], 'dana at example', /not an email address: it has no @.*e\.g\./],
    ['a start that is no date', ANSWERS.slice(0, 2), 'soon', /not a date I can read.*e\.g\./],
    [
      'a start in the past',
      ANSWERS.slice(0, 2),
      '2026-11-01',
      /^Sun 1 Nov 2026 is in the past: today is Sun 22 Nov 2026 in America\/Los_Angeles.*e\.g\./,
    ],
    ['a start by a slip in the year', ANSWERS.slice(0, 2), '1 Dec 2062', /more than 5 years away.*e\.g\./],
    [
      'an end before the start',
      ANSWERS.slice(0, 3),
      '28 Nov',
      /^Sat 28 Nov 2026 is before the start, Tue 1 Dec 2026\..*e\.g\./,
    ],
    ['an end in the past', ANSWERS.slice(0, 3), '2026-11-01', /is before the start/],
    [
      'a window over 366 days',
      ANSWERS.slice(0, 3),
      '2027-12-02',
      /are 367 days; a window has at most 366\..*Wed 1 Dec 2027 or an earlier/,
    ],
    ['slots that overlap', ANSWERS.slice(0, 4), '9-12, 11-14', /09:00-12:00 and 11:00-14:00 overlap.*e\.g\./],
    [
      'slots that end before they begin',
      ANSWERS.slice(0, 4),
      '22:00-18:00',
      /22:00-18:00 ends before it begins.*e\.g\./,
    ],
    [
      'no slots at all',
      [...ANSWERS.slice(0, 4), 'none'],
      'none',
      /no slots on weekdays either.*e\.g\. 10:00-14:00, or go \/back/,
    ],
    [
      'the same slots as none on weekdays',
      [...ANSWERS.slice(0, 4), 'none'],
      'same',
      /no slots on weekdays either/,
    ],
    [
      'a zone that nobody knows',
      ANSWERS.slice(0, 6),
      'Kolkatta',
      /no time zone “Kolkatta”. Did you mean Asia\/Kolkata\?.*e\.g\./,
    ],
    [
      'an answer that is neither yes nor no nor an edit',
      ANSWERS,
      'perhaps',
      /can't read “perhaps” here.*e\.g\. edit end/,
    ],
  ])('%s: says why with an example, and keeps asking the same', (_, answers, text, why) => {
    const before = havingSaid(answers);
    const step = say(before.state, text);
    expect(step.replies[0]?.text).toMatch(why);
    expect(step.state).toEqual(before.state);
    expect(step.want).toBeNull();
  });

  it('a candidate who is in the queue already: says who, and asks for another address', () => {
    expectTranscript(
      `
      > dana@example.com
      ? checkEmail
      = queued Dana Fox
      < dana@example.com is in the queue already: Dana Fox, queued. Send another address, e.g. dana.fox@example.com, or /cancel.
      > d.fox@example.com
      ? checkEmail
      = free
      < Email: d.fox@example.com
      < On which day may the mocks start (America/Los_Angeles calendar)? E.g. 1 Dec, 2026-12-01, tomorrow, in 2 weeks.
    `,
      havingSaid(['Dana']),
    );
  });

  it('"today" and the past are those of the SOP\'s zone', () => {
    const lateSunday = context('2026-11-23T06:00:00Z');
    const step = havingSaid(['Dana', 'dana@example.com', '22 Nov'], lateSunday);
    expect(step.replies[0]?.text).toBe('Start: Sun 22 Nov 2026');
  });

  it('a window of 366 days is taken', () => {
    const step = say(havingSaid(ANSWERS.slice(0, 3)).state, '2027-12-01');
    expect(step.replies[0]?.text).toBe('End: Wed 1 Dec 2027 (366 days)');
  });
});

describe("slots in the candidate's time", () => {
  it('are said with the slots, and the request names the zone', () => {
    const step = havingSaid([...ANSWERS.slice(0, 4), '18:00-21:00 candidate time', 'none', 'EST']);
    expect(step.replies[0]?.text).toContain('Zone of the slots: candidate time (America/New_York)');
    expect(say(step.state, 'yes').want).toMatchObject({
      request: { slots: { weekdays: ['18:00-21:00'], timeZone: 'America/New_York' } },
    });
  });

  it('are said plainly in every question that follows', () => {
    expectTranscript(
      `
      > 18:00-21:00 their time
      < Weekday slots: 18:00-21:00, the candidate's time zone
      < Which slots on weekends, Saturday and Sunday? Or none. E.g. 18:00-22:00 or 9-12, 4pm-7pm. | The times are meant in the candidate's time zone. For the SOP's clock add "SOP time".
      > 10:00-14:00
      < Weekend slots: 10:00-14:00, the candidate's time zone
      < In which time zone is Dana Fox? E.g. EST, Pacific, IST, London or America/New_York.
      > London
      < Time zone: Europe/London (it is 20:00 there now) | The slots are meant in this zone.
      ? preview
    `,
      havingSaid(ANSWERS.slice(0, 4)),
    );
  });

  it('hold for all slots: naming the zone with the weekend slots moves the weekday slots, and says so', () => {
    const step = say(havingSaid(ANSWERS.slice(0, 5)).state, '10:00-14:00 EST');
    expect(step.replies[0]?.text).toBe(
      'Weekend slots: 10:00-14:00, America/New_York\nAll slots are now meant in America/New_York, 18:00-22:00 too.',
    );
  });

  it.each(['candidate time', 'their time', 'local time'])('can be chosen in the summary: %s', (text) => {
    const step = say(havingSaid(ANSWERS).state, text);
    expect(step.replies[0]?.text).toBe('Zone of the slots: candidate time (America/New_York)');
    expect(step.want).toMatchObject({
      type: 'preview',
      request: { slots: { timeZone: 'America/New_York' } },
    });
  });

  it('are no other time where the candidate lives in the zone of the SOP', () => {
    const step = havingSaid([...ANSWERS.slice(0, 4), '18:00-21:00 candidate time', 'none', 'PST']);
    const { want } = say(step.state, 'yes');
    expect(want?.type === 'enqueue' && want.request.slots).toEqual({ weekdays: ['18:00-21:00'] });
  });

  it("are the SOP's time where the zone named with them is the SOP's", () => {
    const step = say(havingSaid(ANSWERS.slice(0, 4)).state, '6pm-9pm PST');
    expect(step.replies[0]?.text).toBe('Weekday slots: 18:00-21:00, SOP time (America/Los_Angeles)');
  });
});
