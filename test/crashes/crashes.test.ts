import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bugsIn } from '../../crashes/bugs.ts';
import { type EpochResult, runEpoch } from '../../crashes/epoch.ts';
import type { Verdict } from '../../crashes/judge.ts';
import { earliness } from '../../crashes/pace.ts';
import { quickStarts } from '../../crashes/quick-starts.ts';
import { isOurs } from '../../simulation/hands.ts';
import type { RecordedCall } from '../google/stand-in/google.ts';
import { type TestDatabase, testDatabase } from '../store/servers/database.ts';

describe('an installation whose processes are killed at random moments', () => {
  let database: TestDatabase;
  let result: EpochResult;
  let spoilt: Verdict;
  beforeAll(async () => {
    database = await testDatabase();
    const quick = await quickStarts();
    result = await runEpoch({ seed: 1, kills: 6, processes: 2, throughApi: false }, database, {
      env: quick.env,
      afterwards: async (stage, judgeAgain) => {
        const mock = stage.google.events().find((event) => isOurs(event));
        if (mock !== undefined) stage.google.erase(mock.id);
        stage.google.put({ ...mock, id: 'somebodyelses', status: 'confirmed' });
        await database.query('alter table public.scheduling_audit disable trigger user');
        await database.query(`delete from public.scheduling_audit where to_state = 'scheduling'`);
        await database.query('update public.telegram_notices set sent_at = null');
        await database.query(`update public.candidates set time_zone = $1 where state = 'scheduled'`, [
          stage.secrets[0],
        ]);
        spoilt = await judgeAgain();
      },
    });
    quick.remove();
  }, 180_000);
  afterAll(() => database.drop());

  it('comes to rest with nobody lost, booked twice or left untold, and every mock with its event', () => {
    expect(`${result.story}\n${result.broken.join('\n')}`.trim()).toBe('');
    expect(result.kills.length).toBeGreaterThanOrEqual(6);
    expect(result.checks).toBeGreaterThan(100);
  });

  it('would be caught at an event too many and one too few, a gap in the audit, a notice untold and a secret told', () => {
    const invariants = spoilt.broken.map((what) => what.slice(0, what.indexOf(':')));
    expect(invariants).toEqual(
      expect.arrayContaining([
        'events and bookings tell the same story',
        'the audit is complete and in order',
        'everybody is told, in order',
        'no secret is told',
      ]),
    );
  });
});

describe('what the processes said', () => {
  it('tells of bugs by their references, and only by them', () => {
    const store = '{"level":50,"workspace":"default","msg":"The store is out of reach: it stops"}';
    const bug =
      '{"level":50,"candidateId":"x","reference":"0a1b2c3d","msg":"A look at a candidate failed unexpectedly"}';
    expect(bugsIn([`The page\n${store}\n${bug}\n`, store, 'a "reference":"x" of somebody'])).toEqual([bug]);
  });
});

describe('the pace as Google sees it', () => {
  const START = Temporal.Instant.from('2026-12-01T18:00:00Z');
  const calls = (...atMs: number[]) =>
    atMs.map((milliseconds) => ({ at: START.add({ milliseconds }), method: 'list' }) as RecordedCall);

  it('is kept where calls are as far apart as the delay, or farther', () => {
    expect(earliness(calls(0, 100, 200, 1_000), 100)).toBe(0);
  });

  it('is early by as much as one call was late on its way, however many follow', () => {
    expect(earliness(calls(0, 170, 200, 300, 400), 100)).toBe(70);
  });

  it('is the earlier the more calls come without any pace', () => {
    expect(earliness(calls(0, 10, 20, 30, 40), 100)).toBe(360);
  });
});
