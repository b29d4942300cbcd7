import { describe, expect, it } from 'vitest';
import { openScene, type Scene } from './scene.ts';
import { Refusal, tooMany } from './stand-in/refusal.ts';

const calls = ({ api }: Scene, method: string) => api.calls.filter((call) => call.method === method);

describe('an answer', () => {
  it('waits as long as Telegram says, while other chats go on', async () => {
    const scene = await openScene();
    const { api, ann, ben, say, clock, startBot } = scene;
    startBot();
    await say(ann, '/help');
    api.faults.next(tooMany(30), { method: 'sendMessage', chat: ann.person.id });
    ann.type('/queue');
    expect(await sayMeanwhile(scene)).toContain('The queue is empty');
    expect(ann.heard).toHaveLength(1);
    await clock.untilSomebodySleeps({ seconds: 30 });
    await clock.pass({ seconds: 31 });
    await api.until(() => ann.heard.length === 2);
    expect(
      calls(scene, 'sendMessage').filter(({ payload }) => payload['chat_id'] === ann.person.id),
    ).toHaveLength(3);

    async function sayMeanwhile({ api }: Scene): Promise<string> {
      ben.type('/queue');
      await api.until(() => ben.heard.length === 1);
      return ben.heard[0]!.text;
    }
  });

  it('is tried again when Telegram fails in passing', async () => {
    const { api, ann, clock, startBot } = await openScene();
    startBot();
    api.faults.next(new Refusal(502, 'Bad Gateway'), { method: 'sendMessage' });
    api.faults.next('closed before', { method: 'sendMessage' });
    ann.type('/queue');
    const sent = (count: number) => () =>
      api.calls.filter(({ method }) => method === 'sendMessage').length >= count;
    await api.until(sent(1));
    await clock.pass({ seconds: 2 });
    await api.until(sent(2));
    await clock.pass({ seconds: 5 });
    await api.until(() => ann.heard.length === 1);
  });

  it('to whom has blocked the bot stops nobody', async () => {
    const { ann, ben, say, quiet, startBot, log } = await openScene();
    startBot();
    ann.block();
    ann.type('/queue');
    await quiet();
    expect(await say(ben, '/queue')).toContain('The queue is empty');
    expect(log.join('')).toContain('bot was blocked by the user');
  });

  it('that edits a message which is gone is sent anew', async () => {
    const { ann, say, quiet, startBot } = await openScene();
    startBot();
    await say(ann, '/start', 'Dana Fox', 'dana@example.com');
    const card = ann.heard.at(-1)!;
    ann.chat.messages.splice(ann.chat.messages.indexOf(card), 1);
    ann.tapOn(card, 'today');
    await quiet();
    expect(ann.heard.at(-1)?.text).toContain('Until which day');
  });

  it('that would change nothing counts as given', async () => {
    const { ann, api, say, tap, startBot, log } = await openScene();
    startBot();
    await say(ann, '/start', 'Dana Fox', 'dana@example.com');
    api.faults.next(new Refusal(400, 'Bad Request: message is not modified: specified new message content'), {
      method: 'editMessageText',
    });
    await tap(ann, 'Mo');
    expect(ann.heard.at(-1)?.text).toContain('On which day');
    expect(log.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});

describe('a failure of ours', () => {
  it('is answered with a reference that stands in the log too, and the bot goes on', async () => {
    const { ann, say, startBot, store, log } = await openScene();
    const broken = new Proxy(store, {
      get: (target, key) =>
        key === 'queue' ? () => Promise.reject(new TypeError('oops')) : (Reflect.get(target, key) as unknown),
    });
    startBot({ store: broken });
    const answer = await say(ann, '/queue');
    const reference = /reference (\w{8})/.exec(answer)?.[1];
    expect(log.find((line) => line.includes('could not be answered'))).toContain(
      `"reference":"${reference}"`,
    );
    expect(await say(ann, '/help')).toContain('/queue');
  });

  it('never shows the token: not in the log, not in a message, not in what is thrown', async () => {
    const { api, ann, log, clock, startBot } = await openScene();
    const running = startBot();
    await api.until(() => api.calls.some(({ method }) => method === 'getUpdates'));
    api.faults.isDown = true;
    ann.type('/queue');
    await clock.pass({ seconds: 20 });
    await api.until(() => log.some((line) => line.includes('Telegram gives no updates')));
    api.faults.isDown = false;
    await clock.pass({ minutes: 2 });
    await api.until(() => ann.heard.length === 1);
    api.faults.next(new Refusal(401, 'Unauthorized'), { method: 'getUpdates', times: 100 });
    ann.type('/queue');
    const thrown = await running.over.then(
      () => null,
      (error: unknown) => error as Error,
    );
    const everything = [...log, thrown?.message, thrown?.stack, JSON.stringify(thrown), ann.transcript].join(
      '\n',
    );
    expect(everything).not.toContain(api.token);
    expect(thrown?.message).toContain('does not know the bot');
  });
});
