import { describe, expect, it } from 'vitest';
import type { BookingRow, JsonObject, PlannedBooking } from '../../../src/store/rows.ts';
import { IllegalChange, LostLease } from '../../../src/store/store.ts';
import { type Held, holding, infeasible, type Scene, type StoreUnderTest, scene } from './scene.ts';

/** What is booked is cancelled or moved by order of a person, carried out by a worker. */
export function changeContract(open: () => StoreUnderTest): void {
  let orders = 0;
  const newId = () => {
    orders += 1;
    return `order ${orders}`;
  };
  const placeOf = ({ start, end, interviewer }: PlannedBooking): JsonObject => ({
    start: start.toString(),
    end: end.toString(),
    interviewer,
  });
  const cancelOf = (bookings: readonly PlannedBooking[], id = newId()): JsonObject => ({
    id,
    kind: 'cancel',
    bookings: bookings.map((booking) => ({ id: booking.id, from: placeOf(booking) })),
  });
  const later = (booking: PlannedBooking, hours = 1): PlannedBooking => ({
    ...booking,
    start: booking.start.add({ hours }),
    end: booking.end.add({ hours }),
  });
  const moveOf = (bookings: readonly PlannedBooking[], more: JsonObject = {}): JsonObject => ({
    id: newId(),
    kind: 'move',
    bookings: bookings.map((booking) => ({
      id: booking.id,
      from: placeOf(booking),
      to: placeOf(later(booking)),
    })),
    ...more,
  });
  const order = (candidateId: string, change: JsonObject, chat: string | null = null) =>
    open().store.orderChange({ candidateId, change, summary: 'A change is ordered.', actor: 'Ann', chat });
  const finish = ({ candidateId, fence }: Held, done = true) =>
    open().store.finishChange({ candidateId, fence, done, summary: 'It is done.', details: { mocks: 1 } });
  const move = ({ candidateId, fence }: Held, bookings: readonly PlannedBooking[]) =>
    open().store.move({ candidateId, fence, bookings, summary: 'Moved as ordered.', details: {} });
  const heldOf = (here: Scene, candidateId: string) =>
    open().store.bookings({ workspace: here.workspace, candidateId });

  /** Scheduled with so many mocks of an hour and a half, two hours apart. */
  async function scheduled(here: Scene, mocks = 2, day = '2026-12-01') {
    const held = await here.claimed();
    const first = Temporal.Instant.from(`${day}T08:00:00Z`);
    const bookings = Array.from({ length: mocks }, (_, index) =>
      here.mock(first.add({ hours: 2 * index }).toString()),
    );
    await here.reserve(held, bookings);
    for (const booking of bookings) await here.confirm(held, booking);
    await here.finish(held);
    return { candidateId: held.candidateId, bookings };
  }

  /** The change ordered and claimed. */
  async function claimedWith(here: Scene, candidateId: string, change: JsonObject): Promise<Held> {
    await order(candidateId, change);
    return holding(await here.claim());
  }

  describe('a change to what is booked', () => {
    it('takes the candidate to the head of the queue, with the bookings as they are and the order in hand', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      await here.enqueue();
      await here.enqueue();
      const change = cancelOf(bookings.slice(1));
      expect(await order(candidateId, change, 'telegram:7')).toEqual({ position: 1 });
      const { candidates } = await open().store.queue({ workspace: here.workspace });
      expect(candidates.map(({ id, position }) => [id, position])[0]).toEqual([candidateId, 1]);
      const claim = await here.claim();
      expect(claim.candidate).toMatchObject({
        id: candidateId,
        chat: 'telegram:7',
        change: { ...change, phase: 'ordered' },
        mocks: 2,
        booked: 2,
      });
      expect(claim.bookings.map(({ state }) => state)).toEqual(['booked', 'booked']);
    });

    it('is carried out after those that were ordered before', async () => {
      const here = scene(open());
      const first = await scheduled(here);
      const second = await scheduled(here, 2, '2026-12-02');
      await order(first.candidateId, cancelOf(first.bookings));
      expect(await order(second.candidateId, cancelOf(second.bookings))).toEqual({ position: 2 });
    });

    it('ordered twice is ordered once, also when it is over by then', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      const change = cancelOf(bookings.slice(1));
      await order(candidateId, change);
      expect(await order(candidateId, change)).toEqual({ position: 1 });
      const held = holding(await here.claim());
      await open().store.release({ ...held, bookingId: bookings[1]!.id });
      await finish(held);
      expect(await order(candidateId, change)).toEqual({ position: null });
      expect(await here.stateOf(candidateId)).toBe('scheduled');
      expect((await here.actions(candidateId)).filter((action) => action === 'change-ordered')).toHaveLength(
        1,
      );
    });

    it('is refused while another one is not over', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      await order(candidateId, cancelOf(bookings));
      const refused = { name: 'UserError', message: expect.stringContaining('ordered already') };
      await expect(order(candidateId, cancelOf(bookings))).rejects.toMatchObject(refused);
      const held = holding(await here.claim());
      await expect(order(candidateId, cancelOf(bookings))).rejects.toMatchObject(refused);
      await here.wait(held);
      await expect(order(candidateId, cancelOf(bookings))).rejects.toMatchObject(refused);
    });

    it('is refused where the bookings are not as the person saw them', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      const stale = { name: 'UserError', message: expect.stringContaining('has changed since') };
      await expect(order(candidateId, cancelOf([later(bookings[0]!)]))).rejects.toMatchObject(stale);
      await expect(order(candidateId, cancelOf([here.mock('2026-12-09T08:00:00Z')]))).rejects.toMatchObject(
        stale,
      );
      expect(await here.stateOf(candidateId)).toBe('scheduled');
    });

    it.each(['queued', 'scheduling', 'waiting', 'escalated', 'cancelled'] as const)(
      'is refused for a %s candidate without bookings',
      async (state) => {
        const here = scene(open());
        const { candidateId } = await here.candidateIn(state);
        await expect(order(candidateId, cancelOf([]))).rejects.toMatchObject({
          name: 'UserError',
          message: expect.stringContaining(`is ${state}`),
          remedy: expect.any(String),
        });
      },
    );

    it('is refused where the same person is in the queue anew', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      await here.enqueue({ email: (await here.candidate(candidateId)).email });
      await expect(order(candidateId, cancelOf(bookings))).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('another candidate'),
      });
    });

    it('may give up a candidate who waits in the middle of being booked, but only as a whole', async () => {
      const here = scene(open());
      const held = await here.claimed();
      const bookings = [here.mock('2026-12-01T08:00:00Z'), here.mock('2026-12-01T12:00:00Z')];
      await here.reserve(held, bookings);
      await here.confirm(held, bookings[0]!);
      await here.wait(held);
      await expect(order(held.candidateId, cancelOf(bookings.slice(1)))).rejects.toMatchObject({
        name: 'UserError',
      });
      const again = await claimedWith(here, held.candidateId, cancelOf(bookings));
      for (const { id } of bookings) await open().store.release({ ...again, bookingId: id });
      await finish(again);
      expect(await here.stateOf(held.candidateId)).toBe('cancelled');
    });

    it('makes somebody who is known only by events typed by hand a candidate with nothing but that', async () => {
      const here = scene(open());
      const candidateId = `typed ${here.workspace}`;
      const person = { workspace: here.workspace, name: 'Kim', email: 'kim@example.com', timeZone: 'UTC' };
      const change = { ...cancelOf([]), typed: [{ eventId: 'e1', title: 'Kim : Alpha FS1 Mock1' }] };
      const input = { candidateId, change, summary: 'Ordered.', actor: 'Ann', chat: 'terminal', person };
      expect(await open().store.orderChange(input)).toEqual({ position: 1 });
      expect(await open().store.orderChange(input)).toEqual({ position: 1 });
      await expect(
        open().store.orderChange({ ...input, candidateId: `${candidateId} 2` }),
      ).rejects.toMatchObject({
        name: 'UserError',
      });
      const claim = await here.claim();
      expect(claim.candidate).toMatchObject({
        name: 'Kim',
        email: 'kim@example.com',
        change: { kind: 'cancel' },
      });
      await finish(holding(claim));
      expect(await here.stateOf(candidateId)).toBe('cancelled');
    });
  });

  describe('cancelling mocks by a change', () => {
    it('frees their time one by one, and leaves the candidate scheduled with the others', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here, 3);
      const held = await claimedWith(here, candidateId, cancelOf(bookings.slice(1)));
      for (const { id } of bookings.slice(1)) {
        await open().store.release({ ...held, bookingId: id });
        await open().store.release({ ...held, bookingId: id });
      }
      await finish(held);
      expect(await here.candidate(candidateId)).toMatchObject({ state: 'scheduled', mocks: 1, change: null });
      expect((await heldOf(here, candidateId)).map(({ id }) => id)).toEqual([bookings[0]!.id]);
      expect((await here.actions(candidateId)).slice(-3)).toEqual(['released', 'released', 'changed']);
      const notices = await open().store.outbox({ workspace: here.workspace, limit: 10 });
      expect(notices.at(-1)).toMatchObject({
        kind: 'changed',
        payload: { summary: 'It is done.', mocks: 1 },
      });
    });

    it('frees no mock that was not ordered to be cancelled', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      const held = await claimedWith(here, candidateId, cancelOf(bookings.slice(1)));
      await expect(open().store.release({ ...held, bookingId: bookings[0]!.id })).rejects.toBeInstanceOf(
        IllegalChange,
      );
    });

    it('ends with a cancelled candidate where no mock is left', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      const held = await claimedWith(here, candidateId, cancelOf(bookings));
      for (const { id } of bookings) await open().store.release({ ...held, bookingId: id });
      await finish(held);
      await finish(held);
      expect(await here.candidate(candidateId)).toMatchObject({ state: 'cancelled', mocks: 0, change: null });
      expect((await here.actions(candidateId)).filter((action) => action === 'changed')).toHaveLength(1);
    });
  });

  describe('moving mocks by a change', () => {
    it('ends with the new places, and with the request and variant that they were planned by', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      const request = {
        candidate: { timeZone: 'Asia/Kolkata' },
        window: { start: '2026-12-01', end: '2027-01-31' },
      };
      const held = await claimedWith(
        here,
        candidateId,
        moveOf(bookings.slice(1), { request, variant: null }),
      );
      const target = later(bookings[1]!);
      await move(held, [target]);
      expect(await here.candidate(candidateId)).toMatchObject({ change: { phase: 'moving' } });
      await expect(finish(held)).rejects.toBeInstanceOf(IllegalChange);
      await here.confirm(held, target);
      await finish(held);
      expect(await here.candidate(candidateId)).toMatchObject({
        state: 'scheduled',
        request,
        timeZone: 'Asia/Kolkata',
        variant: null,
      });
      expect((await heldOf(here, candidateId))[1]).toMatchObject({ state: 'booked', start: target.start });
    });

    it('is told mock by mock with what was changed: the time, the interviewer, both, or only the event', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here, 4);
      const [time, person, both, event] = bookings as [BookingRow, BookingRow, BookingRow, BookingRow];
      const bravo = { interviewer: 'bravo', interviewerName: 'Bravo', interviewerEmail: 'bravo@example.com' };
      const after = [
        later(time, 24),
        { ...person, ...bravo },
        { ...later(both, 24), ...bravo },
        { ...event, eventId: 'new' },
      ];
      const change = moveOf(bookings);
      const ordered = (change['bookings'] as JsonObject[]).map((mock, index) => ({
        ...mock,
        to: placeOf(after[index]!),
        eventId: bookings[index]!.eventId,
        newEventId: after[index]!.eventId === 'new' ? 'new' : null,
      }));
      const held = await claimedWith(here, candidateId, { ...change, bookings: ordered });
      await move(held, after);
      for (const booking of after) await here.confirm(held, booking);
      const told = (await open().store.audit({ workspace: here.workspace, candidateId })).slice(-4);
      const { interviewerName: alpha } = time;
      expect(told.map(({ action }) => action)).toEqual(Array(4).fill('moved'));
      expect(told.map(({ summary }) => summary.replace(/^\S+ Mock\d+ /, ''))).toEqual([
        `stands at its new time, with ${alpha} as before, in the calendar.`,
        `stands at the same time, with Bravo in place of ${person.interviewer}, in the calendar.`,
        `stands at its new time, with Bravo in place of ${both.interviewer}, in the calendar.`,
        `stands as booked, with ${alpha}, in the calendar again, as a new event.`,
      ]);
    });

    it('can be taken back: the former places are held again, and why is remembered for whoever goes on', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      const change = moveOf(bookings, { request: { window: {} }, variant: null });
      const held = await claimedWith(here, candidateId, change);
      await move(
        held,
        bookings.map((booking) => later(booking)),
      );
      await here.confirm(held, later(bookings[0]!));
      const back = { ...held, bookings, why: 'The second event is gone.' };
      const answer = await open().store.takeBackChange(back);
      expect(await open().store.takeBackChange(back)).toEqual(answer);
      expect(answer).toMatchObject({
        outcome: 'reserved',
        bookings: bookings.map(({ start }) => ({ start, state: 'moving' })),
      });
      open().clock.advance({ minutes: 2 });
      const claim = await here.claim('worker 2');
      expect(claim.candidate.change).toMatchObject({ phase: 'takingBack', why: 'The second event is gone.' });
      for (const booking of claim.bookings) await here.confirm(holding(claim), booking);
      const before = await here.candidate(candidateId);
      const told = (await open().store.audit({ workspace: here.workspace, candidateId })).at(-1);
      expect(told?.summary).toMatch(/ stands with \S+ in the calendar as before the change\.$/);
      await finish(holding(claim), false);
      const after = await here.candidate(candidateId);
      expect(after).toMatchObject({ state: 'scheduled', request: before.request, variant: before.variant });
      const notices = await open().store.outbox({ workspace: here.workspace, limit: 10 });
      expect(notices.at(-1)).toMatchObject({ kind: 'unchanged' });
    });

    it('cannot be taken back where somebody else has a former time by then', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      const held = await claimedWith(here, candidateId, moveOf(bookings));
      await move(
        held,
        bookings.map((booking) => later(booking, 24)),
      );
      const elsewhere = scene(open());
      const other = await elsewhere.claimed();
      await elsewhere.reserve(other, [
        elsewhere.mock(bookings[0]!.start.toString(), { interviewerEmail: bookings[0]!.interviewerEmail }),
      ]);
      expect(await open().store.takeBackChange({ ...held, bookings, why: 'No.' })).toMatchObject({
        outcome: 'conflict',
      });
      expect(await here.candidate(candidateId)).toMatchObject({ change: { phase: 'moving' } });
    });

    it('is not taken back before it was begun, nor by a worker that lost its lease', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      const held = await claimedWith(here, candidateId, moveOf(bookings));
      const back = { ...held, bookings, why: 'No.' };
      await expect(open().store.takeBackChange(back)).rejects.toBeInstanceOf(IllegalChange);
      open().clock.advance({ minutes: 2 });
      await here.claim('worker 2');
      await expect(open().store.takeBackChange(back)).rejects.toBeInstanceOf(LostLease);
      await expect(finish(held)).rejects.toBeInstanceOf(LostLease);
    });

    it('never takes the whole plan back', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      const held = await claimedWith(here, candidateId, moveOf(bookings));
      await expect(here.takeBack(held)).rejects.toBeInstanceOf(IllegalChange);
    });
  });

  describe('a change that is stuck', () => {
    const stuck = async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      const held = await claimedWith(here, candidateId, cancelOf(bookings));
      await open().store.release({ ...held, bookingId: bookings[0]!.id });
      await here.escalate(held, { ...infeasible, code: 'change' });
      return { here, candidateId, bookings, held };
    };

    it('is escalated with the mocks that stand, and tried again at the head of the queue', async () => {
      const { here, candidateId, bookings } = await stuck();
      expect(await here.candidate(candidateId)).toMatchObject({ state: 'escalated', mocks: 1 });
      await here.enqueue();
      await open().store.retry({ candidateId, request: null, actor: 'Ann', note: '' });
      const claim = await here.claim();
      expect(claim.candidate).toMatchObject({ id: candidateId, change: { kind: 'cancel' } });
      expect(claim.bookings.map(({ id }) => id)).toEqual([bookings[1]!.id]);
    });

    it('is not tried again with an edited request', async () => {
      const { candidateId } = await stuck();
      await expect(
        open().store.retry({ candidateId, request: { window: {} }, actor: 'Ann', note: '' }),
      ).rejects.toMatchObject({ name: 'UserError' });
    });

    it('can be called off: what is booked stays, and the escalation is closed', async () => {
      const { here, candidateId } = await stuck();
      await expect(
        open().store.cancel({ candidateId, actor: 'Ann', note: 'moved away' }),
      ).rejects.toMatchObject({
        name: 'UserError',
        remedy: expect.stringContaining('Call the change off'),
      });
      await open().store.dropChange({ candidateId, actor: 'Ann', note: 'Let it be.' });
      expect(await here.candidate(candidateId)).toMatchObject({ state: 'scheduled', mocks: 1, change: null });
      const closed = await open().store.escalations({ workspace: here.workspace, open: false, candidateId });
      expect(closed).toMatchObject([{ closedBy: 'Ann', resolution: 'called off: Let it be.' }]);
    });

    it('can be replaced by another one', async () => {
      const { here, candidateId, bookings } = await stuck();
      const target = later(bookings[1]!);
      const held = await claimedWith(here, candidateId, moveOf(bookings.slice(1)));
      expect(
        await open().store.escalations({ workspace: here.workspace, open: true, candidateId }),
      ).toHaveLength(0);
      await move(held, [target]);
      await here.confirm(held, target);
      await finish(held);
      expect(await here.stateOf(candidateId)).toBe('scheduled');
    });

    it('cannot be called off, nor replaced by one that leaves it so, while a mock is between two places', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      const held = await claimedWith(here, candidateId, moveOf(bookings));
      const targets = bookings.map((booking) => later(booking, 24));
      const moved = await move(held, targets);
      if (moved.outcome === 'conflict') throw new Error(moved.message);
      await here.confirm(held, targets[0]!);
      await here.escalate(held);
      await expect(open().store.dropChange({ candidateId, actor: 'Ann', note: '' })).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('half done'),
      });
      const [first, second] = moved.bookings as readonly [BookingRow, BookingRow];
      await expect(order(candidateId, cancelOf([first]))).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('between two places'),
      });
      const again = await claimedWith(here, candidateId, cancelOf([second]));
      await open().store.release({ ...again, bookingId: second.id });
      await finish(again);
      expect(await here.candidate(candidateId)).toMatchObject({ state: 'scheduled', mocks: 1, booked: 1 });
    });

    it('can be called off before it is begun, and not while a worker has it', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await scheduled(here);
      await order(candidateId, cancelOf(bookings));
      await open().store.dropChange({ candidateId, actor: 'Ann', note: '' });
      expect(await here.candidate(candidateId)).toMatchObject({ state: 'scheduled', mocks: 2 });
      await claimedWith(here, candidateId, cancelOf(bookings));
      const drop = open().store.dropChange({ candidateId, actor: 'Ann', note: '' });
      await expect(drop).rejects.toMatchObject({ name: 'UserError' });
    });

    it('that does not exist cannot be called off', async () => {
      const here = scene(open());
      const { candidateId } = await scheduled(here);
      await expect(open().store.dropChange({ candidateId, actor: 'Ann', note: '' })).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('No change'),
      });
    });
  });
}
