import { describe, expect, it } from 'vitest';
import { type StoreUnderTest, scene } from './scene.ts';

export function timeOffContract(open: () => StoreUnderTest): void {
  const at = (text: string) => Temporal.Instant.from(text);
  const away = () => {
    const here = scene(open());
    const { workspace, store } = here;
    const id = (name: string) => `${name} ${workspace}`;
    const add = (name: string, from: string, to: string, interviewer = 'alpha') =>
      store.addTimeOff({
        workspace,
        id: id(name),
        interviewer,
        from: at(from),
        to: at(to),
        note: 'ill',
        actor: 'Ann',
      });
    const remove = (name: string) => store.removeTimeOff({ workspace, id: id(name), actor: 'Bob' });
    const listed = async (from?: string) =>
      (await store.timeOff({ workspace, ...(from === undefined ? {} : { from: at(from) }) })).map(
        (row) => row.id.split(' ')[0],
      );
    return { ...here, add, remove, listed };
  };

  describe('time off beside the SOP', () => {
    it('is added once under its id, and listed with who added it and why', async () => {
      const { store, workspace, add, clock } = away();
      await add('w49', '2026-11-30T05:00:00Z', '2026-12-05T05:00:00Z');
      await add('w49', '2026-11-30T05:00:00Z', '2026-12-05T05:00:00Z');
      expect(await store.timeOff({ workspace })).toEqual([
        {
          id: `w49 ${workspace}`,
          workspace,
          interviewer: 'alpha',
          from: at('2026-11-30T05:00:00Z'),
          to: at('2026-12-05T05:00:00Z'),
          note: 'ill',
          addedBy: 'Ann',
          addedAt: clock.now(),
        },
      ]);
      expect(await store.timeOff({ workspace: `${workspace} other` })).toEqual([]);
    });

    it('is told by its start, and on demand only what is not over', async () => {
      const { add, listed } = away();
      await add('late', '2026-12-20T00:00:00Z', '2026-12-21T00:00:00Z');
      await add('early', '2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z', 'bravo');
      await add('long', '2026-12-02T00:00:00Z', '2026-12-12T00:00:00Z');
      expect(await listed()).toEqual(['early', 'long', 'late']);
      expect(await listed('2026-12-02T00:00:00Z')).toEqual(['long', 'late']);
      expect(await listed('2026-12-12T00:00:00Z')).toEqual(['late']);
    });

    it('can be taken back, once or twice; what nobody added cannot', async () => {
      const { add, remove, listed } = away();
      await add('w49', '2026-11-30T05:00:00Z', '2026-12-05T05:00:00Z');
      await remove('w49');
      await remove('w49');
      expect(await listed()).toEqual([]);
      await expect(remove('w50')).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('no time off with the id w50'),
      });
    });

    it('is in the history, but not why somebody is away', async () => {
      const { store, workspace, add, remove } = away();
      await add('w49', '2026-11-30T05:00:00Z', '2026-12-05T05:00:00Z');
      await remove('w49');
      const rows = await store.audit({ workspace });
      expect(rows.map(({ actor, action, summary }) => [actor, action, summary])).toEqual([
        ['Ann', 'time-off-added', 'alpha is away from 2026-11-30 05:00 to 2026-12-05 05:00 (UTC).'],
        [
          'Bob',
          'time-off-removed',
          'alpha is not away from 2026-11-30 05:00 to 2026-12-05 05:00 (UTC) after all.',
        ],
      ]);
      expect(JSON.stringify(rows)).not.toContain('ill');
    });

    it('has to end after it begins, and an id stands for one', async () => {
      const { add, listed } = away();
      await expect(add('w49', '2026-12-05T05:00:00Z', '2026-12-05T05:00:00Z')).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('ends before it begins'),
      });
      await add('w49', '2026-11-30T05:00:00Z', '2026-12-05T05:00:00Z');
      await expect(add('w49', '2026-11-30T05:00:00Z', '2026-12-06T05:00:00Z')).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('another time off'),
      });
      expect(await listed()).toEqual(['w49']);
    });
  });
}
