import { afterAll, describe, expect, it } from 'vitest';
import { openSupabaseStore } from '../../src/store/supabase/open.ts';
import { type TestDatabase, testDatabase } from './servers/database.ts';
import { postgrestMissing, startProject, type TestProject } from './servers/postgrest.ts';
import { storeContract } from './store-contract.ts';

describe.skipIf(postgrestMissing !== null)(`through a data API${postgrestMissing ?? ''}`, () => {
  let database: TestDatabase;
  let project: TestProject;
  afterAll(async () => {
    await project.stop();
    await database.drop();
  });

  storeContract('the store on Supabase', async (clock) => {
    database = await testDatabase();
    project = await startProject(database);
    return openSupabaseStore({ url: project.url, key: project.serviceKey, clock });
  });

  it('takes a key of the newer kind as well', async () => {
    const store = await openSupabaseStore({ url: project.url, key: project.secretKey });
    expect(await store.claim({ workspace: 'nobody’s', worker: 'w', leaseSeconds: 60 })).toBeNull();
  });
});
