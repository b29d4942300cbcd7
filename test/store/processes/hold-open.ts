import { openEmbeddedStore } from '../../../src/store/pglite/open.ts';

// Opens the store of a directory and keeps it until it is killed, or tells why it could not. Started
// by data-dir.test.ts as a process of its own.
const [directory = ''] = process.argv.slice(2);
try {
  await openEmbeddedStore({ dataDir: directory });
  process.stdout.write('open\n');
  process.stdin.resume();
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
}
