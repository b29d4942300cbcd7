import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { type StoreUnderTest, scene } from './scene.ts';

const sop = { text: 'sop: 1\nname: Evening school\n', name: 'evening.yaml' };

/** Several queues in one installation, each with what it does not take from the program's settings. */
export function workspaceContract(open: () => StoreUnderTest): void {
  const set = (
    workspace: string,
    changes: Parameters<StoreUnderTest['store']['setWorkspace']>[0]['changes'],
  ) => open().store.setWorkspace({ workspace, changes, actor: 'Ann' });
  const fresh = () => `w-${randomUUID().slice(0, 8)}`;

  describe('workspaces', () => {
    it('begin with the default one, which takes everything from the settings', async () => {
      const [first] = await open().store.workspaces();
      expect(first).toMatchObject({ id: 'default', sop: null, calendarId: null, adminIds: null });
    });

    it('have their own procedure, calendar, admins and pace', async () => {
      const id = fresh();
      const settings = {
        sop,
        calendarId: `${id}@example.com`,
        adminIds: [7, 5_000_000_000],
        calendarDelaySeconds: 1.5,
      };
      expect(await set(id, settings)).toMatchObject({ id, ...settings, active: 0 });
      expect(await open().store.workspaces()).toContainEqual(expect.objectContaining({ id, ...settings }));
    });

    it('keep what a change does not name, and go back to the settings where it says null', async () => {
      const id = fresh();
      await set(id, { sop, calendarId: `${id}@example.com`, adminIds: [7] });
      expect(await set(id, { calendarDelaySeconds: 3 })).toMatchObject({ sop, adminIds: [7] });
      expect(await set(id, { sop: null, adminIds: null })).toMatchObject({
        sop: null,
        adminIds: null,
        calendarId: `${id}@example.com`,
        calendarDelaySeconds: 3,
      });
    });

    it('never share a calendar', async () => {
      const [one, two] = [fresh(), fresh()];
      await set(one, { calendarId: `${one}@example.com` });
      await expect(set(two, { calendarId: `${one}@example.com` })).rejects.toBeInstanceOf(UserError);
    });

    it('remember in the audit who changed their settings, once for one change', async () => {
      const id = fresh();
      await set(id, { calendarDelaySeconds: 3 });
      const { settingsChangedAt } = await set(id, { calendarDelaySeconds: 3 });
      expect(settingsChangedAt).toEqual(open().clock.now());
      const audit = await open().store.audit({ workspace: id });
      expect(audit).toMatchObject([{ action: 'workspace-set', actor: 'Ann' }]);
    });

    it('count who is still under way in them', async () => {
      const here = scene(open());
      await here.candidateIn('scheduled');
      await here.candidateIn('escalated');
      await here.enqueue();
      const found = (await open().store.workspaces()).find(({ id }) => id === here.workspace);
      expect(found?.active).toBe(2);
    });
  });
}
