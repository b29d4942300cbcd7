import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const DOCKERFILE = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8');

/** The check as the image has it, run here instead of inside. */
async function check(port: string): Promise<number> {
  const [, ...args] = JSON.parse(/^HEALTHCHECK .*CMD (\[.*\])$/m.exec(DOCKERFILE)![1]!) as string[];
  const env = { PATH: process.env['PATH'], PORT: port };
  return promisify(execFile)(process.execPath, args, { env }).then(
    () => 0,
    (error: { code: number }) => error.code,
  );
}

describe("the image's check of its health", () => {
  let status = 200;
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(status).end();
  });
  beforeEach(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('asks /healthz at PORT, and is well only while that is', async () => {
    const port = `${(server.address() as AddressInfo).port}`;
    expect(await check(port)).toBe(0);
    status = 503;
    expect(await check(port)).toBe(1);
    expect(asked).toEqual(['/healthz', '/healthz']);
    server.closeAllConnections();
  });

  it('is not well where nothing listens', async () => {
    const port = `${(server.address() as AddressInfo).port}`;
    await new Promise((resolve) => server.close(resolve));
    expect(await check(port)).toBe(1);
  });
});
