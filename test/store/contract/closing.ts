import { describe, expect, it } from 'vitest';
import type { MockOutcome } from '../../../src/store/rows.ts';
import { LostLease } from '../../../src/store/store.ts';
import { moveOf, order, placedAgain } from './ordering.ts';
import { holding, type Scene, type StoreUnderTest, scene } from './scene.ts';

/** What came of the mocks, and the end of a sequence. */
export function closingContract(open: () => StoreUnderTest): void {
  const mark = (bookingId: string, outcome: MockOutcome | null, note = '') =>
    open().store.markMock({ bookingId, outcome, note, actor: 'Ann' });
  const close = (here: Scene) => here.store.closeOver({ workspace: here.workspace, actor: 'watcher 1' });
  const heldOf = (here: Scene, candidateId: string) =>
    here.store.bookings({ workspace: here.workspace, candidateId });

  describe('what came of a mock', () => {
    it('is noted once it has begun, may be corrected and taken back, and every word of it is in the history', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await here.scheduledWith([here.mockIn(1, { number: 1 })]);
      const { id } = bookings[0]!;
      here.clock.advance({ hours: 1 });
      await mark(id, 'no-show', 'ill');
      await mark(id, 'no-show', 'ill');
      expect(await heldOf(here, candidateId)).toMatchObject([{ outcome: 'no-show', outcomeNote: 'ill' }]);
      await mark(id, 'held');
      expect(await heldOf(here, candidateId)).toMatchObject([{ outcome: 'held', outcomeNote: null }]);
      await mark(id, null);
      expect(await heldOf(here, candidateId)).toMatchObject([{ outcome: null, outcomeNote: null }]);
      const told = (await here.store.audit({ workspace: here.workspace, candidateId })).slice(-3);
      const { name } = await here.candidate(candidateId);
      expect(told.map(({ actor, action, summary, details }) => [actor, action, summary, details])).toEqual([
        [
          'Ann',
          'no-show',
          `${name} did not come to FS1 Mock1 with Alpha.`,
          expect.objectContaining({ bookingId: id, note: 'ill' }),
        ],
        ['Ann', 'held', 'FS1 Mock1 with Alpha was held.', expect.objectContaining({ before: 'no-show' })],
        [
          'Ann',
          'unmarked',
          'What was noted of FS1 Mock1 with Alpha was taken back.',
          expect.objectContaining({ before: 'held' }),
        ],
      ]);
    });

    it('is refused of one that has not begun, is not booked, is being changed, or that nobody knows', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await here.scheduledWith([here.mockIn(1), here.mockIn(4)]);
      const [first, second] = [bookings[0]!, bookings[1]!];
      const refused = (message: string) => ({
        name: 'UserError',
        message: expect.stringContaining(message),
        remedy: expect.any(String),
      });
      await expect(mark(first.id, 'held')).rejects.toMatchObject(refused('has not begun'));
      await expect(mark('nobody’s', 'held')).rejects.toMatchObject(refused('no mock with the id'));
      here.clock.advance({ hours: 2 });
      await order(here, candidateId, moveOf([second]));
      await expect(mark(first.id, 'held')).rejects.toMatchObject(refused('is under way'));
      await here.store.dropChange({ candidateId, actor: 'Ann', note: '' });
      await mark(first.id, 'held');

      const other = await here.claimed();
      const reserved = here.mockIn(1, { interviewerEmail: `other-${first.interviewerEmail}` });
      await here.reserve(other, [reserved]);
      here.clock.advance({ hours: 2 });
      await expect(mark(reserved.id, 'held')).rejects.toMatchObject(refused('is reserved, not booked'));
    });
  });

  describe('a sequence whose mocks are all over', () => {
    it('is not yet where somebody dragged the last mock to a later day, whatever is decided about that', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await here.scheduledWith([here.mockIn(1)]);
      const [{ id, interviewer, start, end }] = [bookings[0]!];
      const place = {
        interviewer,
        start: `${start.add({ hours: 48 })}`,
        end: `${end.add({ hours: 48 })}`,
      };
      const seen = {
        bookingId: id,
        kind: 'moved',
        key: place.start,
        summary: 'It was moved.',
        details: { place },
      };
      await here.store.observe({ candidateId, seen: [seen], actor: 'watcher 1' });
      here.clock.advance({ hours: 5 });
      expect(await close(here)).toEqual([]);
      expect(await here.stateOf(candidateId)).toBe('scheduled');
      here.clock.advance({ hours: 48 });
      expect(await close(here)).toEqual([{ candidateId }]);
    });

    it('is closed, and people are told what came of it', async () => {
      const here = scene(open());
      const mocks = [here.mockIn(1), here.mockIn(3), here.mockIn(5)];
      const { candidateId } = await here.scheduledWith(mocks, { name: 'Kim', chat: 'telegram:7' });
      here.clock.advance({ hours: 4 });
      await mark(mocks[0]!.id, 'held');
      await mark(mocks[1]!.id, 'no-show');
      expect(await close(here)).toEqual([]);
      here.clock.advance({ minutes: 150 });
      expect(await close(here)).toEqual([{ candidateId }]);
      expect(await close(here)).toEqual([]);
      expect(await here.candidate(candidateId)).toMatchObject({ state: 'closed', mocks: 3, position: null });
      expect((await here.store.audit({ workspace: here.workspace, candidateId })).at(-1)).toMatchObject({
        actor: 'watcher 1',
        action: 'closed',
        fromState: 'scheduled',
        toState: 'closed',
        summary: 'All mocks of Kim are over: 1 held, 1 missed, 1 not noted.',
      });
      const notices = await here.store.outbox({ workspace: here.workspace, limit: 10 });
      expect(notices.at(-1)).toMatchObject({
        chat: 'telegram:7',
        kind: 'closed',
        payload: {
          candidateId,
          summary: 'All mocks of Kim are over: 1 held, 1 missed, 1 not noted.',
          held: 1,
          noShow: 1,
          unmarked: 1,
        },
      });
      expect(await here.store.counts({ workspace: here.workspace })).toEqual({ closed: 1 });
    });

    it('that ended more than a month ago is closed without telling anybody', async () => {
      const here = scene(open());
      const { candidateId } = await here.candidateIn('scheduled');
      here.clock.advance({ hours: 24 * 400 });
      expect(await close(here)).toEqual([{ candidateId }]);
      const notices = await here.store.outbox({ workspace: here.workspace, limit: 10 });
      expect(notices.map(({ kind }) => kind)).toEqual(['scheduled']);
    });

    it('is left alone in other workspaces, and while it is being changed', async () => {
      const here = scene(open());
      const { candidateId, bookings } = await here.scheduledWith([here.mockIn(1)]);
      await order(here, candidateId, moveOf(bookings));
      here.clock.advance({ hours: 9 });
      expect(await close(scene(open()))).toEqual([]);
      expect(await close(here)).toEqual([]);
      await here.store.dropChange({ candidateId, actor: 'Ann', note: '' });
      expect(await close(here)).toEqual([{ candidateId }]);
    });

    it('may still be noted, and the person may come again', async () => {
      const here = scene(open());
      const { candidateId } = await here.candidateIn('closed');
      const [mock] = await heldOf(here, candidateId);
      await mark(mock!.id, 'held');
      expect(await here.stateOf(candidateId)).toBe('closed');
      const again = await here.enqueue({ email: (await here.candidate(candidateId)).email });
      expect(await here.stateOf(again)).toBe('queued');
    });
  });

  describe('a mock that was missed', () => {
    /** Closed, with one mock held and one missed. */
    async function missed(here: Scene) {
      const mocks = [here.mockIn(1), here.mockIn(3)] as const;
      const { candidateId } = await here.scheduledWith(mocks);
      here.clock.advance({ hours: 6 });
      await mark(mocks[0].id, 'held');
      await mark(mocks[1].id, 'no-show', 'overslept');
      await close(here);
      return { candidateId, held: mocks[0], mock: mocks[1], again: placedAgain(mocks[1], 48) };
    }

    it('may be given again to somebody who was closed, and is to come from then on', async () => {
      const here = scene(open());
      const { candidateId, mock, again } = await missed(here);
      expect(await order(here, candidateId, moveOf([mock], 48))).toEqual({ position: 1 });
      const held = holding(await here.claim());
      await here.store.move({ ...held, bookings: [again], summary: 'Again.', details: {} });
      await here.confirm(held, again);
      const finish = () => here.store.finishChange({ ...held, done: true, summary: 'Done.', details: {} });
      await finish();
      expect(await here.stateOf(candidateId)).toBe('scheduled');
      expect(await heldOf(here, candidateId)).toMatchObject([
        { outcome: 'held' },
        { id: mock.id, start: again.start, outcome: null, outcomeNote: null },
      ]);
      expect(await close(here)).toEqual([]);
      here.clock.advance({ hours: 60 });
      expect(await close(here)).toEqual([{ candidateId }]);
      // The worker had not heard that it was done.
      await finish();
      expect((await here.actions(candidateId)).filter((action) => action === 'changed')).toHaveLength(1);
      await expect(here.store.heartbeat({ ...held, leaseSeconds: 60 })).rejects.toBeInstanceOf(LostLease);
    });

    it('stays missed where it could not be given again, and the candidate is closed once more, which is no news', async () => {
      const here = scene(open());
      const { candidateId, mock, again } = await missed(here);
      const closings = async () =>
        (await here.store.outbox({ workspace: here.workspace, limit: 100 })).filter(
          ({ kind }) => kind === 'closed',
        ).length;
      const told = await closings();
      await order(here, candidateId, moveOf([mock], 48));
      const held = holding(await here.claim());
      await here.store.move({ ...held, bookings: [again], summary: 'Again.', details: {} });
      await here.store.takeBackChange({ ...held, bookings: [mock], why: 'The calendar refused.' });
      await here.confirm(held, mock);
      await here.store.finishChange({ ...held, done: false, summary: 'Not possible.', details: {} });
      expect(await heldOf(here, candidateId)).toMatchObject([
        { outcome: 'held' },
        { start: mock.start, outcome: 'no-show', outcomeNote: 'overslept' },
      ]);
      expect(await close(here)).toEqual([{ candidateId }]);
      expect([told, await closings()]).toEqual([1, 1]);
    });

    it('is the only thing that opens somebody who is closed', async () => {
      const here = scene(open());
      const { candidateId, held, mock } = await missed(here);
      const refused = {
        name: 'UserError',
        message: expect.stringContaining('is closed'),
        remedy: expect.stringContaining('missed'),
      };
      await expect(order(here, candidateId, moveOf([held]))).rejects.toMatchObject(refused);
      await expect(order(here, candidateId, { ...moveOf([mock]), kind: 'cancel' })).rejects.toMatchObject(
        refused,
      );
      expect(await here.stateOf(candidateId)).toBe('closed');
    });
  });
}
