import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import type { Update } from 'grammy/types';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PageSource } from '../../src/dashboard/page-app.ts';
import { startPageServer } from '../../src/dashboard/server.ts';
import { type BotIdentity, laneOf, readUpdate, updatesIn } from '../../src/telegram/incoming.ts';
import { isButtonId } from '../../src/telegram/keyboard.ts';
import { openApi } from '../../src/telegram/open-api.ts';
import { escapeHtml, splitText, TEXT_MAX } from '../../src/telegram/text.ts';
import { calling, TelegramTrouble } from '../../src/telegram/trouble.ts';
import { openScene } from '../telegram/scene.ts';
import { damaged, damagedBytes, nastyText, nastyValue, PATIENCE_MS, runs, timed } from './nasty.ts';

const BOT: BotIdentity = { id: 4_711, username: 'mocks_bot' };

const chat = { id: 5_000_000_001, type: 'private', first_name: 'Ann' };
const from = { id: 5_000_000_001, is_bot: false, first_name: 'Ann' };
const message = {
  message_id: 50,
  date: 1,
  chat,
  from,
  text: '/queue@mocks_bot please',
  caption: 'x',
  reply_to_message: { message_id: 49, date: 1, chat, from: { id: 4_711, is_bot: true, first_name: 'Bot' } },
};
const WHOLE = [
  { update_id: 77, message },
  { update_id: 78, edited_message: message },
  { update_id: 79, callback_query: { id: 'q', from, message, chat_instance: 'c', data: 'abc' } },
  { update_id: 80, message: { message_id: 51, date: 1, chat, from, migrate_to_chat_id: -100 } },
];
const update = fc.oneof(...WHOLE.map((each) => damaged(each)));

describe('Whatever comes in place of an update', () => {
  it('is read or passed over, and what is read has its ids and words', () => {
    fc.assert(
      fc.property(
        fc.oneof({ weight: 9, arbitrary: update }, { weight: 1, arbitrary: nastyValue }),
        (given) => {
          expect(Number.isSafeInteger(laneOf(given as Update))).toBe(true);
          const incoming = readUpdate(given as Update, BOT);
          if (incoming === null) return;
          expect(Number.isSafeInteger(incoming.chatId) && Number.isSafeInteger(incoming.updateId)).toBe(true);
          if (incoming.user !== null) {
            expect(Number.isSafeInteger(incoming.user.id)).toBe(true);
            expect(incoming.user.name).toMatch(/^\P{C}{1,80}$/u);
          }
          if (incoming.kind === 'said') expect(typeof incoming.text).toBe('string');
          if (incoming.kind === 'tapped') {
            expect(typeof incoming.buttonId).toBe('string');
            expect(typeof isButtonId(incoming.buttonId)).toBe('boolean');
          }
        },
      ),
      runs(500),
    );
  });

  it('is not an update where it has no number', () => {
    fc.assert(
      fc.property(
        fc.oneof(nastyValue, fc.array(fc.oneof(update, nastyValue), { maxLength: 4 })),
        (answer) => {
          for (const each of updatesIn(answer)) expect(Number.isSafeInteger(each.update_id)).toBe(true);
        },
      ),
      runs(200),
    );
  });
});

describe('A text for Telegram', () => {
  it('is cut into pieces that fit, whatever it is, and nothing of it is markup', () => {
    const long = fc
      .tuple(nastyText, fc.nat(4_000))
      .map(([text, times]) => text.repeat(Math.min(times, Math.ceil(20_000 / (text.length + 1)))));
    fc.assert(
      fc.property(long, (text) => {
        const pieces = splitText(text);
        expect(pieces.length).toBeLessThanOrEqual(Math.ceil(text.length / (TEXT_MAX / 2)) + 1);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(TEXT_MAX);
          expect(escapeHtml(piece)).not.toMatch(/[<>]|&(?!(lt|gt|amp);)/);
        }
      }),
      runs(100),
    );
  });

  it.each([
    ['one word', 'x'],
    ['accents', 'e\u0301'],
    ['blanks', ' '],
    ['lines', '\n'],
    ['a family', '👩‍👩‍👧‍👦'],
    ['line marks', '\u2028'],
  ])('is cut within seconds where it is a megabyte: %s', async (_, unit) => {
    const [pieces, took] = await timed(() => splitText(unit.repeat(1_000_000 / unit.length)));
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(TEXT_MAX);
    expect(took).toBeLessThan(PATIENCE_MS);
  });
});

const SECRET = 'a-secret_of-the-webhook';

