import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openBareDatabase } from '../../src/store/pglite/database.ts';
import { PreparedCalls } from '../../src/store/pglite/prepared.ts';

let database: Database;
beforeAll(async () => {
  database = await openBareDatabase(null);
  await database.exec(`
    create function public.echo(p_text text default 'left out', p_json jsonb default null, p_number bigint default 0, p_flag boolean default null)
    returns jsonb language sql as $$ select jsonb_build_array(p_text, p_json, p_number, p_flag) $$;
    create function public.refuse(p_text text) returns void language plpgsql as
    $$ begin raise exception '%', p_text using errcode = 'MI001'; end $$;
  `);
});
afterAll(() => database.close());

const statements = async () => (await database.query('select from pg_prepared_statements')).rows.length;

describe('a call by a prepared statement', () => {
  it('is answered as one that is not prepared, whatever stands in its arguments', async () => {
    const calls = new PreparedCalls(database);
    for (const text of [
      `it's`,
      `''; drop function public.echo; --`,
      '\\',
      `\\'`,
      '',
      '$1',
      '🙂 שלום\n',
      'null',
    ]) {
      const args = { p_text: text, p_json: { text, list: [text] }, p_number: 5_000_000_000, p_flag: true };
      expect(await calls.call('echo', args)).toEqual([text, { text, list: [text] }, 5_000_000_000, true]);
      expect(await calls.call('echo', { p_text: null, p_json: null, p_number: null })).toEqual([
        null,
        null,
        null,
        null,
      ]);
      expect(await calls.call('echo', {})).toEqual(['left out', null, 0, null]);
    }
  });

  it('is prepared once it is asked for again, also by several at the same time', async () => {
    const calls = new PreparedCalls(database);
    const before = await statements();
    await calls.call('echo', { p_text: 'one' });
    expect(await statements()).toBe(before);
    const answers = await Promise.all(['two', 'three'].map((p_text) => calls.call('echo', { p_text })));
    expect(answers.map((answer) => (answer as string[])[0])).toEqual(['two', 'three']);
    expect(await statements()).toBe(before + 1);
  });

  it('is refused with the code of PostgreSQL, and may be tried again', async () => {
    const calls = new PreparedCalls(database);
    for (let times = 0; times < 3; times += 1) {
      await expect(calls.call('refuse', { p_text: `it's ${times}` })).rejects.toMatchObject({
        code: 'MI001',
        message: `it's ${times}`,
      });
      await expect(calls.call('nothing_like_it', { p_text: 'x' })).rejects.toMatchObject({ code: '42883' });
    }
  });

  it('with a zero byte in it is refused as text, and ends no statement', async () => {
    const calls = new PreparedCalls(database);
    await calls.call('echo', { p_text: 'one' });
    await expect(calls.call('echo', { p_text: `a\0'); drop function public.echo` })).rejects.toMatchObject({
      code: '22021',
    });
    expect(await calls.call('echo', { p_text: 'two' })).toContain('two');
  });
});
