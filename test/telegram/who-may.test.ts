import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { enqueue } from '../booking/office.ts';
import { openScene } from './scene.ts';
import type { Hand } from './stand-in/hand.ts';

const GROUP = -1_001_234_567_890;
const sentAway = ({ person }: Hand) =>
  `This bot is for coordinators. Your Telegram id is ${person.id}; whoever runs the bot can let you in with it.`;

describe('who may use the bot', () => {
  it('is not a stranger, who gets one line an hour with their own id, and a row in the audit likewise', async () => {
    const { store, workspace, stranger, clock, say, startBot, api } = await openScene();
    startBot();
    await enqueue(store, 'Dana', undefined, workspace);
    expect(await say(stranger, '/queue')).toBe(sentAway(stranger));
    expect(await say(stranger, '/status dana')).toBe('');
    await clock.pass({ minutes: 59 });
    expect(await say(stranger, '/queue')).toBe('');
    await clock.pass({ minutes: 2 });
    expect(await say(stranger, '/queue')).toBe(sentAway(stranger));
    const rows = (await store.audit({ workspace })).filter(({ action }) => action === 'turned-away');
    expect(rows.map(({ actor }) => actor)).toEqual(Array(2).fill(`telegram:${stranger.person.id}`));
    const sent = api.calls.filter(({ payload }) => payload['chat_id'] === stranger.person.id);
    expect(JSON.stringify(sent)).not.toContain('Dana');
  });

  it('brings a stranger to the store once an hour, however often they write', async () => {
    const { store, stranger, clock, say, startBot } = await openScene();
    let met = 0;
    const telegram: Store['telegram'] = {
      ...store.telegram,
      meetStranger: (input) => {
        met += 1;
        return store.telegram.meetStranger(input);
      },
    };
    const counting = new Proxy(store, {
      get: (target, key) => (key === 'telegram' ? telegram : (Reflect.get(target, key) as unknown)),
    });
    startBot({ store: counting });
    await say(stranger, ...Array.from({ length: 20 }, (_, number) => `hello ${number}`));
    expect(met).toBe(1);
    await clock.pass({ minutes: 61 });
    await say(stranger, 'hello', 'hello?');
    expect(met).toBe(2);
  });

  it('tells a stranger no more often after a restart', async () => {
    const { stranger, say, startBot } = await openScene();
    const first = startBot();
    await say(stranger, 'hello');
    await first.stop();
    startBot();
    expect(await say(stranger, 'hello?')).toBe('');
  });

  it('tells everybody the id of a chat', async () => {
    const { api, stranger, say, startBot } = await openScene();
    startBot();
    const { id } = stranger.person;
    expect(await say(stranger, '/get_chat_id')).toBe(`This chat has the id ${id}.`);
    const group = api.inGroup(GROUP, stranger.person);
    expect(await say(group, '/get_chat_id@mock_scheduler_bot')).toBe(
      `This chat has the id ${GROUP}. Your own is ${id}.`,
    );
  });

  it('is decided by number with every tap: a button in a group may be pressed by anybody', async () => {
    const { api, ann, ben, stranger, store, workspace, say, quiet, startBot } = await openScene();
    startBot();
    const group = api.inGroup(GROUP, ann.person);
    await say(group, '/start@mock_scheduler_bot');
    const card = group.heard.at(-1)!;
    const hers = api.inGroup(GROUP, stranger.person);
    const query = hers.tapOn(card, '✖ Cancel');
    await quiet();
    expect(hers.answerTo(query)).toBe(sentAway(stranger));
    const his = api.inGroup(GROUP, ben.person);
    const notHis = his.tapOn(card, '✖ Cancel');
    await quiet();
    expect(his.answerTo(notHis)).toContain('somebody else');
    const key = `telegram:${GROUP}:${ann.person.id}`;
    expect(await store.loadConversation({ workspace, key })).not.toBeNull();
  });

  it('refuses whom Telegram does not name: anonymous group admins and channels', async () => {
    const { api, ann, quiet, startBot } = await openScene();
    startBot();
    const group = api.inGroup(GROUP, ann.person);
    const chat = { id: GROUP, type: 'supergroup', title: 'Coordinators' };
    await api.until(() => api.calls.some(({ method }) => method === 'getUpdates'));
    api.state.updates.add('message', {
      message_id: 9,
      date: 1,
      chat,
      from: { id: ann.person.id, is_bot: false, first_name: 'Group' },
      sender_chat: chat,
      text: '/queue@mock_scheduler_bot',
    });
    await quiet();
    expect(group.heard).toEqual([]);
  });
});

describe('in a group', () => {
  it('the bot answers admins alone, and only when addressed', async () => {
    const scene = await openScene();
    const { api, say, quiet, startBot } = scene;
    startBot();
    const ann = api.inGroup(GROUP, scene.ann.person);
    const stranger = api.inGroup(GROUP, scene.stranger.person);
    expect(await say(ann, 'good morning')).toBe('');
    expect(await say(ann, '/queue')).toBe('');
    expect(await say(ann, '/queue@another_bot')).toBe('');
    expect(await say(stranger, '/queue@mock_scheduler_bot')).toBe('');
    expect(await say(ann, '/queue@mock_scheduler_bot')).toContain('The queue is empty');
    expect(await say(ann, '@mock_scheduler_bot /queue')).toContain('The queue is empty');
    await say(ann, '/start@mock_scheduler_bot');
    ann.type('Dana Fox', ann.heard.at(-1));
    await quiet();
    expect(ann.heard.at(-1)?.text).toContain('Name: Dana Fox');
  });

  it('each admin has a conversation of their own', async () => {
    const scene = await openScene();
    const { api, say, startBot } = scene;
    startBot();
    const [ann, ben] = [api.inGroup(GROUP, scene.ann.person), api.inGroup(GROUP, scene.ben.person)];
    await say(ann, '/start@mock_scheduler_bot');
    await say(ben, '/start@mock_scheduler_bot');
    expect(await say(ann, '@mock_scheduler_bot Dana')).toContain('Name: Dana');
    expect(await say(ben, '@mock_scheduler_bot Eli')).toContain('Name: Eli');
  });
});

describe('the menu of commands', () => {
  it('is shown to admins alone, and to one who opens the bot later', async () => {
    const { api, ann, ben, say, startBot } = await openScene();
    ann.chat.isDeleted = true;
    startBot();
    await api.until(() => api.state.commands.size === 1);
    const menuOf = ({ person }: Hand) => JSON.stringify({ type: 'chat', chat_id: person.id });
    expect([...api.state.commands.keys()]).toEqual([menuOf(ben)]);
    ann.chat.isDeleted = false;
    await say(ann, '/help');
    await api.until(() => api.state.commands.has(menuOf(ann)));
    expect(api.state.commands.get(menuOf(ann))).toContainEqual(expect.objectContaining({ command: 'queue' }));
  });
});
