import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { channelTokenHash, openChangePost } from '../../../src/calendar/google/change-post.ts';
import { TestClock } from '../../booking/office.ts';
import { at, newEvent } from '../builders.ts';
import { OUTSIDE, openPushScene, type PushProcess, type PushScene } from './push-scene.ts';
import { openScene, START } from './scene.ts';

const DAY = [at('2026-12-01T00:00'), at('2026-12-02T00:00')] as const;
const PATH = '/calendar/changed';

const channelsOf = ({ google }: PushScene) => google.push.channels.map(({ id }) => id);
const changeByHand = ({ google }: PushScene) =>
  google.people.appointment('alpha@example.com', {
    start: '2026-12-01T18:00:00-08:00',
    end: '2026-12-01T19:00:00-08:00',
  });

async function listening(): Promise<{ scene: PushScene; program: PushProcess }> {
  const scene = await openPushScene();
  const program = await scene.start();
  await program.listen();
  await program.heard();
  return { scene, program };
}

describe('Google Calendar tells of changes', () => {
  it('not at all without a public address, and no call is made for it', async () => {
    const scene = await openScene();
    expect(await scene.calendar.listen(() => {})).toBeNull();
    expect(scene.methods()).toEqual([]);
  });

  it('on one channel, whose secret is kept by nobody', async () => {
    const { scene } = await listening();
    expect(scene.methods()).toEqual(['watch']);
    const { body, query } = scene.google.calls.findLast(({ method }) => method === 'watch')!;
    const { id, token } = body as { id: string; token: string };
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}-[0-9a-f]{8}$/),
      token: expect.any(String),
      type: 'web_hook',
      address: `${OUTSIDE}${PATH}`,
      expiration: String(scene.clock.now().add({ hours: 168 }).epochMilliseconds),
    });
    expect(query).toEqual({ fields: 'resourceId,expiration' });
    const kept = [...scene.book.channels.values()];
    expect(kept).toEqual([
      {
        id,
        resourceId: scene.google.push.channels[0]?.resourceId,
        tokenHash: createHash('sha256').update(token).digest('hex'),
        expiresAt: scene.google.push.channels[0]?.expiresAt,
      },
    ]);
    expect(JSON.stringify([kept, scene.logged])).not.toContain(token);
    expect(scene.counted('watch')).toEqual({ calls: 1, successes: 1 });
  });

  it('by whatever hand, until nobody listens any more', async () => {
    const scene = await openPushScene();
    const program = await scene.start();
    const end = await program.listen();
    expect(await program.heard()).toBe(0);
    changeByHand(scene);
    expect(await program.heard()).toBe(1);
    await program.calendar.create(newEvent());
    expect(await program.heard()).toBe(1);
    await end.close();
    changeByHand(scene);
    expect(await program.heard()).toBe(0);
  });

  it('through a path of the public address, whether the proxy takes it off or not', async () => {
    for (const inside of ['', '/mocks']) {
      const scene = await openPushScene();
      const program = await scene.start({ publicUrl: `${OUTSIDE}/mocks` });
      scene.google.push.reach(`${OUTSIDE}/mocks`, `${program.address}${inside}`);
      await program.listen();
      changeByHand(scene);
      expect(await program.heard()).toBe(1);
    }
  });

  it('and the channel waits its turn with the other calls', async () => {
    const { scene, program } = await listening();
    const before = scene.clock.now();
    await program.calendar.events(...DAY);
    expect(scene.methods()).toEqual(['watch', 'list']);
    expect(scene.clock.now().since(before).total('seconds')).toBeGreaterThanOrEqual(2);
  });
});

