import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/store/pglite/open.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import type { JsonObject } from '../../src/store/rows.ts';
import type { Store } from '../../src/store/store.ts';
import { openSupabaseStore } from '../../src/store/supabase/open.ts';
import { testDatabase } from '../store/servers/database.ts';
import { postgrestMissing, startProject } from '../store/servers/postgrest.ts';
import { storeTemplate } from '../store/template.ts';

/** What is SQL, a filter of PostgREST, a pattern, a format or a placeholder to somebody on the way. */
const HOSTILE = [
  "'); drop table public.candidates; --",
  "' or '1'='1",
  '$1::text; select pg_sleep(9)',
  '%s %I %L %',
  '_%\\',
  '"; delete from public.outbox; --',
  'x&select=*&email=neq.x',
  '(or=(id.not.is.null))',
  '{"a":1}',
  '[person 1] {candidate} {name}',
  '=HYPERLINK("http://evil.example.com","open")',
];

const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const STORES: Readonly<Record<string, () => Promise<Store>>> = {
  embedded: async () => openEmbeddedStore({ dataDir: null, template: await storeTemplate() }),
  'on PostgreSQL': async () => {
    const database = await testDatabase();
    closing.push(() => database.drop());
    return openPostgresStore({ url: database.url });
  },
  ...(postgrestMissing === null
    ? {
        'behind a data API': async () => {
          const database = await testDatabase();
          const project = await startProject(database);
          closing.push(
            () => database.drop(),
            () => project.stop(),
          );
          return openSupabaseStore({ url: project.url, key: project.serviceKey });
        },
      }
    : {}),
};

describe.each(Object.keys(STORES))('a store %s', (name) => {
  it('takes every text for a text', async () => {
    const store = await STORES[name]!();
    closing.push(() => store.close());
    for (const text of HOSTILE) {
      const id = randomUUID();
      const workspace = `hostile ${text}`;
      const request: JsonObject = { candidate: { name: text }, [text]: text };
      const email = `${text}@example.com`;
      await store.enqueue({
        workspace,
        candidateId: id,
        name: text,
        email,
        timeZone: text,
        request,
        chat: text,
        actor: text,
      });
      const [candidate, ...more] = await store.candidates({ workspace, email });
      expect(more).toEqual([]);
      expect(candidate).toMatchObject({
        id,
        workspace,
        name: text,
        email,
        timeZone: text,
        request,
        chat: text,
      });
      expect(await store.candidates({ workspace, email: '%' })).toEqual([]);
      const key = `key ${text}`;
      await store.saveConversation({ workspace, key, state: { text }, version: 0 });
      expect(await store.loadConversation({ workspace, key })).toMatchObject({ state: { text } });
      await store.cancel({ candidateId: id, actor: text, note: text });
      const [, cancelled] = await store.audit({ workspace, candidateId: id });
      expect(cancelled).toMatchObject({ actor: text, action: 'cancelled' });
    }
    expect(await store.counts({ workspace: `hostile ${HOSTILE[0]}` })).toEqual({ cancelled: 1 });
  });
});
