import { describe, expect, it } from 'vitest';
import { KeptExceptions } from '../../simulation/invariants/kept-exceptions.ts';
import { moveOrder } from '../../src/booking/change-order.ts';

const at = (time: string) => Temporal.Instant.from(`2026-12-01T${time}Z`);
const booking = {
  id: 'b1',
  course: 'FS1',
  number: 1,
  eventId: 'mockb1',
  interviewer: 'alpha',
  interviewerName: 'Alpha',
  interviewerEmail: 'alpha@example.com',
  role: 'main' as const,
  start: at('18:00'),
  end: at('19:00'),
};
const dragged = { ...booking, start: at('17:00'), end: at('18:00') };

function ordered({ by, stands = dragged }: { by: string; stands?: typeof booking }): KeptExceptions {
  const seen = { start: stands.start, end: stands.end, interviewer: null };
  const move = { from: booking, to: dragged, seen };
  const exceptions = new KeptExceptions();
  exceptions.afterCall({
    name: 'order_change',
    args: { p_actor: by, p_change: moveOrder('o1', [move], { request: null, variant: null }) },
  });
  return exceptions;
}

describe('an exception to the rules', () => {
  it('is a mock that people had booked where somebody dragged it', () => {
    expect(ordered({ by: 'telegram:1' }).has(dragged)).toBe(true);
  });

  it('is none any more where the mock stands elsewhere', () => {
    expect(ordered({ by: 'telegram:1' }).has(booking)).toBe(false);
  });

  it('is none where nobody was asked', () => {
    expect(ordered({ by: 'watcher' }).has(dragged)).toBe(false);
  });

  it('is none where the mock is moved to a place that the program chose', () => {
    expect(ordered({ by: 'telegram:1', stands: booking }).has(dragged)).toBe(false);
  });
});
