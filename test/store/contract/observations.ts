import { describe, expect, it } from 'vitest';
import type { JsonObject, ObservationRow, PlannedBooking, SeenInput } from '../../../src/store/rows.ts';
import { type EscalationInput, IllegalChange } from '../../../src/store/store.ts';
import { moveOf, order, placedAgain } from './ordering.ts';
import { type Held, holding, infeasible, type Scene, type StoreUnderTest, scene } from './scene.ts';

/** What is seen to be not as booked, and what becomes of it. */
export function observationContract(open: () => StoreUnderTest): void {
  const declined = ({ id }: PlannedBooking, over: Partial<SeenInput> = {}): SeenInput => ({
    bookingId: id,
    kind: 'interviewer-declined',
    key: 'alpha@example.com',
    summary: 'Alpha declined FS1 Mock1.',
    details: { interviewer: 'alpha' },
    ...over,
  });
  const moved = ({ id }: PlannedBooking): SeenInput => ({
    bookingId: id,
    kind: 'moved',
    key: '2026-12-01T19:00:00Z',
    summary: 'The event was moved.',
    details: {},
  });
  const observe = (here: Scene, candidateId: string, ...seen: SeenInput[]) =>
    here.store.observe({ candidateId, seen, actor: 'watcher 1' });
  const question = (over: Partial<EscalationInput> = {}): EscalationInput => ({
    code: 'seen',
    message: 'Alpha declined FS1 Mock1: what now?',
    reasons: [{ code: 'interviewer-declined', message: 'Alpha declined FS1 Mock1.' }],
    proposals: [
      { kind: 'move', message: 'An hour later.', order: { kind: 'move', id: 'o1' } },
      { kind: 'keep', message: 'Leave it.', order: null },
    ],
    ...over,
  });
  const ask = (here: Scene, candidateId: string, observed: readonly ObservationRow[], over = question()) =>
    here.store.ask({
      candidateId,
      question: over,
      observations: observed.map(({ id }) => id),
      actor: 'watcher 1',
    });
  const statesOf = async (here: Scene, candidateId: string) =>
    (await here.store.observations({ workspace: here.workspace, candidateId, settled: true })).map(
      ({ state }) => state,
    );
  const endingsOf = async (here: Scene, candidateId: string) =>
    (await here.store.observations({ workspace: here.workspace, candidateId, settled: true })).map(
      ({ settledHow }) => settledHow,
    );
  const openOf = (here: Scene, candidateId: string) =>
    here.store.escalations({ workspace: here.workspace, open: true, candidateId });
  const closedOf = (here: Scene, candidateId: string) =>
    here.store.escalations({ workspace: here.workspace, open: false, candidateId });

  /** Scheduled with two mocks to come. */
  const scheduled = async () => {
    const here = scene(open());
    const { candidateId, bookings } = await here.scheduledWith(
      [here.mockIn(100, { number: 1 }), here.mockIn(104, { number: 2 })],
      { name: 'Kim', chat: 'telegram:7' },
    );
    return { here, candidateId, first: bookings[0]!, second: bookings[1]! };
  };

  describe('what is not as booked', () => {
    it('is noted when it is seen first, and no more while it lasts', async () => {
      const { here, candidateId, first, second } = await scheduled();
      const rows = await observe(here, candidateId, declined(first), moved(second));
      expect(rows).toMatchObject([
        {
          ...declined(first),
          workspace: here.workspace,
          candidateId,
          state: 'open',
          tries: 0,
          seenAt: here.clock.now(),
          settledAt: null,
          settledHow: null,
          settledPlace: null,
        },
        { ...moved(second), state: 'open' },
      ]);
      here.clock.advance({ minutes: 5 });
      expect(await observe(here, candidateId, moved(second), declined(first))).toEqual(rows);
      expect(await here.store.observations({ workspace: here.workspace })).toEqual(rows);
      const told = (await here.store.audit({ workspace: here.workspace, candidateId })).slice(-2);
      expect(told).toMatchObject([
        {
          actor: 'watcher 1',
          action: 'seen',
          fromState: null,
          toState: null,
          summary: 'Alpha declined FS1 Mock1.',
          details: {
            observationId: rows[0]!.id,
            bookingId: first.id,
            kind: 'interviewer-declined',
            details: { interviewer: 'alpha' },
          },
        },
        { action: 'seen', summary: 'The event was moved.' },
      ]);
    });

    it('is settled when it is no longer so, and is something new when it comes again', async () => {
      const { here, candidateId, first } = await scheduled();
      const [before] = await observe(here, candidateId, declined(first));
      here.clock.advance({ minutes: 5 });
      expect(await observe(here, candidateId)).toEqual([]);
      const told = (await here.store.audit({ workspace: here.workspace, candidateId })).at(-1);
      expect(told).toMatchObject({
        action: 'seen-over',
        summary: 'No longer so: Alpha declined FS1 Mock1.',
        details: { observationId: before!.id, was: 'open', how: 'gone' },
      });
      const [again] = await observe(here, candidateId, declined(first));
      expect(again!.id).not.toBe(before!.id);
      expect(
        await here.store.observations({ workspace: here.workspace, candidateId, settled: true }),
      ).toMatchObject([
        { id: before!.id, state: 'settled', settledAt: here.clock.now(), settledHow: 'gone' },
        { id: again!.id, state: 'open' },
      ]);
    });

    it('is told apart by mock, kind and key, and noted once though seen twice in one look', async () => {
      const { here, candidateId, first, second } = await scheduled();
      const rows = await observe(
        here,
        candidateId,
        declined(first),
        declined(first),
        declined(second),
        declined(first, { key: 'bravo@example.com' }),
        declined(first, { kind: 'interviewer-busy' }),
      );
      expect(rows).toHaveLength(4);
    });

    it('is of the candidate’s own mocks that are held, and of nobody else’s', async () => {
      const { here, candidateId, first } = await scheduled();
      const other = await scheduled();
      expect(await observe(here, candidateId, declined(other.first))).toEqual([]);
      const cancel = { ...moveOf([first]), kind: 'cancel' };
      await order(here, candidateId, cancel);
      const held = holding(await here.claim());
      await here.store.release({ ...held, bookingId: first.id });
      await here.store.finishChange({ ...held, done: true, summary: 'Cancelled.', details: {} });
      expect(await observe(here, candidateId, declined(first))).toEqual([]);
    });

    it.each(['queued', 'scheduling', 'waiting', 'escalated', 'cancelled', 'closed'] as const)(
      'is not looked for at a %s candidate',
      async (state) => {
        const here = scene(open());
        const { candidateId } = await here.candidateIn(state);
        const before = await here.actions(candidateId);
        const [mock] = await here.store.bookings({ workspace: here.workspace, candidateId });
        expect(await observe(here, candidateId, declined(mock ?? here.mockIn(1)))).toEqual([]);
        expect(await here.actions(candidateId)).toEqual(before);
      },
    );

    it('that nobody is known for is a mistake of the asker', async () => {
      const here = scene(open());
      await expect(observe(here, 'nobody')).rejects.toMatchObject({ name: 'UserError' });
    });

    it('is listed by workspace, the newest where only some of all are wanted', async () => {
      const { here, candidateId, first, second } = await scheduled();
      await observe(here, candidateId, declined(first));
      await observe(here, candidateId, moved(second));
      const listed = (over: { settled?: boolean; limit?: number }) =>
        here.store.observations({ workspace: here.workspace, ...over });
      expect((await listed({})).map(({ kind }) => kind)).toEqual(['moved']);
      expect((await listed({ settled: true })).map(({ kind }) => kind)).toEqual([
        'interviewer-declined',
        'moved',
      ]);
      expect((await listed({ settled: true, limit: 1 })).map(({ kind }) => kind)).toEqual(['moved']);
      expect(await here.store.observations({ workspace: `${here.workspace} other`, settled: true })).toEqual(
        [],
      );
    });

    it('is settled with the sequence: when it is over, and when all of it was cancelled', async () => {
      const over = await scheduled();
      await ask(over.here, over.candidateId, await observe(over.here, over.candidateId, moved(over.second)));
      over.here.clock.advance({ hours: 200 });
      await over.here.store.closeOver({ workspace: over.here.workspace, actor: 'watcher 1' });
      expect(await endingsOf(over.here, over.candidateId)).toEqual(['closed']);
      expect(await closedOf(over.here, over.candidateId)).toMatchObject([
        { closedBy: 'watcher 1', resolution: 'all mocks are over' },
      ]);

      const { here, candidateId, first, second } = await scheduled();
      await observe(here, candidateId, moved(second), declined(first));
      await order(here, candidateId, { ...moveOf([first, second]), kind: 'cancel' });
      const held = holding(await here.claim());
      for (const { id } of [first, second]) await here.store.release({ ...held, bookingId: id });
      await here.store.finishChange({ ...held, done: true, summary: 'All cancelled.', details: {} });
      expect(await here.stateOf(candidateId)).toBe('cancelled');
      expect(await endingsOf(here, candidateId)).toEqual(['cancelled', 'cancelled']);
    });

    it('is settled when the mock begins as it is', async () => {
      const { here, candidateId, first } = await scheduled();
      await observe(here, candidateId, declined(first));
      here.clock.advance({ hours: 101 });
      await observe(here, candidateId);
      expect(await endingsOf(here, candidateId)).toEqual(['begun']);
      const told = (await here.store.audit({ workspace: here.workspace, candidateId })).at(-1);
      expect(told?.summary).toBe('The mock has begun: Alpha declined FS1 Mock1.');
    });
  });

  describe('a question about what is booked', () => {
    it('is put to people while the candidate stays scheduled', async () => {
      const { here, candidateId, first } = await scheduled();
      const rows = await observe(here, candidateId, declined(first));
      const { escalationId } = await ask(here, candidateId, rows);
      expect(await here.stateOf(candidateId)).toBe('scheduled');
      expect(await openOf(here, candidateId)).toMatchObject([
        { id: escalationId, candidateName: 'Kim', ...question() },
      ]);
      expect(await statesOf(here, candidateId)).toEqual(['asked']);
      const notices = await here.store.outbox({ workspace: here.workspace, limit: 10 });
      expect(notices.at(-1)).toMatchObject({
        chat: 'telegram:7',
        kind: 'question',
        payload: { candidateId, escalationId, summary: question().message, proposals: question().proposals },
      });
      expect((await here.store.audit({ workspace: here.workspace, candidateId })).at(-1)).toMatchObject({
        action: 'asked',
        fromState: null,
        toState: null,
        summary: question().message,
        details: { escalationId, observations: [rows[0]!.id], proposals: question().proposals },
      });
    });

    it('asked again with the same words about the same is one question; with others it takes the place of the first', async () => {
      const { here, candidateId, first, second } = await scheduled();
      const rows = await observe(here, candidateId, declined(first), moved(second));
      const asked = await ask(here, candidateId, rows);
      expect(await ask(here, candidateId, rows)).toEqual(asked);
      expect((await here.actions(candidateId)).filter((action) => action === 'asked')).toHaveLength(1);

      const anew = await ask(here, candidateId, rows.slice(1), question({ message: 'And now?' }));
      expect(anew).not.toEqual(asked);
      expect(await statesOf(here, candidateId)).toEqual(['open', 'asked']);
      expect(await openOf(here, candidateId)).toMatchObject([{ id: anew.escalationId }]);
      expect(await closedOf(here, candidateId)).toMatchObject([
        { id: asked.escalationId, closedBy: 'watcher 1', resolution: 'asked anew' },
      ]);
    });

    it('is over by itself once nothing that it is about is so any more, and not before', async () => {
      const { here, candidateId, first, second } = await scheduled();
      const { escalationId } = await ask(
        here,
        candidateId,
        await observe(here, candidateId, declined(first), moved(second)),
      );
      await observe(here, candidateId, moved(second));
      expect(await openOf(here, candidateId)).toHaveLength(1);
      await observe(here, candidateId, declined(first, { kind: 'time-off' }));
      expect(await openOf(here, candidateId)).toEqual([]);
      expect(await closedOf(here, candidateId)).toMatchObject([
        { id: escalationId, closedBy: 'watcher 1', resolution: 'no longer so' },
      ]);
      const told = await here.store.audit({ workspace: here.workspace, candidateId });
      expect(told.at(-2)).toMatchObject({ action: 'seen-over', details: { escalationId } });
    });

    it('is refused about what is settled or decided, and about somebody who is not scheduled', async () => {
      const { here, candidateId, first } = await scheduled();
      const rows = await observe(here, candidateId, declined(first));
      await observe(here, candidateId);
      await expect(ask(here, candidateId, rows)).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('no longer so'),
      });
      const again = await observe(here, candidateId, declined(first));
      await order(here, candidateId, moveOf([first]));
      await expect(ask(here, candidateId, again)).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('is queued'),
      });
      expect(await openOf(here, candidateId)).toEqual([]);
    });

    it('may be answered by leaving all as it is, which is quiet from then on while it lasts', async () => {
      const { here, candidateId, first, second } = await scheduled();
      const rows = await observe(here, candidateId, declined(first), moved(second));
      const { escalationId } = await ask(here, candidateId, rows.slice(0, 1));
      const keep = () => here.store.keepObserved({ candidateId, actor: 'Ann', note: 'Alpha comes' });
      await keep();
      await keep();
      expect(await closedOf(here, candidateId)).toMatchObject([
        { id: escalationId, closedBy: 'Ann', resolution: 'kept as it is: Alpha comes' },
      ]);
      expect(
        (await observe(here, candidateId, declined(first), moved(second))).map(({ state }) => state),
      ).toEqual(['kept', 'open']);
      expect((await here.actions(candidateId)).filter((action) => action === 'kept')).toHaveLength(1);
      await expect(ask(here, candidateId, rows.slice(0, 1))).rejects.toMatchObject({ name: 'UserError' });
      await observe(here, candidateId, moved(second));
      expect(await statesOf(here, candidateId)).toEqual(['settled', 'open']);
    });

    it('that nobody asked cannot be answered', async () => {
      const { here, candidateId, first } = await scheduled();
      await observe(here, candidateId, declined(first));
      const keep = () => here.store.keepObserved({ candidateId, actor: 'Ann', note: '' });
      await expect(keep()).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('Nothing is asked about Kim'),
      });
      await order(here, candidateId, moveOf([first]));
      await expect(keep()).rejects.toMatchObject({ name: 'UserError' });
    });
  });

  describe('a change that mends what was seen', () => {
    const finish = (here: Scene, held: Held, done: boolean) =>
      here.store.finishChange({ ...held, done, summary: 'Over.', details: {} });
    const mending = (rows: readonly ObservationRow[]): JsonObject => ({
      observations: rows.map(({ id }) => id),
      because: ['Alpha declined.'],
    });
    const carryOut = async (here: Scene, mocks: readonly PlannedBooking[]) => {
      const held = holding(await here.claim());
      await here.store.move({ ...held, bookings: mocks, summary: 'Moved.', details: {} });
      for (const mock of mocks) await here.confirm(held, mock);
      return held;
    };

    it('has it in hand until it is done, and leaves alone what it is not for', async () => {
      const { here, candidateId, first, second } = await scheduled();
      const rows = await observe(here, candidateId, declined(first), moved(second));
      await order(here, candidateId, moveOf([first], 1, mending(rows.slice(0, 1))), 'watcher 1');
      expect(await statesOf(here, candidateId)).toEqual(['mending', 'open']);
      expect((await observe(here, candidateId)).map(({ state }) => state)).toEqual(['mending', 'open']);
      const held = await carryOut(here, [placedAgain(first, 1)]);
      await finish(here, held, true);
      expect(await statesOf(here, candidateId)).toEqual(['settled', 'open']);
    });

    it('is told with how each thing was settled by it, and where the mock is booked then', async () => {
      const { here, candidateId, first, second } = await scheduled();
      const rows = await observe(
        here,
        candidateId,
        declined(first),
        moved(second),
        { ...moved(second), kind: 'edited' },
        { ...moved(first), kind: 'rule', details: { broken: ['It is too late.'] } },
      );
      const change = moveOf([first, second], 1, mending(rows));
      const [one, two] = change['bookings'] as [JsonObject, JsonObject];
      const bookings = [one, { ...two, to: two['from']!, seen: two['to']! }];
      await order(here, candidateId, { ...change, bookings }, 'watcher 1');
      const held = await carryOut(here, [placedAgain(first, 1), second]);
      await finish(here, held, true);
      const settled = await here.store.observations({
        workspace: here.workspace,
        candidateId,
        settled: true,
      });
      const { start, end } = placedAgain(first, 1);
      const place = { interviewerName: first.interviewer, start, end };
      expect(settled.map(({ kind, settledHow, settledPlace }) => [kind, settledHow, settledPlace])).toEqual([
        ['interviewer-declined', 'moved', place],
        ['moved', 'put-back', null],
        ['edited', 'put-back', null],
        ['rule', 'moved', place],
      ]);
      const told = (await here.store.audit({ workspace: here.workspace, candidateId })).at(-1);
      expect(told).toMatchObject({
        action: 'changed',
        details: {
          settled: rows.map(({ id }, index) => ({ observationId: id, how: settled[index]!.settledHow })),
        },
      });
    });

    it('that could not be carried out leaves it open, with one try more', async () => {
      const { here, candidateId, first } = await scheduled();
      const rows = await observe(here, candidateId, declined(first));
      for (const tries of [1, 2]) {
        await order(here, candidateId, moveOf([first], 1, mending(rows)), 'watcher 1');
        await finish(here, holding(await here.claim()), false);
        expect(await here.store.observations({ workspace: here.workspace })).toMatchObject([
          { id: rows[0]!.id, state: 'open', tries },
        ]);
      }
    });

    it('that a worker lets go of, for its reason is gone, leaves it open without a try, and tells nobody', async () => {
      const { here, candidateId, first } = await scheduled();
      const rows = await observe(here, candidateId, declined(first));
      const told = (await here.store.outbox({ workspace: here.workspace, limit: 100 })).length;
      await order(here, candidateId, moveOf([first], 1, mending(rows)), 'watcher 1');
      const held = holding(await here.claim());
      const letGo = () =>
        here.store.letGoOfChange({
          ...held,
          summary: 'No longer so.',
          details: { gone: ['Alpha declined.'] },
        });
      await letGo();
      await letGo();
      expect(await here.candidate(candidateId)).toMatchObject({ state: 'scheduled', change: null });
      expect(await here.store.observations({ workspace: here.workspace })).toMatchObject([
        { id: rows[0]!.id, state: 'open', tries: 0 },
      ]);
      expect(await here.store.outbox({ workspace: here.workspace, limit: 100 })).toHaveLength(told);
      const audit = await here.store.audit({ workspace: here.workspace, candidateId });
      expect(audit.filter(({ action }) => action === 'change-dropped')).toMatchObject([
        { summary: 'No longer so.', toState: 'scheduled', details: { gone: ['Alpha declined.'] } },
      ]);
      expect(await here.store.claim({ workspace: here.workspace, worker: 'w', leaseSeconds: 60 })).toBeNull();
    });

    it('that has begun is not let go of', async () => {
      const { here, candidateId, first } = await scheduled();
      const rows = await observe(here, candidateId, declined(first));
      await order(here, candidateId, moveOf([first], 1, mending(rows)), 'watcher 1');
      const held = holding(await here.claim());
      await here.store.move({ ...held, bookings: [placedAgain(first, 1)], summary: 'Moved.', details: {} });
      await expect(
        here.store.letGoOfChange({ ...held, summary: 'No longer so.', details: {} }),
      ).rejects.toBeInstanceOf(IllegalChange);
    });

    it('that is called off leaves it kept as it is', async () => {
      const { here, candidateId, first } = await scheduled();
      const rows = await observe(here, candidateId, declined(first));
      await order(here, candidateId, moveOf([first], 1, mending(rows)), 'watcher 1');
      await here.store.dropChange({ candidateId, actor: 'Ann', note: '' });
      expect(await statesOf(here, candidateId)).toEqual(['kept']);
    });

    it('that is stuck has it in hand still, until another takes its place', async () => {
      const { here, candidateId, first, second } = await scheduled();
      const rows = await observe(here, candidateId, declined(first), moved(second));
      await order(here, candidateId, moveOf([first], 1, mending(rows)), 'watcher 1');
      await here.escalate(holding(await here.claim()), { ...infeasible, code: 'change' });
      expect(await statesOf(here, candidateId)).toEqual(['mending', 'mending']);
      await here.store.retry({ candidateId, request: null, actor: 'Ann', note: '' });
      expect(await statesOf(here, candidateId)).toEqual(['mending', 'mending']);
      await here.escalate(holding(await here.claim()), { ...infeasible, code: 'change' });
      await order(here, candidateId, moveOf([first], 2, mending(rows.slice(0, 1))));
      expect(await statesOf(here, candidateId)).toEqual(['mending', 'open']);
      expect((await closedOf(here, candidateId)).at(-1)).toMatchObject({
        resolution: 'another change was ordered',
      });
    });

    it('answers the question about it; what it is not for is asked about anew', async () => {
      const { here, candidateId, first, second } = await scheduled();
      const rows = await observe(here, candidateId, declined(first), moved(second));
      const { escalationId } = await ask(here, candidateId, rows);
      await order(here, candidateId, moveOf([first], 1, mending(rows.slice(0, 1))));
      expect(await statesOf(here, candidateId)).toEqual(['mending', 'open']);
      expect(await closedOf(here, candidateId)).toMatchObject([
        { id: escalationId, closedBy: 'Ann', resolution: 'a change was ordered: Mocks are moved.' },
      ]);
    });

    it('that is no answer to a question leaves it as it is: asked the same afterwards, nobody is told anew', async () => {
      const { here, candidateId, first, second } = await scheduled();
      const [row] = await observe(here, candidateId, declined(first));
      const { escalationId } = await ask(here, candidateId, [row!]);
      const told = (await here.store.outbox({ workspace: here.workspace, limit: 100 })).length;
      await order(here, candidateId, moveOf([second], 1));
      expect(await openOf(here, candidateId)).toEqual([]);
      await finish(here, holding(await here.claim()), false);
      const later = question({
        message: 'Alpha declined FS1 Mock1: what now? It starts in 3 hours.',
        proposals: [
          { kind: 'move', message: 'An hour later.', order: { kind: 'move', id: 'o2' } },
          { kind: 'keep', message: 'Leave it.', order: null },
        ],
      });
      expect(await ask(here, candidateId, [row!], later)).toEqual({ escalationId });
      expect(await openOf(here, candidateId)).toMatchObject([
        { id: escalationId, message: later.message, proposals: later.proposals, closedAt: null },
      ]);
      expect(await statesOf(here, candidateId)).toEqual(['asked']);
      const news = (await here.store.outbox({ workspace: here.workspace, limit: 100 })).slice(told);
      expect(news.map(({ kind }) => kind)).toEqual(['unchanged']);
      expect((await here.actions(candidateId)).at(-1)).toBe('asked-still');
    });

    it('that is no answer to a question has it asked anew where the choices are others afterwards', async () => {
      const { here, candidateId, first, second } = await scheduled();
      const [row] = await observe(here, candidateId, declined(first));
      const { escalationId } = await ask(here, candidateId, [row!]);
      await order(here, candidateId, moveOf([second], 1));
      await finish(here, holding(await here.claim()), false);
      const other = question({ proposals: [{ kind: 'keep', message: 'Leave it.', order: null }] });
      const anew = await ask(here, candidateId, [row!], other);
      expect(anew).not.toEqual({ escalationId });
      const news = await here.store.outbox({ workspace: here.workspace, limit: 100 });
      expect(news.at(-1)).toMatchObject({ kind: 'question' });
    });

    it('may be ordered for what a person said to keep, which stays kept', async () => {
      const { here, candidateId, first } = await scheduled();
      const rows = await observe(here, candidateId, declined(first));
      await ask(here, candidateId, rows);
      await here.store.keepObserved({ candidateId, actor: 'Ann', note: '' });
      await order(here, candidateId, moveOf([first], 1, mending(rows)));
      expect(await statesOf(here, candidateId)).toEqual(['kept']);
    });
  });

  describe('a mock whose event was deleted by hand', () => {
    it('gets another event, at the same place or at another, and the links of the former one are forgotten', async () => {
      const { here, candidateId, first, second } = await scheduled();
      for (const [mock, hours] of [
        [first, 0],
        [second, 1],
      ] as const) {
        const newEventId = `${mock.eventId}again`;
        await order(here, candidateId, moveOf([mock], hours, {}, newEventId));
        const held = holding(await here.claim());
        const target = { ...placedAgain(mock, hours), eventId: newEventId };
        const move = () => here.store.move({ ...held, bookings: [target], summary: 'Again.', details: {} });
        const answer = await move();
        expect(await move()).toEqual(answer);
        expect(answer).toMatchObject({ outcome: 'reserved' });
        const [between] = (await here.store.bookings({ workspace: here.workspace, candidateId })).filter(
          ({ id }) => id === mock.id,
        );
        expect(between).toMatchObject({
          state: 'moving',
          start: target.start,
          eventId: newEventId,
          meetLink: null,
          htmlLink: null,
        });
        await here.confirm(held, target);
        await here.store.finishChange({ ...held, done: true, summary: 'Again.', details: {} });
      }
      expect(await here.store.bookings({ workspace: here.workspace, candidateId })).toMatchObject([
        { id: first.id, start: first.start, eventId: `${first.eventId}again`, state: 'booked' },
        { id: second.id, eventId: `${second.eventId}again`, state: 'booked' },
      ]);
    });

    it('keeps the former links while only its place is held, and learns those of the event that is made', async () => {
      const { here, candidateId, first } = await scheduled();
      const newEventId = `${first.eventId}again`;
      await order(here, candidateId, moveOf([first], 1, {}, newEventId));
      const held = holding(await here.claim());
      const target = placedAgain(first, 1);
      await here.store.move({ ...held, bookings: [target], summary: 'Again.', details: {} });
      await here.store.confirm({
        ...held,
        bookingId: first.id,
        eventId: newEventId,
        meetLink: null,
        htmlLink: 'https://calendar.example.com/again',
      });
      const [mock] = await here.store.bookings({ workspace: here.workspace, candidateId });
      expect(mock).toMatchObject({
        state: 'booked',
        eventId: newEventId,
        meetLink: null,
        htmlLink: 'https://calendar.example.com/again',
      });
    });

    it('taken back stands at its former place with its new event', async () => {
      const { here, candidateId, first } = await scheduled();
      const newEventId = `${first.eventId}again`;
      await order(here, candidateId, moveOf([first], 1, {}, newEventId));
      const held = holding(await here.claim());
      const target = { ...placedAgain(first, 1), eventId: newEventId };
      await here.store.move({ ...held, bookings: [target], summary: 'Again.', details: {} });
      // The order knows it by its former event.
      const back = { ...held, bookings: [first], why: 'The calendar refused.' };
      const answer = await here.store.takeBackChange(back);
      expect(await here.store.takeBackChange(back)).toEqual(answer);
      expect(answer).toMatchObject({ outcome: 'reserved' });
      const [mock] = await here.store.bookings({ workspace: here.workspace, candidateId });
      expect(mock).toMatchObject({ state: 'moving', start: first.start, eventId: newEventId });
    });

    it('gets no other event than the one that was ordered', async () => {
      const { here, candidateId, first, second } = await scheduled();
      await order(here, candidateId, moveOf([first], 1, {}, `${first.eventId}again`));
      const held = holding(await here.claim());
      const move = (mock: PlannedBooking) =>
        here.store.move({ ...held, bookings: [mock], summary: 'Again.', details: {} });
      for (const mock of [first, second]) {
        await expect(
          move({ ...placedAgain(mock, 1), eventId: `${second.eventId}other` }),
        ).rejects.toMatchObject({ name: 'IllegalChange' });
      }
    });
  });
}
