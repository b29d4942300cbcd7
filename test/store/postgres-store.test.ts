import { afterAll } from 'vitest';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { type TestDatabase, testDatabase } from './servers/database.ts';
import { storeContract } from './store-contract.ts';

const databases: TestDatabase[] = [];
afterAll(async () => {
  for (const database of databases) await database.drop();
});

storeContract('the store on PostgreSQL', async (clock) => {
  const database = await testDatabase();
  databases.push(database);
  return openPostgresStore({ url: database.url, clock });
});

storeContract('the store behind a transaction pooler', async (clock) => {
  const database = await testDatabase();
  databases.push(database);
  return openPostgresStore({ url: `${database.url}?pgbouncer=true`, clock });
});
