import { describe, expect, it } from 'vitest';
import {
  advanceIntake,
  beginIntake,
  type IntakeEvent,
  openQuestion,
  pendingWant,
  resumeReplies,
} from '../../src/intake/intake.ts';
import { ANSWERS, context, havingSaid, PLANNED, restarted, say } from './talk.ts';

const STEPS = ['name', 'email', 'start', 'end', 'weekdays', 'weekends', 'timeZone', 'summary'] as const;
/** Each step with the conversation that has come so far. */
const AT_EACH_STEP = STEPS.map((step, index) => [step, ANSWERS.slice(0, index)] as const);

describe('/cancel', () => {
  it.each([
    ...AT_EACH_STEP,
    ['the choice of what to edit', [...ANSWERS, 'edit']] as const,
    ['an edit', [...ANSWERS, 'edit end']] as const,
  ])('at %s ends, and nothing is queued', (_, answers) => {
    expect(say(havingSaid(answers).state, '/cancel')).toEqual({
      state: null,
      replies: [{ text: 'Stopped. Nothing was queued. /start begins again.', suggestions: [] }],
      want: null,
      outcome: 'cancelled',
    });
  });

  it.each(['/CANCEL', ' /cancel ', '/cancel@mock_bot', '/cancel please'])('is understood as %j', (text) => {
    expect(say(havingSaid(ANSWERS).state, text).outcome).toBe('cancelled');
  });

  it('also ends while the email is looked up or the planner is asked', () => {
    expect(say(say(havingSaid(['Dana']).state, 'dana@example.com').state, '/cancel').outcome).toBe(
      'cancelled',
    );
    expect(say(say(havingSaid(ANSWERS.slice(0, 6)).state, 'EST').state, '/cancel').outcome).toBe('cancelled');
  });

  it('comes too late while the candidate is being queued', () => {
    const queueing = say(havingSaid(ANSWERS).state, 'yes');
    const step = say(queueing.state, '/cancel');
    expect(step).toMatchObject({ state: queueing.state, outcome: null, want: null });
    expect(step.replies[0]?.text).toBe('One moment, Dana Fox is being queued.');
  });
});

