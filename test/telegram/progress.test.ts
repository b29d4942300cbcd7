import { describe, expect, it } from 'vitest';
import { openScene } from './scene.ts';

const QUEUED = ['/start', 'Dana', 'dana@example.com', '1 Dec', '2 weeks', '18-21', 'same', 'EST', 'yes'];
const watched = (chat: string) => ({ candidateId: 'c1', name: 'Dana', email: 'dana@example.com', chat });

describe('progress', () => {
  it('is one message in the chat that asked, edited as it goes, from the place in the queue to the end', async () => {
    const { api, ann, say, work, clock, startBot } = await openScene();
    startBot();
    expect(await say(ann, ...QUEUED)).toBe('Dana is queued, as number 1.');
    const message = ann.heard.at(-1)!;
    await work();
    await clock.pass({ seconds: 2 });
    await api.until(() => message.text.includes('done'));
    expect(message.text).toBe('Dana: done, all 3 mocks are booked ✅\n███');
  });

  it('is told at most every few seconds, and always the newest', async () => {
    const { api, ann, clock, startBot } = await openScene();
    const { bot } = startBot();
    await api.until(() => api.calls.some(({ method }) => method === 'getUpdates'));
    const candidate = watched(`telegram:${ann.person.id}`);
    const booked = (done: number) =>
      bot.watch(candidate, { step: 'booked', done, mocks: 13, title: 'A mock' }, 'UTC');
    bot.watch(candidate, { step: 'claimed' }, 'UTC');
    await clock.pass({ seconds: 2 });
    await api.until(() => ann.heard.length === 1);
    for (let done = 1; done <= 13; done += 1) booked(done);
    await clock.pass({ seconds: 6 });
    await api.until(() => ann.heard[0]!.edits === 1);
    expect(ann.heard).toHaveLength(1);
    expect(ann.heard[0]?.text).toBe('Dana: booked 13 of 13\n█████████████\nA mock');
  });

  it('goes on in the same message after a restart', async () => {
    const { api, ann, clock, startBot } = await openScene();
    const first = startBot();
    const candidate = watched(`telegram:${ann.person.id}`);
    first.bot.watch(candidate, { step: 'claimed' }, 'UTC');
    await clock.pass({ seconds: 2 });
    await api.until(() => ann.heard.length === 1);
    await first.stop();
    const second = startBot();
    second.bot.watch(candidate, { step: 'booked', done: 7, mocks: 13, title: 'A mock' }, 'UTC');
    await clock.pass({ seconds: 2 });
    await api.until(() => ann.heard[0]!.edits === 1);
    expect(ann.heard[0]?.text).toContain('booked 7 of 13\n███████░░░░░░');
  });

  it('of a candidate whom another chat asked for is told nobody here', async () => {
    const { api, clock, startBot } = await openScene();
    const { bot } = startBot();
    bot.watch(watched('terminal'), { step: 'claimed' }, 'UTC');
    await clock.pass({ minutes: 1 });
    expect(api.calls.some(({ method }) => method === 'sendMessage')).toBe(false);
  });
});
