import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PageSource } from '../../src/dashboard/page-app.ts';
import { startPageServer } from '../../src/dashboard/server.ts';
import { openScene } from './scene.ts';

const SECRET = 'a-secret_of-the-webhook';

/** Nobody asks for the page here. */
const NO_PAGE = {} as PageSource;

/** A bot behind a webhook that the page's server serves. */
async function openWebhook() {
  const scene = await openScene();
  let answer: (request: Request) => Promise<Response> = async () => new Response('', { status: 503 });
  const server = await startPageServer('127.0.0.1', 0, NO_PAGE, pino({ level: 'silent' }), [
    { path: '/telegram', answer: (request) => answer(request) },
  ]);
  onTestFinished(() => server.close());
  const url = `${server.address}/telegram`;
  const start = () => {
    const running = scene.startBot({ webhook: { url, secret: SECRET } });
    answer = running.bot.answerWebhook;
    return running;
  };
  const post = async (body: string, secret: string | null = SECRET, method = 'POST') => {
    const headers = secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret };
    const said = await fetch(url, { method, headers, ...(method === 'POST' ? { body } : {}) });
    return said.status;
  };
  return { ...scene, start, post };
}

describe('a webhook', () => {
  it('takes a conversation as polling does, and nothing is asked for twice', async () => {
    const { api, ann, say, start } = await openWebhook();
    start();
    await api.until(() => api.calls.some(({ method }) => method === 'setWebhook'));
    await say(ann, '/start', 'Dana Fox');
    expect(await say(ann, 'dana@example.com')).toContain('Email: dana@example.com');
    expect(api.calls.some(({ method }) => method === 'getUpdates')).toBe(false);
    expect([...api.state.updates.deliveries.values()]).toEqual([1, 1, 1]);
  });

  it('takes an update that is brought again for what it is', async () => {
    const { api, ann, say, post, start } = await openWebhook();
    start();
    await api.until(() => api.calls.some(({ method }) => method === 'setWebhook'));
    await say(ann, '/start');
    const update = {
      update_id: 77,
      message: {
        message_id: 50,
        date: 1,
        from: { id: ann.person.id, is_bot: false, first_name: 'Ann' },
        chat: { id: ann.person.id, type: 'private', first_name: 'Ann' },
        text: 'Dana Fox',
      },
    };
    const body = JSON.stringify(update);
    expect(await Promise.all([post(body), post(body), post(body)])).toEqual([200, 200, 200]);
    expect(ann.heard).toHaveLength(2);
    expect(ann.heard[1]?.text).toContain('Name: Dana Fox');
  });

  it('lets in nobody but Telegram, and nothing that is too large or no update', async () => {
    const { api, post, start } = await openWebhook();
    expect(await post('{"update_id":1}')).toBe(503);
    start();
    await api.until(() => api.calls.some(({ method }) => method === 'setWebhook'));
    expect(await post('{"update_id":1}', 'wrong')).toBe(401);
    expect(await post('{"update_id":1}', null)).toBe(401);
    expect(await post('', SECRET, 'GET')).toBe(405);
    expect(await post('no json')).toBe(400);
    expect(await post('{"update_id":"1"}')).toBe(400);
    expect(await post(`{"update_id":1,"x":"${'x'.repeat(1_000_000)}"}`)).toBe(413);
    expect(await post('{"update_id":1}')).toBe(200);
  });

  it('is given up for polling where none is configured', async () => {
    const { api, ann, say, start, startBot } = await openWebhook();
    const running = start();
    await api.until(() => api.calls.some(({ method }) => method === 'setWebhook'));
    await running.stop();
    startBot();
    expect(await say(ann, '/queue')).toContain('The queue is empty');
  });
});
