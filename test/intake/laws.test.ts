import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advanceIntake,
  beginIntake,
  type IntakeEvent,
  type IntakeState,
  type IntakeStep,
} from '../../src/intake/intake.ts';
import { ANSWERS, context, granted, havingSaid, PLANNED, restarted, say } from './talk.ts';

const NOW = context();
const EVERY_STEP = [
  ...ANSWERS.map((_, index) => ANSWERS.slice(0, index)),
  ANSWERS,
  [...ANSWERS, 'edit'],
  [...ANSWERS, 'edit end'],
  [...ANSWERS, 'slot zone'],
].map((answers) => havingSaid(answers).state);

/** What people, keyboards and strangers send. */
const typed = fc.oneof(
  fc.constantFrom(
    ...ANSWERS,
    ...[
      'yes',
      'edit',
      'edit start',
      'edit slots',
      'their time',
      'none',
      'same',
      '/back',
      '/keep',
      '/help',
      '/queue',
    ],
    ...[
      '4 Jan',
      '2 weeks',
      'tomorrow',
      '9-12, 4pm-7pm EST',
      'IST',
      'eve@example.com',
      '',
      '3',
      'Zone of the slots',
      'apply 1',
      'apply 2',
    ],
  ),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.stringMatching(/^[0-9apm:,\-/ ]{0,40}$/),
);

const event: fc.Arbitrary<IntakeEvent> = fc.oneof(
  { weight: 8, arbitrary: typed.map((text) => ({ type: 'text', text }) as const) },
  {
    weight: 1,
    arbitrary: fc.constant({ type: 'emailChecked', queued: { name: 'Eve', state: 'queued' } } as const),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'previewed', preview: PLANNED } as const) },
  {
    weight: 2,
    arbitrary: fc.constant({
      type: 'previewed',
      preview: {
        status: 'infeasible',
        reasons: [],
        proposals: [
          {
            message: 'begin earlier',
            request: { window: { start: '2026-11-23' }, slots: { sunday: ['09:00-12:00'] } },
          },
          { message: 'change the SOP', edit: 'there' },
        ],
      },
    } as const),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'enqueueRefused', why: 'the store is away' } as const) },
);

/** Tells the events one after another and grants every want, until the conversation is over. */
function tell(events: readonly IntakeEvent[], each: (before: IntakeState, step: IntakeStep) => void): void {
  let state = beginIntake(NOW).state;
  for (const told of events) {
    for (let next: IntakeEvent | null = told; next !== null && state !== null; ) {
      const before: IntakeState = restarted(state);
      const step: IntakeStep = advanceIntake(before, next, NOW);
      each(before, step);
      state = step.state;
      next = granted(step);
    }
  }
}

describe('whatever is said', () => {
  it('no text makes a step fail, and a text always gets an answer, a want or an end', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EVERY_STEP), typed, (state, text) => {
        const step = say(state, text);
        expect(step.replies.length + (step.want === null ? 0 : 1)).toBeGreaterThan(0);
        for (const reply of step.replies) expect(reply.text).not.toBe('');
      }),
      { numRuns: 1000 },
    );
  });

  it('a text of 5,000 characters of any kind is answered at once, in a message of ordinary length', () => {
    const long = fc.oneof(
      fc.string({ unit: 'binary', minLength: 5000, maxLength: 5000 }),
      fc
        .constantFrom('9-12,', 'a', '👍', 'in the ', '- ', '1 ', 'a@', '/', 'to ', 'edit ', '\n', 'between ')
        .map((part) => part.repeat(5000 / part.length)),
    );
    const began = performance.now();
    fc.assert(
      fc.property(fc.constantFrom(...EVERY_STEP), long, (state, text) => {
        for (const reply of say(state, text).replies) expect(reply.text.length).toBeLessThan(2000);
      }),
      { numRuns: 200 },
    );
    expect((performance.now() - began) / 200).toBeLessThan(50);
  });

  it('no answer that was given is lost, and each step leaves a state that a restart can read', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        tell(events, (before, { state, outcome }) => {
          if (state === null) {
            expect(outcome).not.toBeNull();
            return;
          }
          expect(outcome).toBeNull();
          expect(restarted(state)).toEqual(state);
          for (const [name, given] of Object.entries(before.answers)) {
            if (given !== null) expect(state.answers, name).not.toHaveProperty(name, null);
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('nothing is queued whose window is wrong or which has no slots', () => {
    const queued = fc.array(fc.oneof(typed, fc.constantFrom(...ANSWERS, 'yes')), { maxLength: 12 });
    fc.assert(
      fc.property(queued, (texts) => {
        const told = [...ANSWERS, ...texts, 'yes'].map((text) => ({ type: 'text', text }) as const);
        tell(told, (_, { want }) => {
          if (want?.type !== 'enqueue') return;
          const { window, slots, candidate } = want.request;
          expect(window.start >= '2026-11-22' && window.start <= window.end).toBe(true);
          expect((slots['weekdays'] ?? slots['weekends'] ?? []).length).toBeGreaterThan(0);
          expect(candidate.name).not.toBe('');
        });
      }),
      { numRuns: 200 },
    );
  });
});