describe('/back', () => {
  it('at the name says that there is nothing before it', () => {
    const first = beginIntake(context());
    const step = say(first.state, '/back');
    expect(step.replies[0]?.text).toBe('This is the first question; /cancel stops.');
    expect(step.state).toEqual(first.state);
  });

  it.each(AT_EACH_STEP.slice(1))(
    'at %s asks the question before it, with the answer so far',
    (step, answers) => {
      const back = say(havingSaid(answers).state, '/back');
      expect(openQuestion(back.state)).toBe(STEPS[STEPS.indexOf(step) - 1]);
      expect(back.replies).toHaveLength(1);
      expect(back.replies[0]?.text).toMatch(/\nSo far: .+\. \/keep leaves it so\.$/);
      const soFar = back.replies[0]?.suggestions[0] ?? '';
      expect(back.replies[0]?.text).toContain(`So far: ${soFar}.`);
    },
  );

  it('keeps every answer: going back to the first question and keeping all ends in the same summary', () => {
    const summary = havingSaid(ANSWERS);
    const back = Array(7).fill('/back');
    const keep = Array(7).fill('/keep');
    const again = havingSaid([...ANSWERS, ...back, ...keep]);
    expect(again.replies).toEqual(summary.replies);
    expect(again.state).toEqual(summary.state);
  });

  it('lets the answer be changed, and goes on with the question after it', () => {
    const step = say(havingSaid([...ANSWERS.slice(0, 4), '/back', '/back']).state, '2 Dec');
    expect(step.replies.map((reply) => reply.text)).toEqual([
      'Start: Wed 2 Dec 2026',
      'Until which day, that day included? E.g. 28 Dec, or 4 weeks counted from the start.\nSo far: Mon 28 Dec 2026. /keep leaves it so.',
    ]);
  });

  it('does not offer an end that a changed start has made wrong', () => {
    const step = say(havingSaid([...ANSWERS.slice(0, 4), '/back', '/back']).state, '4 Jan');
    expect(step.replies[1]?.text).not.toContain('So far');
    expect(say(step.state, '/keep').replies[0]?.text).toMatch(/^Mon 28 Dec 2026 is before the start/);
  });

  it('in an edit drops the edit and shows the summary as it was', () => {
    const summary = havingSaid(ANSWERS);
    const step = say(havingSaid([...ANSWERS, 'edit end']).state, '/back');
    expect(step.replies[0]?.text).toBe('The edit is dropped.');
    expect(step.replies[1]).toEqual(summary.replies[0]);
    expect(step.state).toEqual(summary.state);
  });

  it('drops the whole edit also where a new start has made the end be asked again', () => {
    const step = say(havingSaid([...ANSWERS, 'edit start', '4 Jan']).state, '/back');
    expect(step.state).toEqual(havingSaid(ANSWERS).state);
  });

  it('at the choice of what to edit shows the summary again', () => {
    const step = say(havingSaid([...ANSWERS, 'edit']).state, '/back');
    expect(step.replies.map((reply) => reply.text.split('\n')[0])).toEqual([
      'Nothing is changed.',
      'Name: Dana Fox',
    ]);
    expect(step.state).toEqual(havingSaid(ANSWERS).state);
  });

  it('from a start that has passed meanwhile explains again', () => {
    const late = context('2026-12-03T12:00:00-08:00');
    const asked = say(havingSaid(ANSWERS.slice(0, 6)).state, 'EST', late);
    expect(openQuestion(asked.state)).toBe('start');
    const step = say(asked.state, '/back', late);
    expect(step.replies[1]?.text).toMatch(/is in the past/);
    expect(openQuestion(step.state)).toBe('start');
  });
});

describe('other commands', () => {
  it('/keep keeps an answer that is there, and says so where none is', () => {
    expect(say(beginIntake(context()).state, '/keep').replies[0]?.text).toBe(
      'There is no answer yet that could be kept.',
    );
    expect(say(havingSaid([...ANSWERS, 'edit end']).state, '/keep').want?.type).toBe('preview');
    expect(say(havingSaid(ANSWERS).state, '/keep').replies[0]?.text).toBe('Everything is kept.');
    expect(say(havingSaid([...ANSWERS, 'edit']).state, '/keep').replies[0]?.text).toBe('Nothing is changed.');
  });

  it('/keep looks up an email again, since somebody may have been queued meanwhile', () => {
    expect(say(havingSaid([...ANSWERS, 'edit email']).state, '/keep').want).toEqual({
      type: 'checkEmail',
      email: 'dana@example.com',
    });
  });

  it.each([
    [
      '/queue',
      '“/queue” means nothing in the middle of a candidate. Here are /back, /keep and /cancel, or answer the question.',
    ],
    [
      '/',
      '“/” means nothing in the middle of a candidate. Here are /back, /keep and /cancel, or answer the question.',
    ],
    ['/start', 'A candidate is being taken in already; /cancel stops that, then /start begins again.'],
    ['/help', '/back goes one question back, /keep leaves an answer as it was, /cancel stops.'],
  ])('%s is explained at every step, and the question is asked again', (command, text) => {
    for (const [, answers] of AT_EACH_STEP) {
      const before = havingSaid(answers);
      const step = say(before.state, command);
      expect(step.replies[0]?.text).toBe(text);
      expect(step.replies[1]).toEqual(before.replies.at(-1));
      expect(step.state).toEqual(before.state);
    }
  });
});

