import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/store/rows.ts';
import { holding, infeasible, noSlots, type StoreUnderTest, scene } from './scene.ts';

/** Words that a name, an address or a text may be made of to lead a careless replacement astray. */
const pieces = fc.constantFrom(
  ...[
    'Ann',
    'ann',
    'O’Neil',
    'Alpha',
    'a',
    'in',
    '{',
    '}',
    '{{',
    '{candidate}',
    '{email}',
    '{email 2}',
    '{candidate',
  ],
  ...[
    '{personal}',
    '"',
    '\\',
    '\\n',
    '\n',
    '.',
    '*',
    '(',
    ')',
    '[',
    '$1',
    '\\1',
    '&',
    ' ',
    '@',
    'é',
    'ß',
    '李',
    '🦊',
    'null',
  ],
);
const name = fc.array(pieces, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));

export function personContract(open: () => StoreUnderTest): void {
  describe('a person', () => {
    const known = { name: 'Ann Lee', email: '' };
    /** Ann, who was scheduled after an escalation and a retry, and whose mock is over. */
    const ann = async () => {
      const here = scene(open());
      const email = `Ann.Lee-${here.workspace.slice(10)}@Example.com`;
      const candidateId = await here.enqueue({ ...known, email });
      await here.escalate(holding(await here.claim()), {
        ...infeasible,
        message: `Ann Lee <${email.toLowerCase()}> has no free evening.`,
        proposals: [
          {
            kind: 'window',
            message: 'A week more for Ann Lee.',
            change: { request: { candidate: { name: 'Ann Lee', email, timeZone: 'Asia/Tokyo' } } },
          },
        ],
      });
      await here.store.retry({
        candidateId,
        request: {
          ...noSlots,
          candidate: { name: 'Ann Lee-Fox', email, timeZone: 'Asia/Tokyo' },
        },
        actor: 'Bob',
        note: 'her sister called',
      });
      const held = holding(await here.claim());
      const booking = here.mock(here.clock.now().add({ hours: 48 }).toString());
      await here.reserve(held, [booking]);
      await here.confirm(held, booking);
      await here.finish(held);
      const place = { workspace: here.workspace, key: 'terminal' };
      await here.store.saveConversation({
        ...place,
        state: { answers: { name: 'Ann', email: email.toUpperCase() } },
        version: 0,
      });
      return { ...here, candidateId, email, booking, place };
    };
    const theMocksAreOver = (here: { clock: StoreUnderTest['clock'] }) =>
      here.clock.advance({ hours: 24 * 30 });
    const traces = /Ann Lee|Ann\.Lee|Fox|Tokyo|sister/i;

    it('is told all that is known: the candidate, the mocks, the notices and the whole history', async () => {
      const { store, workspace, candidateId, email, booking, place } = await ann();
      const found = await store.exportPerson({ workspace: null, email: email.toLowerCase() });
      expect(found.candidates).toMatchObject([
        {
          id: candidateId,
          workspace,
          name: 'Ann Lee-Fox',
          email,
          time_zone: 'Asia/Tokyo',
          state: 'scheduled',
        },
      ]);
      expect(found.candidates[0]?.['known_as']).toEqual(
        expect.arrayContaining(['Ann Lee', 'Ann Lee-Fox', email]),
      );
      expect(found.bookings).toMatchObject([
        { id: booking.id, candidate_name: 'Ann Lee-Fox', state: 'booked' },
      ]);
      expect(found.escalations).toMatchObject([
        { message: `Ann Lee <${email.toLowerCase()}> has no free evening.`, closed_by: 'Bob' },
      ]);
      expect(found.notices.map((notice) => notice['kind'])).toEqual(['escalated', 'scheduled']);
      expect(found.conversations).toMatchObject([place]);
      const audit = await store.audit({ workspace, candidateId });
      expect(found.audit.map(({ id, summary, details }) => ({ id, summary, details }))).toEqual(
        audit.map(({ id, summary, details }) => ({ id, summary, details })),
      );
    });

    it('is looked up whole, in one workspace or in all', async () => {
      const { store, workspace, email } = await ann();
      expect((await store.exportPerson({ workspace, email })).candidates).toHaveLength(1);
      for (const nothing of [
        { workspace: `${workspace} other`, email },
        { workspace: null, email: email.slice(1) },
      ]) {
        expect(await store.exportPerson(nothing)).toEqual({
          email: nothing.email,
          candidates: [],
          bookings: [],
          escalations: [],
          observations: [],
          notices: [],
          conversations: [],
          audit: [],
        });
      }
    });

    it('who is forgotten is nowhere any more, and what was done is still told', async () => {
      const here = await ann();
      const { store, workspace, candidateId, email, booking } = here;
      const before = await store.audit({ workspace, candidateId });
      expect(JSON.stringify(before)).toMatch(traces);
      theMocksAreOver(here);

      const forgotten = await store.forgetPerson({ email: email.toUpperCase(), actor: 'Bob' });
      expect(forgotten).toMatchObject({
        candidates: 1,
        conversations: 1,
        events: [{ id: booking.id, eventId: booking.eventId, candidateName: 'forgotten' }],
      });

      const after = await store.audit({ workspace, candidateId });
      const facts = (rows: typeof after) =>
        rows.map(({ id, at, actor, action, fromState, toState }) => ({
          id,
          at,
          actor,
          action,
          fromState,
          toState,
        }));
      expect(facts(after.slice(0, -1))).toEqual(facts(before));
      expect(after.at(-1)).toMatchObject({
        actor: 'Bob',
        action: 'forgotten',
        details: { mocks: 1, events: [booking.eventId] },
      });
      expect(after.map(({ summary }) => summary)).toContain('forgotten joined the queue.');
      expect(after.map(({ summary }) => summary)).toContain(
        `forgotten <${candidateId}@forgotten.invalid> has no free evening.`,
      );
      expect(after.find(({ action }) => action === 'booked')?.details).toMatchObject({
        interviewer: 'alpha',
      });

      const left = {
        candidates: await store.candidates({ workspace }),
        bookings: await store.bookings({ workspace, released: true }),
        escalations: await store.escalations({ workspace, open: false }),
        outbox: await store.outbox({ workspace, limit: 10 }),
        conversation: await store.loadConversation(here.place),
        audit: after,
        known: (await store.exportPerson({ workspace, email: `${candidateId}@forgotten.invalid` })).notices,
      };
      expect(JSON.stringify(left)).not.toMatch(traces);
      expect(left).toMatchObject({
        candidates: [{ id: candidateId, state: 'scheduled', name: 'forgotten', timeZone: 'UTC', chat: null }],
        bookings: [{ id: booking.id, state: 'booked', start: booking.start, candidateName: 'forgotten' }],
        escalations: [{ code: 'infeasible', closedBy: 'Bob', resolution: 'retried with an edited request' }],
        outbox: [],
        conversation: null,
      });
      expect((await store.exportPerson({ workspace: null, email })).candidates).toEqual([]);
    });

    it('is told and forgotten with what was seen, asked and noted about the mocks', async () => {
      const here = await ann();
      const { store, workspace, candidateId, email, booking } = here;
      const observed = await store.observe({
        candidateId,
        seen: [
          {
            bookingId: booking.id,
            kind: 'candidate-declined',
            key: email.toLowerCase(),
            summary: 'Ann Lee-Fox declined FS1 Mock1 with Alpha.',
            details: { who: email, interviewer: 'alpha' },
          },
        ],
        actor: 'watcher 1',
      });
      await store.ask({
        candidateId,
        question: {
          code: 'seen',
          message: 'Ann Lee-Fox declined.',
          reasons: [],
          proposals: [
            { kind: 'move', message: 'Later.', order: { request: { candidate: { name: 'Ann Lee' } } } },
          ],
        },
        observations: observed.map(({ id }) => id),
        actor: 'watcher 1',
      });
      await store.keepObserved({ candidateId, actor: 'Bob', note: 'her sister called' });
      await store.writeDigest({
        workspace,
        date: '2026-11-30',
        notices: [{ chat: null, payload: { summary: 'Tomorrow: Ann Lee-Fox with Alpha, Kim with Bravo.' } }],
        actor: 'watcher 1',
      });
      here.clock.advance({ hours: 49 });
      await store.markMock({
        bookingId: booking.id,
        outcome: 'no-show',
        note: 'Ann Lee-Fox was in Tokyo',
        actor: 'Bob',
      });
      const found = await store.exportPerson({ workspace, email });
      expect(found.observations).toMatchObject([{ kind: 'candidate-declined', state: 'kept' }]);
      expect(found.bookings).toMatchObject([
        { outcome: 'no-show', outcome_note: 'Ann Lee-Fox was in Tokyo' },
      ]);
      expect(found.escalations.at(-1)).toMatchObject({ resolution: 'kept as it is: her sister called' });

      theMocksAreOver(here);
      await store.closeOver({ workspace, actor: 'watcher 1' });
      await store.forgetPerson({ email, actor: 'Bob' });
      expect(await here.stateOf(candidateId)).toBe('closed');
      const left = {
        bookings: await store.bookings({ workspace }),
        observations: await store.observations({ workspace, settled: true }),
        escalations: await store.escalations({ workspace, open: false }),
        outbox: await store.outbox({ workspace, limit: 10 }),
        audit: await store.audit({ workspace }),
      };
      expect(JSON.stringify(left)).not.toMatch(traces);
      expect(left).toMatchObject({
        bookings: [{ outcome: 'no-show', outcomeNote: null }],
        observations: [
          {
            state: 'settled',
            key: `${candidateId}@forgotten.invalid`,
            summary: 'forgotten declined FS1 Mock1 with Alpha.',
            details: { interviewer: 'alpha' },
          },
        ],
        outbox: [{ kind: 'digest', payload: { summary: 'Tomorrow: forgotten with Alpha, Kim with Bravo.' } }],
      });
      await expect(
        store.markMock({ bookingId: booking.id, outcome: 'held', note: 'Ann Lee came', actor: 'Bob' }),
      ).rejects.toMatchObject({ name: 'UserError', message: expect.stringContaining('forgotten') });
    });

    it('who has an open question and no mocks to come is forgotten with it', async () => {
      const here = await ann();
      const { store, workspace, candidateId, email, booking } = here;
      const [seen] = await store.observe({
        candidateId,
        seen: [{ bookingId: booking.id, kind: 'deleted', key: '', summary: 'Deleted.', details: {} }],
        actor: 'watcher 1',
      });
      await store.ask({
        candidateId,
        question: { ...infeasible, code: 'seen' },
        observations: [seen!.id],
        actor: 'watcher 1',
      });
      theMocksAreOver(here);
      await store.forgetPerson({ email, actor: 'Bob' });
      expect(await store.escalations({ workspace, open: true })).toEqual([]);
      expect(await store.observations({ workspace })).toEqual([]);
    });

    it('is forgotten once: asked again, nobody is known', async () => {
      const here = await ann();
      theMocksAreOver(here);
      await here.store.forgetPerson({ email: here.email, actor: 'Bob' });
      const actions = await here.actions(here.candidateId);
      expect(await here.store.forgetPerson({ email: here.email, actor: 'Bob' })).toEqual({
        candidates: 0,
        conversations: 0,
        events: [],
      });
      expect(await here.actions(here.candidateId)).toEqual(actions);
    });

    it('may come again under the same address, as somebody new', async () => {
      const here = await ann();
      theMocksAreOver(here);
      await here.store.forgetPerson({ email: here.email, actor: 'Bob' });
      const again = await here.enqueue({ ...known, email: here.email });
      const found = await here.store.exportPerson({ workspace: here.workspace, email: here.email });
      expect(found.candidates.map((row) => row['id'])).toEqual([again]);
    });

    it.each(['queued', 'scheduling', 'waiting', 'escalated'] as const)(
      'cannot be forgotten while %s, and is told why',
      async (state) => {
        const { store, candidateIn, candidate, actions } = scene(open());
        const { candidateId } = await candidateIn(state);
        const { email } = await candidate(candidateId);
        const before = await actions(candidateId);
        await expect(store.forgetPerson({ email, actor: 'Bob' })).rejects.toMatchObject({
          name: 'UserError',
          message: expect.stringContaining(state),
          remedy: expect.stringContaining('then forget'),
        });
        expect((await candidate(candidateId)).email).toBe(email);
        expect(await actions(candidateId)).toEqual(before);
      },
    );

    it('cannot be forgotten while a mock is still to come, in any workspace', async () => {
      const here = await ann();
      const there = scene(open());
      const cancelled = await there.enqueue({ email: here.email });
      await there.store.cancel({ candidateId: cancelled, actor: 'Bob', note: '' });
      here.clock.advance({ hours: 1 });
      await expect(here.store.forgetPerson({ email: here.email, actor: 'Bob' })).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('Ann Lee-Fox has mocks to come'),
      });
      expect((await there.candidate(cancelled)).email).toBe(here.email);
      theMocksAreOver(here);
      expect((await here.store.forgetPerson({ email: here.email, actor: 'Bob' })).candidates).toBe(2);
    });

    it('takes nobody else along: not the next in the queue, not one whose address is longer', async () => {
      const here = await ann();
      const other = await here.enqueue({ name: 'Ann Lee', email: `x${here.email}` });
      const story = () => here.store.audit({ workspace: here.workspace, candidateId: other });
      const before = await story();
      theMocksAreOver(here);
      await here.store.forgetPerson({ email: here.email, actor: 'Bob' });
      expect(await story()).toEqual(before);
      expect(await here.candidate(other)).toMatchObject({ name: 'Ann Lee', email: `x${here.email}` });
    });

    it('is not named to others whose plan wants the same time', async () => {
      const here = await ann();
      const other = await here.claimed();
      const result = await here.reserve(other, [
        here.mock(here.booking.start.toString(), { interviewerEmail: here.booking.interviewerEmail }),
      ]);
      expect(result).toMatchObject({ outcome: 'conflict', message: expect.not.stringMatching(traces) });
    });
  });

  describe('what is noted about a person', () => {
    it('reads exactly as it was written, whatever the person is called (property)', async () => {
      const { store, workspace, enqueue, claim, clock, takeBack, escalate } = scene(open());
      let count = 0;
      const texts = fc.record({
        name,
        email: name,
        text: fc.array(fc.oneof(pieces, fc.constant('NAME'), fc.constant('EMAIL'), fc.constant('E-MAIL')), {
          maxLength: 8,
        }),
      });
      await fc.assert(
        fc.asyncProperty(texts, async (given) => {
          count += 1;
          const email = `${given.email.trim()}${count}@${workspace}`;
          const candidateId = await enqueue({ name: given.name, email });
          const held = holding(await claim());
          const text = given.text
            .map((part) =>
              part
                .replace(/^NAME$/, given.name)
                .replace(/^EMAIL$/, email)
                .replace(/^E-MAIL$/, email.toUpperCase()),
            )
            .join('');
          const details: JsonObject = {
            [text]: text,
            interviewer: given.name,
            candidate: { name: given.name, text },
            note: text,
            list: [text, { text, note: [text] }, 1, null, true],
          };
          await store.note({ ...held, action: 'noted', summary: text, details });
          const rows = await store.audit({ workspace, candidateId });
          expect(rows[0]?.summary).toBe(`${given.name} joined the queue.`);
          expect(rows.at(-1)).toMatchObject({ action: 'noted', summary: text });
          expect(rows.at(-1)?.details).toEqual(details);
          await takeBack(held);
          await escalate(held);
          await store.cancel({ candidateId, actor: 'Bob', note: text });
          const told = await store.exportPerson({ workspace, email });
          expect(told.audit.at(-1)).toMatchObject({ details: text === '' ? {} : { note: text } });

          clock.advance({ hours: 1 });
          await store.forgetPerson({ email, actor: 'Bob' });
          const left = JSON.stringify(await store.audit({ workspace, candidateId })).toLowerCase();
          expect(left).not.toContain(JSON.stringify(email).slice(1, -1).toLowerCase());
        }),
        { numRuns: 25 },
      );
    });

    it('is one note where the same is noted twice in a row, with the name in it', async () => {
      const { store, workspace, claimed } = scene(open());
      const held = await claimed({ name: 'Ann {Lee}' });
      const note = { ...held, action: 'noted', summary: 'Ann {Lee} called.', details: { note: 'Ann {Lee}' } };
      await store.note(note);
      await store.note(note);
      const rows = await store.audit({ workspace, candidateId: held.candidateId });
      expect(rows.map(({ action }) => action)).toEqual(['queued', 'claimed', 'noted']);
    });
  });
}
