import { once } from 'node:events';
import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { startTestServer } from './test-server.ts';

/**
 * One PostgreSQL for a whole run. Most test files need none, and one of them alone shall start fast:
 * so the server starts when a test first asks for it, at this door.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: ReturnType<typeof startTestServer> | undefined;
  const door = createServer((_request, response) => {
    started ??= startTestServer();
    started.then(
      ({ server }) => response.end(JSON.stringify(server)),
      (error: Error) => response.writeHead(500).end(error.stack),
    );
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const { port } = door.address() as { port: number };
  project.provide('testServerDoor', `http://127.0.0.1:${port}`);
  return async () => {
    door.close();
    door.closeAllConnections();
    const running = await started?.catch(() => undefined);
    await running?.stop();
  };
}