describe('A channel', () => {
  it('costs no call and no look into the store while it is good', async () => {
    const { scene, program } = await listening();
    for (let minute = 0; minute < 50; minute += 5) {
      scene.clock.pass({ minutes: 5 });
      await program.calendar.events(...DAY);
    }
    expect(scene.methods().filter((method) => method === 'watch')).toHaveLength(1);
    expect(scene.book.loads).toBe(1);
  });

  it('is replaced two days before it ends, without a moment in which nobody tells', async () => {
    const { scene, program } = await listening();
    const [first] = channelsOf(scene);
    scene.clock.pass({ hours: 5 * 24 - 1 });
    await program.calendar.events(...DAY);
    expect(channelsOf(scene)).toEqual([first]);
    scene.clock.pass({ hours: 1 });
    scene.google.fault({ kind: 'slow', method: 'stop', meanwhile: () => void changeByHand(scene) });
    await program.calendar.events(...DAY);
    expect(scene.methods().slice(-3)).toEqual(['watch', 'stop', 'list']);
    expect(channelsOf(scene)).toHaveLength(1);
    expect(channelsOf(scene)).not.toContain(first);
    expect([...scene.book.channels.keys()]).toEqual(channelsOf(scene));
    // Both told of what changed before the first was stopped; its last message is of no known channel then.
    expect(await program.heard()).toBeGreaterThanOrEqual(1);
    changeByHand(scene);
    expect(await program.heard()).toBe(1);
  });

  it('is opened anew where it ended while nobody looked', async () => {
    const { scene, program } = await listening();
    const [first] = channelsOf(scene);
    scene.clock.pass({ hours: 30 * 24 });
    expect(channelsOf(scene)).toEqual([]);
    await program.calendar.events(...DAY);
    expect(channelsOf(scene)).toHaveLength(1);
    expect([...scene.book.channels.keys()]).not.toContain(first);
    expect(scene.methods()).not.toContain('stop');
  });

  it('is left as it is when the program ends, and goes on with the next start', async () => {
    const { scene, program } = await listening();
    await program.stop();
    const next = await scene.start();
    await next.listen();
    changeByHand(scene);
    expect(await next.heard()).toBe(1);
    expect(scene.methods()).toEqual(['watch']);
  });

  it('is one for all processes, whichever of them the messages reach', async () => {
    const { scene, program } = await listening();
    const other = await scene.start();
    await other.listen();
    changeByHand(scene);
    expect(await other.heard()).toBe(1);
    expect(await program.heard()).toBe(0);
    expect(scene.methods()).toEqual(['watch']);
  });

  it('is known to a process that was there before it', async () => {
    const scene = await openPushScene();
    scene.google.fault({ kind: 'status', status: 503, method: 'watch' });
    const early = await scene.start();
    await early.listen();
    const later = await scene.start();
    await later.listen();
    scene.google.push.reach(OUTSIDE, early.address);
    scene.clock.pass({ seconds: 10 });
    changeByHand(scene);
    expect(await early.heard()).toBe(1);
  });

  it('too many, which two processes opened at the same moment, is ended by whoever looks next', async () => {
    const scene = await openPushScene();
    const [one, two] = [await scene.start(), await scene.start()];
    const load = scene.book.load.bind(scene.book);
    scene.book.load = async () => {
      await load();
      return [];
    };
    await one.listen();
    await two.listen();
    scene.book.load = load;
    expect(channelsOf(scene)).toHaveLength(2);
    scene.clock.pass({ hours: 1 });
    await Promise.all([one, two].map(({ calendar }) => calendar.events(...DAY)));
    expect(channelsOf(scene)).toHaveLength(1);
    expect([...scene.book.channels.keys()]).toEqual(channelsOf(scene));
    changeByHand(scene);
    expect(await two.heard()).toBe(1);
  });

  it('for another public address is not relied on, and left to expire', async () => {
    const { scene, program } = await listening();
    await program.stop();
    const moved = await scene.start({ publicUrl: 'https://elsewhere.example.com' });
    await moved.listen();
    expect(scene.methods()).toEqual(['watch', 'watch']);
    changeByHand(scene);
    expect(await moved.heard()).toBe(1);
    scene.clock.pass({ hours: 6 * 24 });
    await moved.calendar.events(...DAY);
    scene.clock.pass({ hours: 2 * 24 });
    await moved.calendar.events(...DAY);
    expect(scene.book.channels.size).toBe(1);
  });

  it('that lives shorter than asked for is replaced at half of its life', async () => {
    const scene = await openPushScene();
    const program = await scene.start();
    scene.google.push.shorten({ minutes: 60 });
    await program.listen();
    const watches = () => scene.methods().filter((method) => method === 'watch').length;
    scene.clock.pass({ minutes: 29 });
    await program.calendar.events(...DAY);
    expect(watches()).toBe(1);
    scene.clock.pass({ minutes: 1 });
    await program.calendar.events(...DAY);
    expect(watches()).toBe(2);
  });
});

