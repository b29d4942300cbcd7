import { describe, expect, it } from 'vitest';
import { remindOfTomorrow } from '../../src/watching/day-before.ts';
import { enqueue, procedureOf, SMALL_SOP } from '../booking/office.ts';
import { openScene } from './scene.ts';

const TOO_SHORT = { start: '2026-12-01', end: '2026-12-01' };

describe('notices', () => {
  it('go to each admin, in order, with buttons to act on them there', async () => {
    const { api, store, workspace, ann, ben, work, tap, clock, startBot } = await openScene();
    startBot();
    await enqueue(store, 'Dana', undefined, workspace);
    await enqueue(store, 'Eli', TOO_SHORT, workspace);
    await work();
    await clock.pass({ seconds: 2 });
    await api.until(() => ann.read.length === 2 && ben.read.length === 2);
    expect(ann.read[0]?.text).toMatch(/^Dana <dana@example.com>: All 3 mocks are booked/);
    const files = ann.heard.flatMap(({ file }) => (file === null ? [] : [file.name]));
    expect(files).toEqual(['Dana-schedule.png', 'Dana-mocks.ics']);
    expect(ben.read[1]?.text).toContain('Eli <eli@example.com> could not be scheduled');
    expect(await tap(ann, '↻ Retry')).toBe('Eli is in the queue again.');
    expect(await tap(ben, '↻ Retry')).toContain('only an escalated candidate can be tried again');
  });

  it('go to the one admin chat where there is one, and to the chat that asked', async () => {
    const { api, store, workspace, ann, ben, stranger, work, say, clock, startBot } = await openScene();
    const group = api.inGroup(-1_001_999, stranger.person);
    startBot({ adminChatId: group.chat.id });
    await say(ann, '/start', 'Dana', 'dana@example.com', '1 Dec', '2 weeks', '18-21', 'same', 'EST', 'yes');
    await enqueue(store, 'Eli', undefined, workspace);
    await work();
    const before = ann.read.length;
    await clock.pass({ seconds: 2 });
    await api.until(() => group.read.length === 2 && ann.read.length > before);
    expect(group.read.map(({ text }) => text.split(' <')[0])).toEqual(['Dana', 'Eli']);
    expect(ann.read.at(-1)?.text).toContain('All 3 mocks are booked');
    expect(ben.heard).toEqual([]);
  });

  it('reach the others when one admin has blocked the bot, which the audit says', async () => {
    const { api, store, workspace, ann, ben, work, clock, startBot } = await openScene();
    startBot();
    ann.block();
    await enqueue(store, 'Dana', undefined, workspace);
    await enqueue(store, 'Eli', undefined, workspace);
    await work();
    await clock.pass({ seconds: 2 });
    await api.until(() => ben.read.length === 2);
    await clock.pass({ seconds: 2 });
    await api.until(
      () => api.calls.filter(({ payload }) => payload['chat_id'] === ann.person.id).length >= 2,
    );
    const audit = await store.audit({ workspace });
    const givenUp = audit.filter(({ action }) => action === 'notice-given-up');
    expect(givenUp.map(({ summary }) => summary)).toEqual(
      Array(2).fill(expect.stringContaining('bot was blocked by the user')),
    );
  });

  it('all arrive, in order, after Telegram was down for an hour', async () => {
    const { api, store, workspace, ann, work, clock, startBot } = await openScene();
    startBot({ adminIds: [ann.person.id] });
    await api.until(() => api.calls.some(({ method }) => method === 'getUpdates'));
    api.faults.isDown = true;
    for (const name of ['Dana', 'Eli', 'Flo']) {
      await enqueue(store, name, undefined, workspace);
      await work();
      await clock.pass({ minutes: 20 });
    }
    expect(ann.heard).toEqual([]);
    api.faults.isDown = false;
    await clock.pass({ minutes: 6 });
    await api.until(() => ann.read.length >= 3);
    expect(ann.read.map(({ text }) => text.split(' <')[0])).toEqual(['Dana', 'Eli', 'Flo']);
  });

  it('come again after a crash between sending and noting it, rather than not at all', async () => {
    const { api, store, workspace, ann, work, clock, startBot } = await openScene();
    const forgetful = new Proxy(store, {
      get: (target, key) =>
        key === 'telegram'
          ? { ...target.telegram, markNoticeSent: () => new Promise(() => {}) }
          : (Reflect.get(target, key) as unknown),
    });
    const first = startBot({ store: forgetful, adminIds: [ann.person.id] });
    await enqueue(store, 'Dana', undefined, workspace);
    await work();
    await clock.pass({ seconds: 2 });
    await api.until(() => ann.read.length === 1);
    first.kill();
    startBot({ adminIds: [ann.person.id] });
    await clock.pass({ seconds: 60 });
    await api.until(() => ann.read.length === 2);
    expect(ann.read[0]?.text).toBe(ann.read[1]?.text);
  });

  it('follow a group that became a supergroup, also after a restart', async () => {
    const { api, store, workspace, stranger, work, clock, startBot } = await openScene();
    const group = api.inGroup(-4_242, stranger.person);
    const first = startBot({ adminChatId: group.chat.id });
    await api.until(() => api.calls.some(({ method }) => method === 'getUpdates'));
    group.chat.migratedTo = -1_004_242;
    const supergroup = api.inGroup(-1_004_242, stranger.person);
    await enqueue(store, 'Dana', undefined, workspace);
    await work();
    await clock.pass({ seconds: 2 });
    await api.until(() => supergroup.read.length === 1);
    await first.stop();
    await enqueue(store, 'Eli', undefined, workspace);
    await work();
    const from = api.calls.length;
    startBot({ adminChatId: group.chat.id });
    await clock.pass({ seconds: 2 });
    await api.until(() => supergroup.read.length === 2);
    expect(api.calls.slice(from).some(({ payload }) => payload['chat_id'] === group.chat.id)).toBe(false);
  });

  it('of the next day go to each interviewer alone, and to admins; who never wrote to the bot blocks nobody', async () => {
    const NEVER_WROTE = 6_000_000_001;
    const HERS = 6_000_000_002;
    const sop = `${SMALL_SOP.replace(
      'email: alpha@example.com,',
      `email: alpha@example.com, telegram: ${NEVER_WROTE},`,
    ).replace(
      'email: bravo@example.com,',
      `email: bravo@example.com, telegram: ${HERS},`,
    )}remindAt: "18:00"\n`;
    const { api, store, workspace, ann, ben, work, clock, startBot } = await openScene(sop, {
      ownStore: true,
    });
    const bravo = api.person(HERS, 'Bravo');
    await enqueue(store, 'Dana', undefined, workspace);
    await work();
    const remind = () => remindOfTomorrow({ store, procedure: procedureOf(sop), workspace, clock });
    await clock.pass({ hours: 8 * 24 + 9 });
    expect(await remind()).toBe(true);
    await clock.pass({ hours: 48 });
    expect(await remind()).toBe(true);
    const bot = startBot();
    await api.until(() => ann.read.length === 3 && ben.read.length === 3 && bravo.read.length === 1);
    expect(ann.read[1]?.text).toContain('Alpha: 1 mock\n• 18:00–19:00 One Mock1: Dana');
    expect(bravo.transcript).toContain('Tomorrow, Thu Dec 3: Bravo, you give 1 mock.');
    expect(bravo.transcript).not.toContain('[');
    await api.until(() => api.calls.some(({ payload }) => payload['chat_id'] === NEVER_WROTE));
    await bot.stop();
    const audit = await store.audit({ workspace });
    expect(audit.filter(({ action }) => action === 'notice-given-up').map(({ summary }) => summary)).toEqual([
      expect.stringContaining('chat not found'),
    ]);
  });
});
