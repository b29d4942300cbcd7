import { describe, expect, it } from 'vitest';
import { advanceIntake, type IntakeStep, type Preview } from '../../src/intake/intake.ts';
import { ANSWERS, context, havingSaid, PLANNED, play, restarted, say, tidy } from './talk.ts';

function previewed(preview: Preview): string {
  const asked = say(havingSaid(ANSWERS.slice(0, 6)).state, 'EST');
  const step = advanceIntake(restarted(asked.state), { type: 'previewed', preview }, context());
  return step.replies.map((reply) => reply.text).join('\n');
}

describe('the summary', () => {
  it('shows every answer in its canonical form', () => {
    expect(previewed(PLANNED)).toContain(
      tidy(`
        Name: Dana Fox
        Email: dana@example.com
        Start: Tue 1 Dec 2026
        End: Mon 28 Dec 2026 (28 days)
        Weekday slots: 18:00-22:00
        Weekend slots: 10:00-14:00
        Time zone: America/New_York
        Zone of the slots: SOP time (America/Los_Angeles)
      `),
    );
  });

  it('says how many mocks, the first day, the day it would finish, and which are with backups', () => {
    expect(
      previewed({ ...PLANNED, variant: 'short', warnings: ['the calendar of Golf could not be read'] }),
    ).toContain(
      tidy(`
        Possible: 13 mocks by the variant “short” of the SOP, the first on Tue 1 Dec 2026, finished on Sun 20 Dec 2026.
        With backups:
        • FS2 Mock1 with Golf (backup)
        Note: the calendar of Golf could not be read
      `),
    );
    expect(previewed({ ...PLANNED, mocks: 1, backups: [] })).toContain(
      'Possible: 1 mock, the first on Tue 1 Dec 2026, finished on Sun 20 Dec 2026.\nAll with main interviewers.',
    );
  });

  it('says why it is not possible and what would help, and may be queued for a human all the same', () => {
    const text = previewed({
      status: 'infeasible',
      reasons: ['13 mocks need 17 days at least, the window has 9.'],
      proposals: [
        { message: 'End on Tue 5 Jan 2027.', request: { window: { end: '2027-01-05' } } },
        { message: 'Add 18:00-21:00 on weekends.', request: { slots: { weekends: ['18:00-21:00'] } } },
      ],
    });
    expect(text).toContain(
      tidy(`
        Not possible as it stands:
        • 13 mocks need 17 days at least, the window has 9.
        What would help:
        1. End on Tue 5 Jan 2027.
        2. Add 18:00-21:00 on weekends.
      `),
    );
    expect(text).toContain('yes queues it all the same: it is tried once more, then put before a human');
  });

  it('says it plainly where the planner has no reasons, or could not be asked', () => {
    expect(previewed({ status: 'infeasible', reasons: [], proposals: [] })).toContain(
      'Not possible as it stands.',
    );
    expect(previewed({ status: 'unknown', why: 'the calendar does not answer.' })).toContain(
      'Whether it is possible is not known yet: the calendar does not answer.',
    );
  });

  it.each(['yes', 'Y', 'OK', 'yes!', 'sure', '👍'])('%s queues the candidate', (text) => {
    expect(say(havingSaid(ANSWERS).state, text)).toMatchObject({
      replies: [],
      want: { type: 'enqueue' },
      outcome: null,
    });
  });

  it.each(['no', 'N', 'cancel', 'No.'])('%s ends without queueing', (text) => {
    const step = say(havingSaid(ANSWERS).state, text);
    expect(step).toMatchObject({ state: null, want: null, outcome: 'cancelled' });
    expect(step.replies[0]?.text).toBe('Stopped. Dana Fox was not queued. /start begins again.');
  });

  it('comes back where the queue refuses, so that it can be mended', () => {
    const transcript = `
      > yes
      ? enqueue
      = refused the store cannot be reached, try again in a minute.
      < Not queued: the store cannot be reached, try again in a minute.
    `;
    const played = play(transcript, havingSaid(ANSWERS)).split('\n');
    expect(played.slice(0, 4).join('\n')).toBe(tidy(transcript));
    expect(played[4]).toContain('Shall I queue this?');
  });

  it('asks anew for a start that has passed between the summary and a late yes', () => {
    const late = context('2026-12-03T12:00:00-08:00');
    const step = say(havingSaid(ANSWERS).state, 'yes', late);
    expect(step.want).toBeNull();
    expect(step.replies[0]?.text).toMatch(/^Tue 1 Dec 2026 is in the past: today is Thu 3 Dec 2026/);
    expect(step.replies[1]?.text).toMatch(/^On which day may the mocks start/);
    const mended = say(step.state, 'tomorrow', late);
    expect(mended.replies[0]?.text).toBe('Start: Fri 4 Dec 2026');
    expect(mended.want).toMatchObject({ type: 'preview', request: { window: { start: '2026-12-04' } } });
  });
});

