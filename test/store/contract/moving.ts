import { describe, expect, it } from 'vitest';
import type { PlannedBooking } from '../../../src/store/rows.ts';
import { IllegalChange, LostLease } from '../../../src/store/store.ts';
import { type Held, type StoreUnderTest, scene } from './scene.ts';

/** Mocks that are booked already and have to be given another time or interviewer. */
export function movingContract(open: () => StoreUnderTest): void {
  const later = (booking: PlannedBooking, hours = 1): PlannedBooking => ({
    ...booking,
    start: booking.start.add({ hours }),
    end: booking.end.add({ hours }),
  });
  const move = ({ candidateId, fence }: Held, bookings: readonly PlannedBooking[]) =>
    open().store.move({
      candidateId,
      fence,
      bookings,
      summary: 'One mock is moved.',
      details: { moved: bookings.length },
    });

  describe('moving a booked mock', () => {
    it('holds the new time at once, and is over when its event was moved', async () => {
      const here = scene(open());
      const { booking, ...held } = await here.booked();
      const target = later(booking);
      expect(await move(held, [target])).toMatchObject({
        outcome: 'reserved',
        bookings: [{ id: booking.id, state: 'moving', start: target.start, eventId: booking.eventId }],
      });
      await here.confirm(held, target);
      await here.finish(held);
      expect((await here.actions(held.candidateId)).slice(-3)).toEqual(['moving', 'moved', 'scheduled']);
    });

    it('is not finished before the event was moved', async () => {
      const here = scene(open());
      const { booking, ...held } = await here.booked();
      await move(held, [later(booking)]);
      await expect(here.finish(held)).rejects.toBeInstanceOf(IllegalChange);
    });

    it('asked for twice moves once', async () => {
      const here = scene(open());
      const { booking, ...held } = await here.booked();
      const first = await move(held, [later(booking)]);
      expect(await move(held, [later(booking)])).toEqual(first);
      expect((await here.actions(held.candidateId)).filter((action) => action === 'moving')).toHaveLength(1);
    });

    it('changes nothing where somebody else holds the new time', async () => {
      const here = scene(open());
      const other = await here.booked();
      await here.finish(other);
      const { booking, ...held } = await here.booked();
      const target = { ...other.booking, id: booking.id, number: booking.number, eventId: booking.eventId };
      expect(await move(held, [target])).toMatchObject({ outcome: 'conflict' });
      const kept = await open().store.bookings({ workspace: here.workspace, candidateId: held.candidateId });
      expect(kept).toMatchObject([{ state: 'booked', start: booking.start }]);
    });

    it('is refused for a mock that is not booked, or belongs to somebody else', async () => {
      const here = scene(open());
      const { booking } = await here.booked();
      const elsewhere = scene(open());
      const held = await elsewhere.claimed();
      await expect(move(held, [later(booking)])).rejects.toBeInstanceOf(IllegalChange);
      const own = elsewhere.mock('2026-12-05T18:00:00Z');
      await elsewhere.reserve(held, [own]);
      await expect(move(held, [later(own)])).rejects.toBeInstanceOf(IllegalChange);
    });

    it('is not for a worker that lost its lease', async () => {
      const here = scene(open());
      const { booking, ...held } = await here.booked();
      open().clock.advance({ minutes: 2 });
      await here.claim('worker 2');
      await expect(move(held, [later(booking)])).rejects.toBeInstanceOf(LostLease);
    });

    it('can be taken back like any other', async () => {
      const here = scene(open());
      const { booking, ...held } = await here.booked();
      await move(held, [later(booking)]);
      await here.takeBack(held);
      await open().store.release({ ...held, bookingId: booking.id });
      await here.escalate(held);
      expect(await here.stateOf(held.candidateId)).toBe('escalated');
    });
  });
}
