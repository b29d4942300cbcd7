import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConsentListener, listenForConsent } from '../../src/cli/auth-google-listener.ts';
import { UserError } from '../../src/errors.ts';

let listener: ConsentListener;
beforeEach(async () => {
  listener = await listenForConsent(0);
});
afterEach(() => listener.close());

const NEVER = new AbortController().signal;
const asked = async (query: string, init: RequestInit = {}) => {
  const answer = await fetch(`${listener.redirectUri}${query}`, init);
  return { status: answer.status, page: await answer.text(), headers: answer.headers };
};

describe('the way back from Google’s consent page', () => {
  it('is an address of this machine alone', () => {
    expect(listener.redirectUri).toBe(`http://127.0.0.1:${listener.port}/`);
  });

  it('hands over the code once, however often a browser asks, and tells it each time', async () => {
    const codes: string[] = [];
    let letGo = () => {};
    const using = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const received = listener.receive(
      'state',
      async (code) => {
        codes.push(code);
        await using;
        return 'done';
      },
      NEVER,
    );
    const pages = [asked('?state=state&code=4/0a'), asked('?state=state&code=4/0a')];
    letGo();
    for (const { status, page } of await Promise.all(pages)) {
      expect({ status, page }).toEqual({
        status: 200,
        page: expect.stringContaining('This tab can be closed'),
      });
    }
    expect(await received).toBe('done');
    expect(codes).toEqual(['4/0a']);
  });

  it('goes on waiting after requests that are not its own', async () => {
    const received = listener.receive('state', async (code) => code, NEVER);
    expect((await asked('favicon.ico')).status).toBe(404);
    expect((await asked('?state=another&code=stolen')).status).toBe(400);
    expect((await asked('?code=stolen')).status).toBe(400);
    expect((await asked('?state=state')).status).toBe(400);
    expect((await asked('?state=state&code=stolen', { method: 'POST' })).status).toBe(404);
    await asked('?state=state&code=right');
    expect(await received).toBe('right');
  });

  it('shows why it failed as text, and keeps the address to itself', async () => {
    const failing = listener.receive(
      'state',
      () => Promise.reject(new UserError('<b>Nothing</b> came of it.', { remedy: 'Try again.' })),
      NEVER,
    );
    const outcome = failing.catch((error: unknown) => error);
    const { page, headers } = await asked('?state=state&code=1');
    expect(page).toContain('&lt;b&gt;Nothing&lt;/b&gt; came of it.');
    expect(page).toContain('Try again.');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(await outcome).toBeInstanceOf(UserError);
  });

  it.each([
    ['access_denied', 'Access was denied'],
    ['server_error', 'ended without an answer (server_error)'],
    ['<script>', 'ended without an answer, so'],
  ])('takes the error %s for an answer', async (error, message) => {
    const outcome = listener.receive('state', async () => null, NEVER).catch((failure: unknown) => failure);
    await asked(`?state=state&error=${encodeURIComponent(error)}`);
    expect(((await outcome) as UserError).message).toContain(message);
  });

  it('stops waiting when it is told to, and frees its port', async () => {
    const stop = new AbortController();
    const outcome = listener.receive('state', async () => null, stop.signal).catch((error: unknown) => error);
    stop.abort(new UserError('Nobody came.'));
    expect(await outcome).toEqual(new UserError('Nobody came.'));
    await listener.close();
    const again = await listenForConsent(listener.port);
    expect(again.port).toBe(listener.port);
    await expect(listenForConsent(again.port)).rejects.toThrow(`127.0.0.1:${again.port}`);
    await again.close();
  });
});
