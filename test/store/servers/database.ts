import { inject } from 'vitest';
import { newDatabase, type TestDatabase } from './new-database.ts';
import type { TestServer } from './test-server.ts';

export type { TestDatabase } from './new-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the `TestServer` of this run as JSON, which it starts for the first who asks. */
    readonly testServerDoor: string;
  }
}

/** The PostgreSQL of this test run; starts it where nobody has asked before. */
export async function testServer(): Promise<TestServer> {
  const response = await fetch(inject('testServerDoor'));
  if (!response.ok) throw new Error(`No PostgreSQL for the tests: ${await response.text()}`);
  return (await response.json()) as TestServer;
}

/** A new database on it, with the whole schema or `empty`. To be dropped at the end. */
export async function testDatabase(options: { readonly empty?: boolean } = {}): Promise<TestDatabase> {
  return newDatabase(await testServer(), options);
}
