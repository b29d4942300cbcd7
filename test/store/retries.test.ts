import { describe, expect, it } from 'vitest';
import { type Driver, SqlFault } from '../../src/store/driver.ts';
import { againAfter, meaningOf } from '../../src/store/faults.ts';
import { withRetries } from '../../src/store/retries.ts';

/** Fails with these faults in turn, then answers. */
function failing(...codes: string[]): Driver & { calls: number } {
  const driver = {
    description: 'here',
    calls: 0,
    call: async (name: string) => {
      driver.calls += 1;
      const code = codes.shift();
      if (code !== undefined) throw new SqlFault(name, { code, message: 'no' });
      return 'answer';
    },
    listen: async () => null,
    close: async () => {},
  };
  return driver;
}

function patient(driver: Driver, random = 0) {
  const waits: number[] = [];
  const sleep = async (milliseconds: number) => void waits.push(milliseconds);
  return { ...withRetries(driver, { sleep, random: () => random }), waits };
}

describe('a call that failed', () => {
  it('is made again after growing waits, until it is answered', async () => {
    const driver = failing('ECONNREFUSED', '57P03', '53300');
    const { call, waits } = patient(driver);
    expect(await call('list_queue', {})).toBe('answer');
    expect(waits).toEqual([50, 100, 200]);
  });

  it('is given up after five tries, within two seconds', async () => {
    const driver = failing(...Array.from({ length: 9 }, () => 'ECONNREFUSED'));
    const { call, waits } = patient(driver, 0.999);
    await expect(call('list_queue', {})).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(driver.calls).toBe(5);
    expect(waits.reduce((sum, wait) => sum + wait)).toBeLessThan(2_000);
  });

  it('is made by different programs at different moments', async () => {
    const [one, other] = [0, 0.5].map((random) => patient(failing('ECONNREFUSED'), random));
    await one!.call('list_queue', {});
    await other!.call('list_queue', {});
    expect(one!.waits).not.toEqual(other!.waits);
  });

  it.each([
    'MS001',
    'MS002',
    'MS003',
    'MS004',
    '25006',
    '28P01',
    '42883',
    '42501',
    '57014',
    '55P03',
    '23505',
  ])('with %s would fail again and is not made again', async (code) => {
    const driver = failing(code);
    await expect(patient(driver).call('list_queue', {})).rejects.toMatchObject({ code });
    expect(driver.calls).toBe(1);
  });

  it.each(['ECONNRESET', '57P01', '08006', 'connection-lost', 'HTTP 502', 'PGRST001', 'UND_ERR_SOCKET'])(
    'because its answer was lost (%s) is made again where that changes nothing more, and only there',
    async (code) => {
      expect(await patient(failing(code)).call('enqueue_candidate', {})).toBe('answer');
      const counting = failing(code);
      await expect(patient(counting).call('record_calendar_calls', {})).rejects.toMatchObject({ code });
      expect(counting.calls).toBe(1);
    },
  );

  it('that counts is made again where it cannot have been counted', async () => {
    expect(await patient(failing('ECONNREFUSED', '40P01')).call('record_calendar_calls', {})).toBe('answer');
  });
});

describe('what is said of a fault', () => {
  const told = (code: string) => meaningOf(new SqlFault('list_queue', { code, message: 'no' }), 'here');

  it.each([
    ['ECONNREFUSED', 'cannot be reached', 'that it runs'],
    ['ENOTFOUND', 'unknown', 'host name'],
    ['connect-timeout', 'does not answer at all', 'firewall'],
    ['57P03', 'starting or shutting down', 'Wait'],
    ['53300', 'no more connections', 'pooler'],
    ['53100', 'no space left', 'free some space'],
    ['25006', 'only be read', 'standby'],
    ['55P03', 'locked', 'pg_stat_activity'],
    ['57014', 'took too long', 'load'],
    ['42883', 'older than the program', 'db migrate'],
    ['PGRST202', 'older than the program', 'supabase db push'],
    ['PGRST106', 'expose', 'exposed schemas'],
    ['28P01', 'password', '.env'],
    ['3D000', 'under this name', 'DATABASE_URL'],
    ['PGRST301', 'expired', 'service_role'],
    ['PGRST303', 'expired', 'service_role'],
    ['42501', 'does not let', 'service_role'],
    ['HTTP 540', 'paused', 'dashboard'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'TLS', 'sslrootcert'],
    ['CERT_HAS_EXPIRED', 'TLS', 'sslmode'],
    ['XX000', 'trouble of its own', 'log'],
    ['58030', 'trouble of its own', 'log'],
    ['ESOMETHING', 'cannot be reached', 'that it runs'],
  ])('%s: where, what is wrong, and what to do', (code, what, remedy) => {
    expect(told(code)).toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringMatching(new RegExp(`^The database \\(here\\) .*${what}.*\\(${code}\\)\\.$`)),
      remedy: expect.stringContaining(remedy),
    });
  });

  it.each(['23505', '22P02', '42601', 'P0001'])('%s is a fault of the program, and is not hidden', (code) => {
    expect(told(code)).toMatchObject({
      name: 'Error',
      message: `The database function list_queue failed (${code}): no`,
    });
    expect(againAfter(new SqlFault('list_queue', { code, message: 'no' }))).toBe('never');
  });
});