describe('A channel that cannot be had', () => {
  it.each([
    ['the right is missing', { status: 403, reason: 'insufficientPermissions' }, 'auth google'],
    ['the calendar may not be seen', { status: 404 }, 'GOOGLE_CALENDAR_ID'],
    [
      'Google does not accept the address',
      { status: 401, reason: 'push.webhookUrlUnauthorized' },
      'PUBLIC_URL',
    ],
    [
      'Google tells nothing of such calendars',
      { status: 400, reason: 'pushNotSupportedForRequestedResource' },
      'PUBLIC_URL',
    ],
    ['Google has trouble', { status: 503 }, 'Nothing need be done'],
    ['calls come too fast', { status: 403, reason: 'rateLimitExceeded' }, 'Nothing need be done'],
  ])('because %s stops nothing, is told of once, and tried again later', async (_, refusal, remedy) => {
    const scene = await openPushScene();
    scene.google.fault({ kind: 'status', ...refusal, method: 'watch', times: Number.POSITIVE_INFINITY });
    const program = await scene.start();
    await program.listen();
    expect(await program.calendar.events(...DAY)).toEqual([]);
    expect(scene.methods()).toEqual(['watch', 'list']);
    scene.clock.pass({ minutes: 61 });
    await program.calendar.events(...DAY);
    expect(scene.methods()).toEqual(['watch', 'list', 'watch', 'list']);
    const told = scene.logged.filter((line) => line.includes('does not tell of changes'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(remedy);
    scene.google.clearFaults();
    scene.clock.pass({ minutes: 61 });
    await program.calendar.events(...DAY);
    expect(channelsOf(scene)).toHaveLength(1);
    expect(scene.logged.at(-1)).toContain('tells of changes again');
    await program.heard();
    changeByHand(scene);
    expect(await program.heard()).toBe(1);
  });

  it('because Google does not answer stops nothing', async () => {
    const scene = await openPushScene();
    scene.google.fault({ kind: 'drop', when: 'after', method: 'watch' });
    const program = await scene.start();
    await program.listen();
    // It was opened all the same, but nobody knows it: what it says is not taken.
    expect(channelsOf(scene)).toHaveLength(1);
    changeByHand(scene);
    expect(await program.heard()).toBe(0);
    scene.clock.pass({ minutes: 5 });
    expect(await program.calendar.events(...DAY)).toHaveLength(1);
    changeByHand(scene);
    expect(await program.heard()).toBe(1);
  });

  it('because the store is away stops no reading of the calendar', async () => {
    const scene = await openPushScene();
    scene.book.failing = true;
    const program = await scene.start();
    await program.listen();
    expect(await program.calendar.events(...DAY)).toEqual([]);
    expect(scene.methods()).toEqual(['list']);
    expect(scene.logged.join()).not.toContain('the store is away');
    scene.book.failing = false;
    scene.clock.pass({ minutes: 5 });
    await program.calendar.events(...DAY);
    expect(channelsOf(scene)).toHaveLength(1);
  });

  it.each(['not at all', 'unsaid'] as const)(
    'because the store does not take a channel leaves none behind at Google: %s',
    async (keeping) => {
      const scene = await openPushScene();
      scene.book.keeping = keeping;
      const program = await scene.start();
      await program.listen();
      expect(await program.calendar.events(...DAY)).toEqual([]);
      expect(scene.methods()).toEqual(['watch', 'stop', 'list']);
      expect(channelsOf(scene)).toEqual([]);
      scene.book.keeping = 'well';
      scene.clock.pass({ minutes: 5 });
      await program.calendar.events(...DAY);
      expect(channelsOf(scene)).toEqual([...scene.book.channels.keys()]);
      expect(channelsOf(scene)).toHaveLength(1);
      changeByHand(scene);
      expect(await program.heard()).toBe(1);
    },
  );

  it('is no reason to stop the old one; one that cannot be stopped ends by itself', async () => {
    const { scene, program } = await listening();
    scene.clock.pass({ hours: 6 * 24 });
    scene.google.fault({ kind: 'status', status: 503, method: 'watch' });
    await program.calendar.events(...DAY);
    expect(scene.methods()).not.toContain('stop');
    changeByHand(scene);
    expect(await program.heard()).toBe(1);
    scene.google.fault({ kind: 'status', status: 503, method: 'stop' });
    scene.clock.pass({ minutes: 5 });
    await program.calendar.events(...DAY);
    expect(channelsOf(scene)).toHaveLength(2);
    scene.google.fault({ kind: 'status', status: 403, reason: 'forbidden', method: 'stop' });
    scene.clock.pass({ hours: 1 });
    await program.calendar.events(...DAY);
    expect(scene.book.channels.size).toBe(1);
    expect(channelsOf(scene)).toHaveLength(2);
    scene.clock.pass({ hours: 24 });
    expect(channelsOf(scene)).toEqual([...scene.book.channels.keys()]);
  });
});

describe('A message', () => {
  const send = (program: PushProcess, headers: Record<string, string>, init: RequestInit = {}) =>
    fetch(`${program.address}${PATH}`, { method: 'POST', headers, ...init });
  const genuine = (scene: PushScene): Record<string, string> => {
    const { id, token } = scene.google.push.channels[0]!;
    return {
      'X-Goog-Channel-ID': id,
      'X-Goog-Channel-Token': token!,
      'X-Goog-Resource-State': 'exists',
      'X-Goog-Message-Number': '2',
    };
  };

  it('is taken, also when it comes twice or with a number of long ago', async () => {
    const { scene, program } = await listening();
    scene.google.push.duplicate();
    changeByHand(scene);
    expect(await program.heard()).toBe(2);
    expect((await send(program, genuine(scene))).status).toBe(200);
    expect(await program.heard()).toBe(1);
    expect(scene.google.push.messages.map(({ outcome }) => outcome)).toEqual([200, 200, 200]);
  });

  it.each<[string, Record<string, string>, number]>([
    ['with another token', { 'X-Goog-Channel-Token': 'guessed' }, 403],
    ['without a token', { 'X-Goog-Channel-Token': '' }, 403],
    ['of a channel that there is not', { 'X-Goog-Channel-ID': 'no-such-channel' }, 404],
    ['without a channel', { 'X-Goog-Channel-ID': '' }, 404],
  ])('%s tells nothing', async (_, forged, status) => {
    const { scene, program } = await listening();
    expect((await send(program, { ...genuine(scene), ...forged })).status).toBe(status);
    expect(await program.heard()).toBe(0);
  });

  it('is a POST', async () => {
    const { scene, program } = await listening();
    for (const method of ['GET', 'PUT', 'DELETE']) {
      expect((await send(program, genuine(scene), { method })).status).toBe(405);
    }
    expect(await program.heard()).toBe(0);
  });

  it('that only opens the channel is taken and tells nothing', async () => {
    const { scene, program } = await listening();
    const headers = { ...genuine(scene), 'X-Goog-Resource-State': 'sync' };
    expect((await send(program, headers)).status).toBe(200);
    expect(await program.heard()).toBe(0);
  });

  it('may come before the answer that opens its channel', async () => {
    const scene = await openPushScene();
    const program = await scene.start();
    let status: number | undefined;
    scene.google.fault({
      kind: 'slow',
      method: 'watch',
      when: 'after',
      meanwhile: async () => {
        status = (await send(program, genuine(scene))).status;
      },
    });
    await program.listen();
    expect(status).toBe(200);
    expect(await program.heard()).toBe(1);
  });

  it('has no body that anybody reads', async () => {
    const { scene, program } = await listening();
    const body = Buffer.alloc(5_000_000, 'x');
    expect((await send(program, genuine(scene), { body })).status).toBe(200);
    expect((await send(program, { 'X-Goog-Channel-ID': 'forged' }, { body })).status).toBe(404);
    expect(await program.heard()).toBe(1);
  });

  it('that is forged costs nothing but its answer, however many come', async () => {
    const { scene, program } = await listening();
    const loads = scene.book.loads;
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, index) => send(program, { 'X-Goog-Channel-ID': `forged-${index}` })),
      );
      expect(new Set(answers.map(({ status }) => status)).isSubsetOf(new Set([404, 503]))).toBe(true);
    }
    expect(scene.book.loads).toBe(loads + 1);
    scene.clock.pass({ seconds: 10 });
    await send(program, { 'X-Goog-Channel-ID': 'forged' });
    expect(scene.book.loads).toBe(loads + 2);
    expect(scene.methods()).toEqual(['watch']);
    expect(await program.heard()).toBe(0);
  });

  it('of an unknown channel is answered also while the store is away', async () => {
    const { scene, program } = await listening();
    scene.book.failing = true;
    expect((await send(program, { 'X-Goog-Channel-ID': 'forged' })).status).toBe(404);
    changeByHand(scene);
    expect(await program.heard()).toBe(1);
  });

  it('reaches the calendar that it is about, of several that one process has', async () => {
    const post = openChangePost(OUTSIDE, new TestClock(START));
    const told: string[] = [];
    const open = (name: string) =>
      post.open({
        tokenHash: (id) => (id === `channel of ${name}` ? channelTokenHash(`token of ${name}`) : null),
        readChannels: async () => {},
        tell: () => told.push(name),
      });
    const message = async (channel: string, token: string) => {
      const headers = {
        'X-Goog-Channel-ID': `channel of ${channel}`,
        'X-Goog-Channel-Token': `token of ${token}`,
      };
      return (await post.answer(new Request(post.address, { method: 'POST', headers }))).status;
    };
    const close = open('evening');
    open('weekend');
    expect([await message('weekend', 'weekend'), await message('evening', 'evening')]).toEqual([200, 200]);
    expect(await message('weekend', 'evening')).toBe(403);
    close();
    expect(await message('evening', 'evening')).toBe(404);
    expect(told).toEqual(['weekend', 'evening']);
  });
});
