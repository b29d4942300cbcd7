import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openChangePost } from '../../../src/calendar/google/change-post.ts';
import { checkPublicAddress } from '../../../src/cli/doctor/public-address.ts';
import { TestClock } from '../../booking/office.ts';

/** A server at an address of its own that answers so. */
async function served(answer: (request: Request) => Response | Promise<Response>): Promise<string> {
  return new Promise((resolve) => {
    const server = serve({ fetch: answer, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) =>
      resolve(`http://127.0.0.1:${port}`),
    );
    onTestFinished(() => {
      server.close();
    });
  });
}

describe('The public address', () => {
  it('is not spoken of where there is none, and not needed by the local calendar', async () => {
    expect(await checkPublicAddress(null, true)).toEqual([]);
    expect(await checkPublicAddress('https://mocks.example.com', false)).toMatchObject([{ status: 'ok' }]);
  });

  it('is fine where it leads to this program', async () => {
    const { answer } = openChangePost(
      'https://mocks.example.com',
      new TestClock('2026-11-22T09:00:00-08:00'),
    );
    expect(await checkPublicAddress(await served(answer), true)).toMatchObject([
      { status: 'ok', message: expect.stringContaining('/calendar/changed') },
    ]);
  });

  it.each<[string, () => Promise<string>, string]>([
    ['to another program', () => served(() => new Response('hello')), 'answers with 200'],
    [
      'on to another address',
      () => served(() => new Response(null, { status: 302, headers: { Location: 'https://example.com' } })),
      'answers with 302',
    ],
    ['nowhere', async () => 'http://127.0.0.1:1', 'could not be reached'],
  ])('is warned of where it leads %s', async (_, start, message) => {
    expect(await checkPublicAddress(await start(), true)).toMatchObject([
      {
        status: 'warning',
        message: expect.stringContaining(message),
        remedy: expect.stringContaining('HTTPS'),
      },
    ]);
  });
});
