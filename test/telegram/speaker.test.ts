import { randomUUID } from 'node:crypto';
import { Api } from 'grammy';
import { describe, expect, it } from 'vitest';
import type { ChatReply } from '../../src/chat/reply.ts';
import { Line } from '../../src/telegram/line.ts';
import { type Addressee, Speaker } from '../../src/telegram/speaker.ts';
import { openScene } from './scene.ts';

/** Says replies in Ann's chat, without a bot around it. */
async function openSpeaker() {
  const scene = await openScene();
  const { api, ann, store, clock } = scene;
  const line = new Line(new Api(api.token, { apiRoot: api.root }), store.telegram, clock);
  const speaker = new Speaker(line, store.telegram, randomUUID);
  const { id } = ann.person;
  const say = (reply: ChatReply, because: Addressee['because'] = 'typed') =>
    speaker.say({ chatId: id, userId: id, because, patience: 'answer' }, reply);
  return { ...scene, say };
}

const BUTTONS = [[{ label: 'Go', says: '/go' }]];

describe('a reply on Telegram', () => {
  it('that is long comes in several messages, cut at line ends, the buttons below the last', async () => {
    const { ann, say } = await openSpeaker();
    const lines = Array.from({ length: 300 }, (_, index) => `Line ${index} with <tags> & an ampersand`);
    await say({ text: lines.join('\n'), buttons: BUTTONS });
    expect(ann.heard.length).toBe(3);
    expect(ann.heard.map(({ text }) => text).join('\n')).toBe(lines.join('\n'));
    expect(ann.heard.map(({ keyboard }) => keyboard.length)).toEqual([0, 0, 1]);
  });

  it('has its files below it: pictures to look at, others to keep', async () => {
    const { ann, say } = await openSpeaker();
    const bytes = new TextEncoder().encode('BEGIN:VCALENDAR');
    await say({
      text: 'The schedule:',
      files: [
        { name: 'schedule.png', mediaType: 'image/png', bytes, picture: true, caption: 'Dana & Co' },
        { name: 'schedule.ics', mediaType: 'text/calendar', bytes },
      ],
    });
    expect(ann.transcript).toBe(
      ['Bot: The schedule:', 'Bot: 🖼 schedule.png', '     Dana & Co', 'Bot: 📎 schedule.ics'].join('\n'),
    );
    expect(ann.heard[2]?.file?.bytes).toEqual(bytes);
  });

  it('in a place stands below what was typed, and the former loses its buttons', async () => {
    const { ann, say } = await openSpeaker();
    await say({ text: 'one', buttons: BUTTONS, inPlace: 'here' });
    await say({ text: 'elsewhere', buttons: BUTTONS, inPlace: 'there' });
    await say({ text: 'two', buttons: BUTTONS, inPlace: 'here' });
    expect(ann.transcript).toBe('Bot: one\nBot: elsewhere\n     [Go]\nBot: two\n     [Go]');
  });

  it('in a place replaces the former where that was tapped, or where it comes by itself', async () => {
    const { ann, say } = await openSpeaker();
    await say({ text: 'one', buttons: BUTTONS, inPlace: 'here' });
    await say({ text: 'two', inPlace: 'here' }, { tapOn: ann.heard[0]!.id });
    expect(ann.transcript).toBe('Bot: two');
    await say({ text: 'three', inPlace: 'here' }, 'by-itself');
    expect(ann.transcript).toBe('Bot: three');
    await say({ text: 'four', inPlace: 'here' }, { tapOn: 999 });
    expect(ann.transcript).toBe('Bot: three\nBot: four');
  });

  it('shows no more buttons than Telegram takes', async () => {
    const { ann, say } = await openSpeaker();
    const row = Array.from({ length: 8 }, () => ({ label: 'x'.repeat(200), says: 'y'.repeat(500) }));
    await say({ text: 'many', buttons: Array.from({ length: 20 }, () => row) });
    expect(ann.heard[0]?.keyboard.flat()).toHaveLength(96);
  });
});