describe('while something is being found out', () => {
  const waits = [
    [
      'the email is looked up',
      say(havingSaid(['Dana']).state, 'dana@example.com'),
      /I am looking whether dana@example\.com/,
    ],
    ['the planner is asked', say(havingSaid(ANSWERS.slice(0, 6)).state, 'EST'), /the planner is looking/],
    ['the candidate is queued', say(havingSaid(ANSWERS).state, 'yes'), /Dana Fox is being queued/],
  ] as const;

  it.each(waits)('%s: whatever is typed waits politely and loses nothing', (_, step, text) => {
    for (const typed of ['hello', '/back', '/keep', 'no', '']) {
      const told = say(step.state, typed);
      expect(told.replies[0]?.text).toMatch(/^One moment, /);
      expect(told.replies[0]?.text).toMatch(text);
      expect(told.state).toEqual(step.state);
      expect(told.want).toBeNull();
    }
  });

  it.each(waits)('%s: a restart finds the same want again', (_, step) => {
    expect(pendingWant(restarted(step.state), context())).toEqual(step.want);
    expect(openQuestion(restarted(step.state))).toBeNull();
  });

  it('an answer that was not asked for, or comes twice, changes nothing', () => {
    const events: IntakeEvent[] = [
      { type: 'emailChecked', queued: null },
      { type: 'previewed', preview: PLANNED },
      { type: 'enqueued', position: 1 },
      { type: 'enqueueRefused', why: 'late' },
    ];
    for (const [, answers] of AT_EACH_STEP) {
      const { state } = havingSaid(answers);
      for (const event of events) {
        expect(advanceIntake(restarted(state), event, context())).toEqual({
          state,
          replies: [],
          want: null,
          outcome: null,
        });
      }
    }
  });
});

describe('a chat that is picked up again', () => {
  it.each(AT_EACH_STEP)('at %s repeats the open question', (step, answers) => {
    const before = havingSaid(answers);
    const replies = resumeReplies(restarted(before.state), context());
    expect(replies).toHaveLength(2);
    expect(replies[0]?.text).toMatch(/^We were at (a new candidate|Dana Fox); \/cancel stops\.$/);
    expect(replies[1]).toEqual(before.replies.at(-1));
    expect(openQuestion(before.state)).toBe(step);
    expect(pendingWant(before.state, context())).toBeNull();
  });

  it('in the choice of what to edit repeats the list', () => {
    const before = havingSaid([...ANSWERS, 'edit']);
    expect(resumeReplies(before.state, context()).at(-1)).toEqual(before.replies.at(-1));
    expect(openQuestion(before.state)).toBe('choose');
  });
});

describe('a state that is not one of this version', () => {
  const { state } = havingSaid(ANSWERS);
  const strange: readonly [string, unknown][] = [
    ['another version', { ...state, version: 99 }],
    ['nothing', null],
    ['a list', []],
    ['an unknown step', { ...state, step: 'shoe size' }],
    ['a broken date', { ...state, answers: { ...state?.answers, start: '2026-02-30' } }],
    ['a broken slot', { ...state, answers: { ...state?.answers, weekdays: ['22:00-18:00'] } }],
    ['an unknown zone', { ...state, answers: { ...state?.answers, timeZone: 'Mars/Base' } }],
    ['a summary with an answer missing', { ...state, answers: { ...state?.answers, end: null } }],
    ['a summary without a preview', { ...state, preview: null }],
    ['an edit that has nothing to go back to', { ...state, before: { ...state?.answers, name: null } }],
    [
      'a wait that belongs to another step',
      { ...state, waiting: { for: 'emailChecked', email: 'a@example.com' } },
    ],
    ['a preview awaited in a question', { ...state, step: 'end', waiting: { for: 'previewed' } }],
  ];

  it.each(strange)('%s: ends politely and asks to start again', (_, stored) => {
    const step = advanceIntake(stored, { type: 'text', text: 'yes' }, context());
    expect(step).toMatchObject({ state: null, want: null, outcome: 'cancelled' });
    expect(step.replies[0]?.text).toMatch(/another version of the scheduler.*Nothing was queued.*\/start/);
    expect(resumeReplies(stored, context())).toEqual(step.replies);
    expect(pendingWant(stored, context())).toBeNull();
    expect(openQuestion(stored)).toBeNull();
  });
});
