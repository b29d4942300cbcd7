import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IllegalChange } from '../../../src/store/store.ts';
import { infeasible, type StoreUnderTest, scene } from './scene.ts';

export function bookingContract(open: () => StoreUnderTest): void {
  describe('bookings', () => {
    it('are reserved as a whole plan, and read back as they were planned', async () => {
      const { store, workspace, claimed, mock, reserve, candidate } = scene(open());
      const held = await claimed({ name: 'Ann' });
      const plan = [
        mock('2026-12-01T18:00:00Z', { course: 'FS1', number: 1 }),
        mock('2026-12-02T18:00:00Z', {
          course: 'FS1',
          number: 2,
          role: 'backup',
          interviewer: 'golf',
          interviewerName: 'Golf',
        }),
      ];
      const result = await reserve(held, plan);
      const { email } = await candidate(held.candidateId);
      const expected = plan.map((booking) => ({
        ...booking,
        workspace,
        candidateId: held.candidateId,
        candidateName: 'Ann',
        candidateEmail: email,
        state: 'reserved',
        meetLink: null,
        htmlLink: null,
        outcome: null,
        outcomeNote: null,
      }));
      expect(result).toEqual({ outcome: 'reserved', bookings: expected });
      expect(await store.bookings({ workspace })).toEqual(expected);
    });

    it('of one interviewer never overlap: the whole plan that would is refused, by name', async () => {
      const here = scene(open());
      const there = scene(open());
      const shared = { interviewerEmail: here.mock('2026-12-01T18:00:00Z').interviewerEmail };
      const first = await here.claimed({ name: 'Ann' });
      await here.reserve(first, [here.mock('2026-12-01T18:00:00Z', { ...shared, course: 'FS2', number: 1 })]);

      const second = await there.claimed();
      const result = await there.reserve(second, [
        there.mock('2026-12-01T10:00:00Z'),
        there.mock('2026-12-01T19:29:00Z', { interviewerEmail: shared.interviewerEmail.toUpperCase() }),
      ]);
      expect(result).toEqual({
        outcome: 'conflict',
        message: expect.stringContaining('Alpha already has FS2 Mock1 with another candidate then'),
      });
      expect(await there.store.bookings({ workspace: there.workspace })).toEqual([]);
    });

    it('of one candidate never overlap, even in two workspaces', async () => {
      const here = scene(open());
      const there = scene(open());
      const email = `ann-${here.workspace.slice(10)}@example.com`;
      await here.reserve(await here.claimed({ email }), [here.mock('2026-12-01T18:00:00Z')]);
      const result = await there.reserve(await there.claimed({ email, name: 'Ann' }), [
        there.mock('2026-12-01T17:00:00Z'),
      ]);
      expect(result).toEqual({
        outcome: 'conflict',
        message: expect.stringContaining('Ann already has FS1'),
      });
    });

    it('may touch: one starts at the moment the other ends', async () => {
      const here = scene(open());
      const there = scene(open());
      const shared = { interviewerEmail: `touch-${here.workspace.slice(10)}@example.com` };
      await here.reserve(await here.claimed(), [here.mock('2026-12-01T18:00:00Z', shared)]);
      const result = await there.reserve(await there.claimed(), [
        there.mock('2026-12-01T16:30:00Z', shared),
        there.mock('2026-12-01T19:30:00Z', shared),
      ]);
      expect(result.outcome).toBe('reserved');
    });

    it('never overlap, whatever is reserved in whatever order (property)', async () => {
      const mocks = fc.array(
        fc.record({
          who: fc.constantFrom('alpha', 'bravo'),
          at: fc.integer({ min: 0, max: 40 }),
          long: fc.integer({ min: 1, max: 6 }),
        }),
        { minLength: 1, maxLength: 3 },
      );
      await fc.assert(
        fc.asyncProperty(fc.array(mocks, { minLength: 2, maxLength: 6 }), async (plans) => {
          const under = open();
          const { workspace: key } = scene(under);
          const taken: { who: string; at: number; end: number }[] = [];
          for (const wanted of plans) {
            const here = scene(under);
            const plan = wanted
              .toSorted((a, b) => a.at - b.at)
              .filter((mock, index, sorted) =>
                sorted.slice(0, index).every((other) => other.at + other.long <= mock.at),
              );
            const clash = plan.some(({ who, at, long }) =>
              taken.some((other) => other.who === who && at < other.end && other.at < at + long),
            );
            const result = await here.reserve(
              await here.claimed(),
              plan.map(({ who, at, long }) =>
                here.mock(
                  Temporal.Instant.from('2026-12-01T00:00:00Z')
                    .add({ minutes: 30 * at })
                    .toString(),
                  {
                    interviewer: who,
                    interviewerEmail: `${who}-${key.slice(10)}@example.com`,
                    minutes: 30 * long,
                  },
                ),
              ),
            );
            expect(result.outcome).toBe(clash ? 'conflict' : 'reserved');
            if (!clash) {
              taken.push(...plan.map(({ who, at, long }) => ({ who, at, end: at + long })));
            }
          }
        }),
        { numRuns: 15 },
      );
    });

    it('reserved twice by the same call are reserved once; another plan on top is refused', async () => {
      const { claimed, mock, reserve, confirm, actions } = scene(open());
      const held = await claimed();
      const plan = [mock('2026-12-01T18:00:00Z'), mock('2026-12-03T18:00:00Z')];
      const first = await reserve(held, plan);
      expect(await reserve(held, plan)).toEqual(first);
      await confirm(held, plan[0]!);
      expect((await reserve(held, plan)).outcome).toBe('reserved');
      await expect(reserve(held, [mock('2026-12-09T18:00:00Z')])).rejects.toBeInstanceOf(IllegalChange);
      await expect(reserve(held, [plan[0]!])).rejects.toBeInstanceOf(IllegalChange);
      expect(await actions(held.candidateId)).toEqual(['queued', 'claimed', 'reserved', 'booked']);
    });

    it('of a plan that is empty, or overlaps itself, are a fault of the program', async () => {
      const { claimed, mock, reserve } = scene(open());
      const held = await claimed();
      await expect(reserve(held, [])).rejects.toBeInstanceOf(IllegalChange);
      const overlapping = [mock('2026-12-01T18:00:00Z'), mock('2026-12-01T19:00:00Z')];
      await expect(reserve(held, overlapping)).rejects.toBeInstanceOf(IllegalChange);
    });

    it('hold each mock of a candidate once', async () => {
      const { claimed, mock, reserve } = scene(open());
      const held = await claimed();
      const twice = [
        mock('2026-12-01T18:00:00Z', { course: 'FS1', number: 1 }),
        mock('2026-12-03T18:00:00Z', { course: 'FS1', number: 1 }),
      ];
      await expect(reserve(held, twice)).rejects.toThrow(/bookings_each_mock_held_once/);
    });

    it('become booked when their event exists, once, with the id that the calendar gave', async () => {
      const { store, workspace, claimed, mock, reserve, candidate, actions } = scene(open());
      const held = await claimed();
      const booking = mock('2026-12-01T18:00:00Z');
      await reserve(held, [booking]);
      const known = {
        ...held,
        bookingId: booking.id,
        eventId: `given-${booking.id}`,
        meetLink: null,
        htmlLink: 'https://c.example.com',
      };
      await store.confirm(known);
      await store.confirm(known);
      expect(await actions(held.candidateId)).toEqual(['queued', 'claimed', 'reserved', 'booked']);
      expect(await candidate(held.candidateId)).toMatchObject({ mocks: 1, booked: 1 });

      await store.confirm({ ...known, meetLink: 'https://meet.example.com', htmlLink: null });
      expect(await store.bookings({ workspace })).toMatchObject([
        {
          state: 'booked',
          eventId: `given-${booking.id}`,
          meetLink: 'https://meet.example.com',
          htmlLink: 'https://c.example.com',
        },
      ]);
      await expect(store.confirm({ ...known, eventId: 'another' })).rejects.toBeInstanceOf(IllegalChange);
    });

    it('are not finished while one of them is only reserved', async () => {
      const { claimed, mock, reserve, confirm, finish } = scene(open());
      const held = await claimed();
      const plan = [mock('2026-12-01T18:00:00Z'), mock('2026-12-03T18:00:00Z')];
      await reserve(held, plan);
      await confirm(held, plan[0]!);
      await expect(finish(held)).rejects.toThrow('1 of 2 mocks booked');
    });

    it('are taken back step by step: cancelling, released, and only then escalated', async () => {
      const { store, workspace, claimed, claim, mock, reserve, confirm, takeBack, escalate, clock, actions } =
        scene(open());
      const held = await claimed();
      const plan = [mock('2026-12-01T18:00:00Z'), mock('2026-12-03T18:00:00Z')];
      await reserve(held, plan);
      await confirm(held, plan[0]!);
      await expect(escalate(held)).rejects.toBeInstanceOf(IllegalChange);
      await expect(store.release({ ...held, bookingId: plan[0]!.id })).rejects.toBeInstanceOf(IllegalChange);

      await takeBack(held);
      await takeBack(held);
      await expect(takeBack(held, { ...infeasible, code: 'other' })).rejects.toBeInstanceOf(IllegalChange);
      await expect(confirm(held, plan[1]!)).rejects.toBeInstanceOf(IllegalChange);
      await expect(escalate(held)).rejects.toBeInstanceOf(IllegalChange);
      expect((await store.bookings({ workspace })).map((row) => row.state)).toEqual([
        'cancelling',
        'cancelling',
      ]);

      clock.advance({ minutes: 2 });
      const taken = await claim('worker 2');
      const next = { candidateId: held.candidateId, fence: taken.fence };
      expect(taken.takingBack).toEqual(infeasible);
      for (const { id } of plan) {
        await store.release({ ...next, bookingId: id });
        await store.release({ ...next, bookingId: id });
      }
      expect(await store.bookings({ workspace })).toEqual([]);
      expect((await store.bookings({ workspace, released: true })).map((row) => row.state)).toEqual([
        'released',
        'released',
      ]);
      await expect(reserve(next, plan)).rejects.toBeInstanceOf(IllegalChange);
      await escalate(next);
      expect(await actions(held.candidateId)).toEqual([
        ...[
          'queued',
          'claimed',
          'reserved',
          'booked',
          'taking-back',
          'taken-over',
          'released',
          'released',
          'escalated',
        ],
      ]);
    });

    it('that were released leave their time to others', async () => {
      const here = scene(open());
      const there = scene(open());
      const shared = { interviewerEmail: `free-${here.workspace.slice(10)}@example.com` };
      const held = await here.claimed();
      const booking = here.mock('2026-12-01T18:00:00Z', shared);
      await here.reserve(held, [booking]);
      await here.takeBack(held);
      const wanted = [there.mock('2026-12-01T18:00:00Z', shared)];
      const other = await there.claimed();
      expect((await there.reserve(other, wanted)).outcome).toBe('conflict');
      await here.store.release({ ...held, bookingId: booking.id });
      expect((await there.reserve(other, wanted)).outcome).toBe('reserved');
    });

    it('are found by the time that they overlap, in one workspace or in all', async () => {
      const { store, workspace, claimed, mock, reserve } = scene(open());
      const held = await claimed();
      const interviewerEmail = `range-${workspace.slice(10)}@example.com`;
      const [early, late] = [
        mock('2030-12-01T18:00:00Z', { interviewerEmail }),
        mock('2030-12-03T18:00:00Z', { interviewerEmail }),
      ];
      await reserve(held, [early, late]);
      const ids = async (
        from: string | undefined,
        to: string | undefined,
        where: string | null = workspace,
      ) =>
        (
          await store.bookings({
            workspace: where,
            ...(from === undefined ? {} : { from: Temporal.Instant.from(from) }),
            ...(to === undefined ? {} : { to: Temporal.Instant.from(to) }),
          })
        )
          .filter((row) => row.interviewerEmail === interviewerEmail)
          .map((row) => row.id);
      expect(await ids('2030-12-01T19:29:00Z', '2030-12-03T18:00:00Z')).toEqual([early.id]);
      expect(await ids('2030-12-01T19:30:00Z', undefined)).toEqual([late.id]);
      expect(await ids(undefined, '2030-12-01T18:00:00Z')).toEqual([]);
      expect(await ids('2030-12-01T00:00:00Z', '2030-12-09T00:00:00Z', null)).toEqual([early.id, late.id]);
      expect(
        (await store.bookings({ workspace, candidateId: held.candidateId })).map((row) => row.id),
      ).toEqual([early.id, late.id]);
      expect(await store.bookings({ workspace, candidateId: 'nobody' })).toEqual([]);
    });

    it('are found by whom they concern, as interviewer or as candidate, in whatever letters', async () => {
      const [here, there] = [scene(open()), scene(open())];
      const { store } = here;
      const shared = here.mock('2031-12-01T18:00:00Z').interviewerEmail;
      const email = `Ann-${here.workspace.slice(10)}@Example.com`;
      const ann = await here.claimed({ email });
      const other = await there.claimed();
      const first = here.mock('2031-12-01T18:00:00Z', { interviewerEmail: 'golf@example.com' });
      const second = here.mock('2031-12-02T18:00:00Z', { interviewerEmail: shared });
      const third = there.mock('2031-12-03T18:00:00Z', { interviewerEmail: shared });
      const fourth = there.mock('2031-12-04T18:00:00Z');
      await here.reserve(ann, [first, second]);
      await there.reserve(other, [third, fourth]);
      const ids = async (people: readonly string[], workspace: string | null = null) =>
        (await store.bookings({ workspace, people })).map(({ id }) => id);
      expect(await ids([email.toLowerCase()])).toEqual([first.id, second.id]);
      expect(await ids([shared.toUpperCase()])).toEqual([second.id, third.id]);
      expect(await ids([shared, email, shared])).toEqual([first.id, second.id, third.id]);
      expect(await ids([shared], there.workspace)).toEqual([third.id]);
      expect(await ids([])).toEqual([]);
      const from = Temporal.Instant.from('2031-12-02T19:00:00Z');
      const bounded = await store.bookings({ workspace: null, people: [shared, email], from });
      expect(bounded.map(({ id }) => id)).toEqual([second.id, third.id]);
    });
  });
}
