import { describe, expect, it } from 'vitest';
import {
  advanceIntake,
  type IntakeStep,
  type Preview,
  type PreviewProposal,
} from '../../src/intake/intake.ts';
import { ANSWERS, context, havingSaid, PLANNED, restarted, say, tidy } from './talk.ts';

const LATER: PreviewProposal = {
  message: 'Extend the window to Tue Jan 5 (8 days more): finishes Tue Jan 5.',
  request: { window: { end: '2027-01-05' } },
};
const SATURDAYS: PreviewProposal = {
  message: "lengthen the candidate's slot on Saturdays to 10:00-15:00 (60 minutes more).",
  request: { slots: { saturday: ['10:00-15:00'] } },
};
const BACKUP: PreviewProposal = {
  message: 'Make Golf another backup for FS1.',
  edit: 'That is a change of the SOP …',
};

/** The summary of a request that cannot be, with proposals. */
function impossible(...proposals: readonly PreviewProposal[]): IntakeStep {
  const asked = say(havingSaid(ANSWERS.slice(0, 6)).state, 'EST');
  return previewed(asked, { status: 'infeasible', reasons: ['It is too short.'], proposals });
}

function previewed(asked: IntakeStep, preview: Preview): IntakeStep {
  return advanceIntake(restarted(asked.state), { type: 'previewed', preview }, context());
}

describe('a proposal', () => {
  it('is offered by its number, before the rest', () => {
    const [reply] = impossible(LATER, BACKUP).replies;
    expect(reply?.text).toContain(
      tidy(`
        What would help:
        1. Extend the window to Tue Jan 5 (8 days more): finishes Tue Jan 5.
        2. Make Golf another backup for FS1.
      `),
    );
    expect(reply?.text).toContain('apply 1 takes up a proposal and looks again');
    expect(reply?.suggestions).toEqual(['apply 1', 'apply 2', 'yes', 'edit', 'cancel']);
  });

  it.each(['apply 1', 'Apply proposal 1', 'apply #1', 'take 1', 'use the proposal 1', 'apply'])(
    '%s takes the only one up and asks the planner again',
    (text) => {
      const step = say(impossible(LATER).state, text);
      expect(step.replies.map((reply) => reply.text)).toEqual([`Taken up: ${LATER.message}`]);
      expect(step.want).toMatchObject({ type: 'preview', request: { window: { end: '2027-01-05' } } });
      const shown = previewed(step, PLANNED);
      expect(shown.replies[0]?.text).toContain('End: Tue 5 Jan 2027 (36 days)');
      expect(shown.replies[0]?.text).toContain('Possible: 13 mocks');
      expect(shown.replies[0]?.suggestions).toEqual(['yes', 'edit', 'cancel']);
    },
  );

  it('for a single day is shown in the summary and beats the slots of its group', () => {
    const taken = say(impossible(LATER, SATURDAYS).state, 'apply 2');
    expect(taken.want).toMatchObject({
      request: { slots: { weekends: ['10:00-14:00'], saturday: ['10:00-15:00'] } },
    });
    const shown = previewed(taken, PLANNED);
    expect(shown.replies[0]?.text).toContain('Weekend slots: 10:00-14:00\nSaturday slots: 10:00-15:00');
    expect(say(shown.state, 'yes').want).toMatchObject({
      type: 'enqueue',
      request: { slots: { saturday: ['10:00-15:00'] } },
    });
  });

  it('for a single day goes when the group is answered anew, and stays when that is kept', () => {
    const shown = previewed(say(impossible(SATURDAYS).state, 'apply 1'), PLANNED);
    const editing = say(shown.state, 'edit weekends');
    expect(say(editing.state, '/keep').want).toMatchObject({
      request: { slots: { saturday: ['10:00-15:00'] } },
    });
    const anew = say(editing.state, '9-12').want;
    expect(anew).toMatchObject({ request: { slots: { weekends: ['09:00-12:00'] } } });
    expect(anew).not.toHaveProperty('request.slots.saturday');
    expect(say(say(shown.state, 'edit weekdays').state, '9-12').want).toHaveProperty(
      'request.slots.saturday',
    );
  });

  it('that changes the SOP is explained and changes nothing', () => {
    const before = impossible(LATER, BACKUP);
    const step = say(before.state, 'apply 2');
    expect(step).toMatchObject({ want: null, outcome: null });
    expect(step.state).toEqual(before.state);
    expect(step.replies[0]).toEqual({
      text: 'Make Golf another backup for FS1.\nThat is a change of the SOP …',
      suggestions: ['apply 1', 'apply 2', 'yes', 'edit', 'cancel'],
    });
  });

  it.each([
    ['apply', 'Which of the 2 proposals? Say e.g. apply 1.'],
    ['apply 3', 'Which of the 2 proposals? Say e.g. apply 1.'],
    ['apply 0', 'Which of the 2 proposals? Say e.g. apply 1.'],
  ])('%s of two is asked about again', (text, answer) => {
    expect(say(impossible(LATER, BACKUP).state, text).replies[0]?.text).toBe(answer);
  });

  it('is not there where the plan is possible', () => {
    expect(say(havingSaid(ANSWERS).state, 'apply 1').replies[0]?.text).toMatch(
      /^There is no proposal to apply/,
    );
    expect(say(impossible(LATER).state, 'apply 2').replies[0]?.text).toBe('There is one proposal: apply 1.');
  });
});