describe('an edit', () => {
  const EDITS: readonly [command: string, asks: RegExp, answer: string, readBack: string][] = [
    ['edit name', /candidate's name\?/, 'Eve Roe', 'Name: Eve Roe'],
    ['edit start', /On which day may/, '5 Dec', 'Start: Sat 5 Dec 2026'],
    ['edit end', /Until which day/, '3 weeks', 'End: Mon 21 Dec 2026 (21 days)'],
    [
      'edit weekdays',
      /slots on weekdays/,
      '9-12',
      'Weekday slots: 09:00-12:00, SOP time (America/Los_Angeles)',
    ],
    [
      'edit weekends',
      /slots on weekends/,
      'same',
      'Weekend slots: 18:00-22:00, SOP time (America/Los_Angeles)',
    ],
    ['edit time zone', /In which time zone/, 'PST', 'Time zone: America/Los_Angeles (it is 12:00 there now)'],
    ['edit zone of the slots', /Whose time/, 'IST', 'Zone of the slots: Asia/Kolkata'],
  ];

  it.each(EDITS)(
    '%s asks that question, with the answer so far, and comes back with a new preview',
    (...edit) => {
      const [command, asks, answer, readBack] = edit;
      const asked = say(havingSaid(ANSWERS).state, command);
      expect(asked.replies[0]?.text).toMatch(asks);
      expect(asked.replies[0]?.text).toMatch(/So far: .*\. \/keep leaves it so\.$/);
      const taken = say(asked.state, answer);
      expect(taken.replies[0]?.text).toBe(readBack);
      expect(taken.want?.type).toBe('preview');
      const shown = advanceIntake(restarted(taken.state), { type: 'previewed', preview: PLANNED }, context());
      expect(shown.replies[0]?.text).toContain('Shall I queue this?');
    },
  );

  it('of the email looks the new one up first, and one in the queue leaves the old', () => {
    const played = play(
      `
      > edit email
      > eve@example.com
      = queued Eve Roe
      > /back
    `,
      havingSaid(ANSWERS),
    );
    expect(played).toContain('eve@example.com is in the queue already: Eve Roe, queued.');
    expect(played).toContain('< The edit is dropped.');
    expect(played).toContain('| Email: dana@example.com |');
  });

  it.each([
    ['edit mail', 'Which email'],
    ['change the end', 'Until which day'],
    ['End date', 'Until which day'],
    ['weekdays', 'Which slots on weekdays'],
    ['time zone', 'In which time zone'],
    ['name', 'What is the candidate'],
  ])('is understood by other words and by a name alone: %s', (text, asks) => {
    expect(say(havingSaid(ANSWERS).state, text).replies[0]?.text).toContain(asks);
  });

  it('without a name lists the answers by number, and takes name or number', () => {
    const listed = say(havingSaid(ANSWERS).state, 'edit');
    expect(listed.replies[0]?.text).toBe(
      tidy(`
        What should change? Its name or number; /back leaves all as it is.
        1. Name: Dana Fox
        2. Email: dana@example.com
        3. Start: Tue 1 Dec 2026
        4. End: Mon 28 Dec 2026 (28 days)
        5. Weekday slots: 18:00-22:00, SOP time (America/Los_Angeles)
        6. Weekend slots: 10:00-14:00, SOP time (America/Los_Angeles)
        7. Time zone: America/New_York (it is 15:00 there now)
        8. Zone of the slots: SOP time (America/Los_Angeles)
      `),
    );
    expect(say(listed.state, '4').replies[0]?.text).toMatch(/^Until which day/);
    expect(say(listed.state, 'end').replies[0]?.text).toMatch(/^Until which day/);
    for (const label of listed.replies[0]?.suggestions ?? []) {
      expect(say(listed.state, label).replies[0]?.text, label).toMatch(/So far: /);
    }
  });

  it('of something unknown says so and lists the answers', () => {
    const step = say(havingSaid(ANSWERS).state, 'edit shoe size');
    expect(step.replies.map((reply) => reply.text.split('\n')[0])).toEqual([
      '“shoe size” is none of the answers, e.g. end.',
      'What should change? Its name or number; /back leaves all as it is.',
    ]);
    expect(say(step.state, '9').replies[0]?.text).toBe('“9” is none of the answers, e.g. end.');
  });

  it('of "slots" or "dates" asks which of them', () => {
    const step = say(havingSaid(ANSWERS).state, 'edit slots');
    expect(step.replies[0]).toEqual({
      text: 'Which of them: Weekday slots, Weekend slots, Zone of the slots?',
      suggestions: ['Weekday slots', 'Weekend slots', 'Zone of the slots'],
    });
    expect(say(step.state, 'Weekend slots').replies[0]?.text).toContain('Which slots on weekends');
    expect(say(havingSaid(ANSWERS).state, 'dates').replies[0]?.suggestions).toEqual(['Start', 'End']);
  });

  it('of the start that leaves the end before it asks for the end again', () => {
    expect(
      play(
        `
        > edit start
        > 4 Jan
        > 4 weeks
      `,
        havingSaid(ANSWERS),
      ),
    ).toBe(
      tidy(`
        > edit start
        < On which day may the mocks start (America/Los_Angeles calendar)? E.g. 1 Dec, 2026-12-01, tomorrow, in 2 weeks. | So far: Tue 1 Dec 2026. /keep leaves it so.
        > 4 Jan
        < Start: Mon 4 Jan 2027
        < Mon 28 Dec 2026 is before the start, Mon 4 Jan 2027. Name that day or a later one, e.g. 4 weeks.
        < Until which day, that day included? E.g. 28 Dec, or 4 weeks counted from the start.
        > 4 weeks
        < End: Sun 31 Jan 2027 (28 days)
        ? preview
      `),
    );
  });

  it('of the weekday slots to none, with none on weekends, asks for weekend slots', () => {
    const noWeekends = havingSaid([...ANSWERS.slice(0, 5), 'none', 'EST', 'weekdays']);
    const step = say(noWeekends.state, 'none');
    expect(step.replies[0]?.text).toBe('Weekday slots: none');
    expect(step.replies[1]?.text).toContain('no mock could ever take place');
    expect(say(step.state, '10-14').want?.type).toBe('preview');
  });

  it('of the time zone moves slots that are meant in it', () => {
    const step = havingSaid([...ANSWERS, 'their time', 'edit time zone', 'IST']);
    expect(step.replies[0]?.text).toContain('Zone of the slots: candidate time (Asia/Kolkata)');
    expect(say(step.state, 'yes').want).toMatchObject({ request: { slots: { timeZone: 'Asia/Kolkata' } } });
  });

  it('of the zone of the slots refuses what is none, and offers the nearest', () => {
    const step: IntakeStep = say(havingSaid([...ANSWERS, 'slot zone']).state, 'Kolkatta');
    expect(step.replies[0]?.text).toMatch(
      /Did you mean Asia\/Kolkata\?.* Or say SOP time or candidate time\./,
    );
    expect(step.replies[0]?.suggestions).toEqual(['Asia/Kolkata']);
  });
});
