import { openEmbeddedStore } from '../../../src/store/pglite/open.ts';

// Queues candidates without end and takes the first of them; tells each id only after the store has
// acknowledged it. Started by data-dir.test.ts as a process of its own, and killed.
const [directory = ''] = process.argv.slice(2);
const store = await openEmbeddedStore({ dataDir: directory });
for (let count = 1; ; count++) {
  const candidateId = `candidate-${count}`;
  await store.enqueue({
    workspace: 'default',
    candidateId,
    name: candidateId,
    email: `${candidateId}@example.com`,
    timeZone: 'UTC',
    request: {},
    chat: null,
    actor: 'writer',
  });
  if (count === 1) {
    await store.claim({ workspace: 'default', worker: 'writer', leaseSeconds: 3600 });
  }
  process.stdout.write(`${candidateId}\n`);
}
