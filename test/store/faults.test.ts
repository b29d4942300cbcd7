import { describe, expect, it } from 'vitest';
import { SqlFault } from '../../src/store/driver.ts';
import { meaningOf } from '../../src/store/faults.ts';
import type { Database } from '../../src/store/pglite/database.ts';
import { pgliteDriver } from '../../src/store/pglite/driver.ts';
import { sqlStore } from '../../src/store/sql-store.ts';

const answering = (query: () => Promise<unknown>) =>
  sqlStore(
    pgliteDriver({ query, close: async () => {} } as unknown as Database, 'embedded, in here', () => {}),
  );

describe('what a database answers', () => {
  it.each([
    ['MS001', 'LostLease'],
    ['MS002', 'StaleConversation'],
    ['MS003', 'UserError'],
    ['MS004', 'IllegalChange'],
  ])('with %s is a %s', (code, name) => {
    const error = meaningOf(new SqlFault('claim_candidate', { code, message: 'what happened' }), 'here');
    expect(error.name).toBe(name);
    expect(error.message).toContain('what happened');
  });

  it('carries the hint of the database to the person as the remedy', () => {
    const fault = new SqlFault('cancel_candidate', { code: 'MS003', message: 'no', hint: 'do this' });
    expect(meaningOf(fault, 'here')).toMatchObject({ remedy: 'do this' });
  });

  it('with anything else names the function and the code, and never what was sent', async () => {
    const raised = Object.assign(new Error('duplicate key'), { code: '23505', params: ['ann@example.com'] });
    const store = answering(() => Promise.reject(raised));
    const error = await store.queue({ workspace: 'default' }).catch((caught: Error) => caught);
    expect(error).toHaveProperty('message', 'The database function list_queue failed (23505): duplicate key');
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('ann@example.com');
  });

  it('in a shape that nobody expects is refused, not passed on', async () => {
    const store = answering(async () => ({ rows: [{ answer: { paused: 'maybe', candidates: [] } }] }));
    await expect(store.queue({ workspace: 'default' })).rejects.toThrow(
      /answered what this program cannot read: list_queue, paused \(invalid_type\)\./,
    );
  });
});

describe('an embedded database that has stopped', () => {
  it('says so, and takes no further call', async () => {
    let calls = 0;
    const store = answering(() => {
      calls += 1;
      return Promise.reject(new Error('unreachable'));
    });
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(store.queue({ workspace: 'default' })).rejects.toMatchObject({
        name: 'StoreUnavailable',
        message: 'The embedded database (embedded, in here) has stopped: unreachable.',
        remedy: expect.any(String),
      });
    }
    expect(calls).toBe(1);
  });

  it('that was closed says so too', async () => {
    const store = answering(async () => ({ rows: [] }));
    await store.close();
    await store.close();
    await expect(store.queue({ workspace: 'default' })).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });
});
