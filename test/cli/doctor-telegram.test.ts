import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import { checkTelegram } from '../../src/cli/doctor/telegram.ts';
import type { TelegramSettings } from '../../src/config/telegram-settings.ts';
import { BotApi } from '../telegram/stand-in/bot-api.ts';
import { Refusal } from '../telegram/stand-in/refusal.ts';

const ANN = 5_000_000_001;
const BEN = 5_000_000_002;

let api: BotApi;
beforeEach(async () => {
  api = await BotApi.start();
  api.person(ANN, 'Ann');
  api.person(BEN, 'Ben');
});
afterEach(() => api.close());

/** What is found, by check, for the stand-in's own bot unless said otherwise. */
async function found(changes: Partial<TelegramSettings> = {}) {
  const findings = await checkTelegram({
    token: api.token,
    apiRoot: api.root,
    adminIds: [ANN, BEN],
    adminChatId: null,
    webhook: null,
    ...changes,
  });
  return new Map(findings.map((finding) => [finding.check, finding]));
}

const told = (finding: Finding | undefined) => `${finding?.status}: ${finding?.message} → ${finding?.remedy}`;

describe('what doctor finds out about Telegram', () => {
  it('is nothing to mend where all is well', async () => {
    const findings = [...(await found()).values()];
    expect(findings.map(({ check, status, message }) => [check, status, message])).toEqual([
      ['Telegram', 'ok', 'The bot is @mock_scheduler_bot.'],
      ['Telegram updates', 'ok', 'They are fetched by long polling.'],
      [`Telegram chat ${ANN}`, 'ok', 'The bot may write there.'],
      [`Telegram chat ${BEN}`, 'ok', 'The bot may write there.'],
    ]);
    expect([ANN, BEN].map((id) => api.person(id, '').heard)).toEqual([[], []]);
  });

  it('is that it is not set', async () => {
    expect(await checkTelegram(null)).toMatchObject([{ status: 'ok' }]);
  });

  it('is a token that Telegram does not know', async () => {
    const token = '4711:mistyped';
    const findings = await found({ token });
    expect([...findings.keys()]).toEqual(['Telegram']);
    expect(told(findings.get('Telegram'))).toMatch(
      /^fails: Telegram does not know the token\. → Copy TELEGRAM_BOT_TOKEN from @BotFather/,
    );
    expect(JSON.stringify([...findings.values()])).not.toContain('mistyped');
  });

  it('is that Telegram cannot be reached, or answers with an error of its own', async () => {
    const closed = await BotApi.start();
    await closed.close();
    const away = await found({ apiRoot: closed.root });
    expect(told(away.get('Telegram'))).toMatch(
      /^fails: Telegram could not be reached\. → Check the network, and TELEGRAM_API_ROOT/,
    );
    expect(JSON.stringify([...away.values()])).not.toContain(api.token);
    api.faults.next(new Refusal(502, 'Bad Gateway'));
    expect(told((await found()).get('Telegram'))).toMatch(/^fails: Telegram answered getMe with 502/);
  });

  it('is an admin who never wrote to the bot, or blocks it, and nothing against the others', async () => {
    const findings = await found({ adminIds: [ANN, 77] });
    expect(findings.get(`Telegram chat ${ANN}`)?.status).toBe('ok');
    expect(told(findings.get('Telegram chat 77'))).toMatch(
      /^warning: The bot cannot write there: .*chat not found\. → Let that person press Start/,
    );
    api.person(BEN, 'Ben').block();
    expect(told((await found()).get(`Telegram chat ${BEN}`))).toContain('bot was blocked by the user');
  });

  it('asks after the chat of ADMIN_CHAT_ID alone where it is set: that one is told of everything', async () => {
    const findings = await found({ adminChatId: -100_200, adminIds: [77] });
    expect([...findings.keys()].slice(2)).toEqual(['Telegram chat -100200']);
    expect(findings.get('Telegram chat -100200')?.status).toBe('warning');
  });

  it('is a webhook that Telegram does not get through to, with what it says of it', async () => {
    const nobody = await BotApi.start();
    await nobody.close();
    const url = `${nobody.root}/telegram`;
    api.state.updates.setWebhook({ url, secret: 'hush', connections: 1 }, false);
    const webhook = { url, secret: 'hush' };
    expect(told((await found({ webhook })).get('Telegram updates'))).toBe(`ok: They come to ${url}. → null`);
    api.person(ANN, 'Ann').type('/help');
    await expect
      .poll(async () => told((await found({ webhook })).get('Telegram updates')))
      .toMatch(/^warning: Telegram could not reach http.*\/telegram: Connection refused\. → .*HTTPS/);
    api.state.updates.setWebhook(null, true);
  });

  it('is that nobody fetches what is written to the bot', async () => {
    const ann = api.person(ANN, 'Ann');
    for (let messages = 0; messages < 21; messages += 1) ann.type('hello?');
    expect(told((await found()).get('Telegram updates'))).toMatch(
      /^warning: 21 messages wait at Telegram\. → Start the program/,
    );
  });
});
