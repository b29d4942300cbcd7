import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/chat/commands/all.ts';
import { advanceIntake, pendingWant, resumeReplies } from '../../src/intake/intake.ts';
import { readName } from '../../src/intake/reading/name.ts';
import { candidateRequestFrom } from '../../src/request/candidate-request.ts';
import { nameFault } from '../../src/sop/shown-name.ts';
import { openTestOffice, type TestOffice } from '../booking/office.ts';
import { ANSWERS, openChat } from '../chat/talk.ts';
import { context, havingSaid, ANSWERS as SAID } from '../intake/talk.ts';
import { damaged, NASTY_TEXTS, nastyText, PATIENCE_MS, runs, timed } from './nasty.ts';

/** Far more than any answer says; whoever sends a megabyte is not sent it back. */
const REPLY_MAX = 20_000;

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  const chat = openChat(office);
  await chat.say(...ANSWERS, 'yes');
});

const names = COMMANDS.map(({ name }) => `/${name}`);
const command = fc
  .tuple(
    fc.constantFrom(...names, '/', '//', '/ ', '/NOSUCH', '/constructor', '/__proto__', '/\u202Eeueuq'),
    nastyText,
    fc.constantFrom(' ', '\n', '\t', ' \u0000', '@bot ', '', '   '),
  )
  .map(([name, text, gap]) => `${name}${gap}${text}`);
const odd = fc.oneof(
  command,
  nastyText,
  fc.constantFrom('yes', '/start', '/cancel', '/back', '/keep', ...ANSWERS.slice(1)),
);

describe('Whatever is typed into a chat', () => {
  it('is answered, in a message of ordinary length, and nobody is queued by it', async () => {
    let chats = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(odd, { minLength: 1, maxLength: 6 }), async (texts) => {
        chats += 1;
        const chat = openChat(office, `chat-${chats}`);
        for (const text of texts) {
          for (const reply of await chat.hear(text)) {
            expect(reply.text).not.toBe('');
            expect(reply.text.length).toBeLessThan(REPLY_MAX);
          }
        }
      }),
      runs(40),
    );
    const queued = await office.store.candidates({ workspace: office.desk.workspace });
    for (const { name } of queued) expect(nameFault(name)).toBeNull();
  });

  it.each(['/start', ...names])('is answered within seconds where it is very long after %s', async (name) => {
    const chat = openChat(office, `long-${name}`);
    for (const unit of ['x', ' a', '👍', '9-12,', '\u202E']) {
      for (const length of [9_900, 1_000_000]) {
        const [replies, took] = await timed(() => chat.hear(`${name} ${unit.repeat(length / unit.length)}`));
        for (const { text } of replies) expect(text.length).toBeLessThan(REPLY_MAX);
        expect(took).toBeLessThan(PATIENCE_MS);
      }
    }
  });

  it('is answered within seconds where it is very long in the middle of a conversation', async () => {
    for (const [index] of ANSWERS.entries()) {
      const chat = openChat(office, `middle-${index}`);
      await chat.say(...ANSWERS.slice(0, index + 1));
      for (const unit of ['x', 'in the ', '9-12,', '1 Dec ', 'a@', '\n', '&<', '山']) {
        for (const length of [9_900, 1_000_000]) {
          const [replies, took] = await timed(() => chat.hear(unit.repeat(length / unit.length)));
          for (const { text } of replies) expect(text.length).toBeLessThan(REPLY_MAX);
          expect(took).toBeLessThan(PATIENCE_MS);
        }
      }
    }
  });

  it('is never shown as markup or as somebody else: a name is one visible line', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const reading = readName(text);
        if (!reading.ok) return;
        expect(nameFault(reading.value)).toBeNull();
        expect(readName(reading.value)).toEqual(reading);
      }),
      runs(500),
    );
    for (const text of NASTY_TEXTS) expect(readName(text)).toHaveProperty('ok');
  });
});

describe('A conversation whose state was damaged in the store', () => {
  const states = [SAID.slice(0, 3), SAID, [...SAID, 'edit']].map((said) => havingSaid(said).state);

  it('goes on or ends in plain words', () => {
    const NOW = context();
    fc.assert(
      fc.property(fc.oneof(...states.map((state) => damaged(state))), nastyText, (state, text) => {
        for (const { text: said } of resumeReplies(state, NOW)) expect(said).not.toBe('');
        const want = pendingWant(state, NOW);
        if (want !== null && want.type !== 'checkEmail')
          expect(candidateRequestFrom(want.request).ok).toBe(true);
        const step = advanceIntake(state, { type: 'text', text }, NOW);
        expect(step.replies.length + (step.want === null ? 0 : 1)).toBeGreaterThan(0);
      }),
      runs(300),
    );
  });
});
