import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Asking, mockEvent, reasonOf, startAsking } from './asking.ts';

const OUTSIDE = 'https://mocks.example.com';

let on: Asking;
beforeEach(async () => {
  on = await startAsking();
});
afterEach(() => on.google.close());

/** A server behind the outside address, and what reached it. */
async function receiver() {
  const got: { url: string | undefined; method: string | undefined; headers: IncomingHttpHeaders }[] = [];
  const server = createServer(({ url, method, headers }, response) => {
    got.push({ url, method, headers });
    response.writeHead(200).end();
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  onTestFinished(() => {
    server.close();
  });
  on.google.push.reach(OUTSIDE, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    states: async () => {
      await on.google.push.settled();
      return got.map(({ headers }) => headers['x-goog-resource-state']);
    },
    got,
  };
}

const watch = (fields: Record<string, unknown> = {}) =>
  on.ask('POST', on.event('watch'), {
    id: 'channel-1',
    type: 'web_hook',
    address: `${OUTSIDE}/calendar/changed`,
    token: 'a-token',
    ...fields,
  });
const stop = (body: object) => on.ask('POST', 'channels/stop', body);
const change = () => on.ask('POST', on.events(), mockEvent({ id: undefined }));

describe('a channel', () => {
  it('is opened for a week at the most, and begins with a message of its own', async () => {
    const { got, states } = await receiver();
    const { status, body } = await watch();
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'api#channel', id: 'channel-1', token: 'a-token' });
    expect(Number(body.expiration)).toBe(Date.parse('2026-11-29T17:00:00Z'));
    expect(await states()).toEqual(['sync']);
    expect(got[0]).toMatchObject({
      url: '/calendar/changed',
      method: 'POST',
      headers: {
        'x-goog-channel-id': 'channel-1',
        'x-goog-channel-token': 'a-token',
        'x-goog-resource-id': body.resourceId,
        'x-goog-message-number': '1',
        'content-length': '0',
      },
    });
  });

  it('tells of every change by whatever hand, with growing numbers', async () => {
    const { got, states } = await receiver();
    await watch();
    await change();
    on.google.people.appointment('alpha@example.com', {
      start: '2026-12-01T18:00:00-08:00',
      end: '2026-12-01T19:00:00-08:00',
    });
    expect(await states()).toEqual(['sync', 'exists', 'exists']);
    const numbers = got.map(({ headers }) => Number(headers['x-goog-message-number']));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it('says nothing of reading, of failed writes and of other calendars', async () => {
    const { states } = await receiver();
    await watch();
    on.google.addCalendar('alpha@example.com');
    on.google.put({ summary: 'Lunch' }, 'alpha@example.com');
    await on.ask('GET', on.events());
    await on.ask('POST', on.events(), { summary: 'no times' });
    expect(await states()).toEqual(['sync']);
  });

  it('tells until it is stopped, or its time is over', async () => {
    const { states } = await receiver();
    const { body } = await watch();
    await watch({ id: 'channel-2', expiration: Date.parse('2026-11-22T18:00:00Z') });
    expect((await stop({ id: 'channel-1', resourceId: body.resourceId })).status).toBe(204);
    on.pass({ hours: 1 });
    expect(on.google.push.channels).toEqual([]);
    await change();
    expect(await states()).toEqual(['sync', 'sync']);
    expect(reasonOf(await stop({ id: 'channel-1', resourceId: body.resourceId }))).toBe('404 notFound');
  });

  it.each([
    [{ id: undefined }, '400 required'],
    [{ id: 'a b' }, '400 channelIdInvalid'],
    [{ type: 'sms' }, '400 push.channelTypeNotSupported'],
    [{ address: 'http://mocks.example.com' }, '400 push.webhookUrlNotHttps'],
    [{ token: 'x'.repeat(257) }, '400 channelTokenTooLong'],
    [{ expiration: 1 }, '400 invalid'],
  ])('is refused with %j: %s', async (fields, reason) => {
    expect(reasonOf(await watch(fields))).toBe(reason);
  });

  it('needs an id that was never used', async () => {
    await watch();
    expect(reasonOf(await watch())).toBe('400 channelIdNotUnique');
  });
});

describe('messages on their way', () => {
  it('may get lost, come twice, or come late', async () => {
    const { states } = await receiver();
    const { push } = on.google;
    await watch();
    push.lose();
    await change();
    push.duplicate();
    await change();
    expect(await states()).toEqual(['sync', 'exists', 'exists']);
    push.hold();
    await change();
    expect(await states()).toHaveLength(3);
    push.release();
    expect(await states()).toHaveLength(4);
    expect(push.messages.map(({ outcome }) => outcome)).toEqual([200, 'lost', 200, 200, 200]);
  });

  it('reach nobody at an address that leads nowhere', async () => {
    await watch();
    await on.google.push.settled();
    expect(on.google.push.messages).toMatchObject([{ state: 'sync', outcome: 'unreachable' }]);
  });
});