describe('A webhook that hears anything at all', () => {
  it('answers each call at once, forgets what is no update for good, and goes on working', async () => {
    const { api, ann, say, startBot, log } = await openScene();
    let answer: (request: Request) => Promise<Response> = async () => new Response('', { status: 503 });
    const server = await startPageServer('127.0.0.1', 0, {} as PageSource, pino({ level: 'silent' }), [
      { path: '/telegram', answer: (request) => answer(request) },
    ]);
    onTestFinished(() => server.close());
    const url = `${server.address}/telegram`;
    const { bot } = startBot({ webhook: { url, secret: SECRET } });
    answer = bot.answerWebhook;
    await api.until(() => api.calls.some(({ method }) => method === 'setWebhook'));

    const headers = { 'x-telegram-bot-api-secret-token': SECRET };
    const post = async (body: string | Uint8Array, more: Record<string, string> = {}) => {
      const said = await fetch(url, {
        method: 'POST',
        headers: { ...headers, ...more },
        body: Buffer.from(body),
      });
      return said.status;
    };
    let number = 1_000;
    const numbered = (given: unknown) => {
      number += 1;
      return JSON.stringify({ ...(given as object), update_id: number });
    };
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(update.map(numbered), damagedBytes(JSON.stringify(WHOLE[0]))),
        async (body) => {
          expect([200, 400]).toContain(await post(body));
        },
      ),
      runs(40),
    );
    expect(await post('{"update_id":1}', { 'content-type': 'text/html' })).toBe(200);
    expect(await post('['.repeat(900_000))).toBe(400);
    expect(
      await post(`{"update_id":2,"message":${'{"reply_to_message":'.repeat(20_000)}1${'}'.repeat(20_000)}}`),
    ).toBe(200);
    expect(
      await post(JSON.stringify({ ...WHOLE[0], update_id: 3 }), { 'x-telegram-bot-api-secret-token': 'ü' }),
    ).toBe(401);
    expect(log.filter((line) => /TypeError|RangeError|reference/.test(line))).toEqual([]);
    expect(await say(ann, '/queue')).toContain('queue');
  });
});

describe('An answer of the Bot API', () => {
  it('is a result that can be read or a trouble, whatever it is, and nothing is waited for longer than a day', async () => {
    let body = '';
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const api = openApi('12345:token', { apiRoot, timeoutSeconds: 60 });
    const calls: Readonly<Record<string, () => Promise<unknown>>> = {
      getMe: async () => Number.isSafeInteger((await api.getMe()).id),
      getUpdates: async () => updatesIn(await api.getUpdates()).every((each) => laneOf(each) !== undefined),
      sendMessage: async () => {
        const sent = await api.sendMessage(1, 'x');
        return Number.isSafeInteger(sent.message_id) && Number.isSafeInteger(sent.chat.id);
      },
      getWebhookInfo: async () => typeof (await api.getWebhookInfo()).url === 'string',
      editMessageText: async () => {
        await api.editMessageText(1, 2, 'x');
        return true;
      },
    };
    const right = {
      getMe: { ok: true, result: { id: 4_711, is_bot: true, first_name: 'Bot', username: 'mocks_bot' } },
      getUpdates: { ok: true, result: WHOLE },
      sendMessage: { ok: true, result: message },
      getWebhookInfo: {
        ok: true,
        result: { url: '', has_custom_certificate: false, pending_update_count: 0 },
      },
      editMessageText: { ok: true, result: true },
    };
    const refused = {
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3, migrate_to_chat_id: -100 },
    };
    for (const [name, answer] of Object.entries(right)) {
      body = JSON.stringify(answer);
      expect(await calls[name]!(), name).toBe(true);
    }
    const answer = fc.oneof(
      ...Object.values(right).map((each) => damaged(each)),
      damaged(refused, fc.oneof(nastyValue, fc.double())),
      fc.double().map((retry_after) => ({ ...refused, parameters: { retry_after } })),
      nastyValue,
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(calls)), answer, async (name, given) => {
        body = JSON.stringify(given) ?? '';
        const outcome = await calling(calls[name]!).catch((error: unknown) => error);
        if (outcome === true) return;
        expect(outcome).toBeInstanceOf(TelegramTrouble);
        const { retryAfterMs, movedTo, message: said } = outcome as TelegramTrouble;
        if (retryAfterMs !== null) {
          expect(Number.isSafeInteger(retryAfterMs) && retryAfterMs > 0).toBe(true);
          expect(retryAfterMs).toBeLessThanOrEqual(86_400_000);
        }
        expect(movedTo === null || Number.isSafeInteger(movedTo)).toBe(true);
        expect(said.length).toBeLessThan(500);
        expect(said).not.toContain('12345');
      }),
      runs(400),
    );
  });

  it('that is none does not end the bot: it asks again later', async () => {
    const server = createServer((request, response) => {
      request.resume();
      const me = { id: 4_711, is_bot: true, first_name: 'Bot', username: 'mocks_bot' };
      const result = request.url?.endsWith('/getMe') ? me : true;
      const isPoll = request.url?.endsWith('/getUpdates');
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(isPoll ? 'null' : JSON.stringify({ ok: true, result }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const { api, startBot, log } = await openScene();
    const running = startBot({ apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    await api.until(() => log.some((line) => line.includes('Telegram gives no updates just now')));
    await expect(running.stop()).resolves.toBeUndefined();
  });

  it('that never ends is none, and is not kept', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (!response.destroyed && response.write(' '.repeat(1_000_000)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const api = openApi('12345:token', { apiRoot, timeoutSeconds: 60 });
    const [trouble, took] = await timed(() => calling(() => api.getMe()).catch((error: unknown) => error));
    server.closeAllConnections();
    server.close();
    expect(trouble).toMatchObject({ kind: 'passing' });
    expect(took).toBeLessThan(PATIENCE_MS);
  });
});
