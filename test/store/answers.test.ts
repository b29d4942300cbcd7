import { describe, expect, it } from 'vitest';
import type { Driver } from '../../src/store/driver.ts';
import { sqlStore } from '../../src/store/sql-store.ts';
import { StoreUnavailable } from '../../src/store/store.ts';

/** Who may use a workspace, of which the database says this. */
async function adminsOf(adminIds: unknown): Promise<readonly number[] | null> {
  const row = {
    id: 'evening',
    paused: false,
    sop: null,
    sop_name: null,
    calendar_id: null,
    admin_ids: adminIds,
    calendar_delay_seconds: null,
    settings_changed_at: null,
    active: 0,
  };
  const driver: Driver = {
    description: 'a database',
    call: async () => [row],
    listen: async () => null,
    close: async () => {},
  };
  const [workspace] = await sqlStore(driver).workspaces();
  return workspace!.adminIds;
}

describe('the admins of a workspace, as the database names them', () => {
  it('are the ids in its digits, up to the last one that is exact', async () => {
    expect(await adminsOf(['7', '5000000000', '9007199254740991'])).toEqual([
      7, 5_000_000_000, 9_007_199_254_740_991,
    ]);
  });

  it('are those of .env where it names none', async () => {
    expect(await adminsOf(null)).toBeNull();
  });

  it.each([
    ['nothing', null],
    ['an empty text', ''],
    ['a blank', ' '],
    ['nought', '0'],
    ['a number with a sign', '-7'],
    ['a number with blanks', ' 7'],
    ['a line that ends', '7\n'],
    ['a part of a number', '7.5'],
    ['a power of ten', '1e3'],
    ['hexadecimal digits', '0x10'],
    ['digits of another script', '٧'],
    ['a number that would be rounded to another’s', '9007199254740993'],
    ['yes', true],
    ['a list', []],
    ['a list of one', ['7']],
    ['an object', {}],
    ['a bare number', 7],
  ])(
    'are nobody where one is %s: the answer is refused as a whole, not read as somebody',
    async (_, wrong) => {
      const error: unknown = await adminsOf(['7', wrong]).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect((error as StoreUnavailable).message).toContain('list_workspaces, 0.admin_ids.1');
    },
  );

  it.each([[''], ['7'], [7], [{}], [true]])('are a list, and not %j', async (wrong) => {
    await expect(adminsOf(wrong)).rejects.toBeInstanceOf(StoreUnavailable);
  });
});
