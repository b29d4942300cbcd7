import { expect, it, onTestFinished } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { openLocalCalendar } from '../../src/calendar/local/local-calendar.ts';
import { knownPerson } from '../../src/cli/candidates-export.ts';
import { icsOfBookedMocks } from '../../src/cli/mocks-file.ts';
import { dump } from '../../src/store/dump/write-dump.ts';
import { knownMigrations } from '../../src/store/migrations.ts';
import { pgliteConnection } from '../../src/store/pglite/connection.ts';
import { openDatabase } from '../../src/store/pglite/database.ts';
import { pgliteDriver } from '../../src/store/pglite/driver.ts';
import { sqlStore } from '../../src/store/sql-store.ts';
import { deskOver, procedureOf, SMALL_SOP, TestClock, WORKSPACE, ZONE } from '../booking/office.ts';
import { storeTemplate } from '../store/template.ts';

/** What a spreadsheet would carry out where a line of a file begins with it. */
const FORMULAS = ['=HYPERLINK("http://evil.example.com","Dana")', '+1+cmd|x', '@SUM(A1)', '-2-3'];

/** Comments of SQL begin with two signs. */
const AS_A_FORMULA = /^(?:[=+@\t]|-(?!-))/;

it('a formula in a name begins no line of any file that is exported, and is a text in it', async () => {
  const clock = new TestClock('2026-11-22T09:00:00-08:00');
  const database = await openDatabase(null, await storeTemplate());
  onTestFinished(() => database.close());
  const store = sqlStore(
    pgliteDriver(database, 'in here', () => {}),
    clock.now,
  );
  const calendar = await openLocalCalendar({ file: null, timeZone: ZONE, now: clock.now });
  const procedure = procedureOf(SMALL_SOP);
  for (const [number, name] of FORMULAS.entries()) {
    const candidate = { name, email: `dana.${number}@example.com`, timeZone: 'America/New_York' };
    const window = { start: '2026-12-01', end: '2026-12-14' };
    const request = { candidate, window, slots: { everyday: ['18:00-21:00'] } };
    const about = { workspace: WORKSPACE, candidateId: `dana-${number}`, ...candidate, request };
    await store.enqueue({ ...about, chat: null, actor: FORMULAS[0]! });
  }
  await new Worker(deskOver({ store, calendar, clock, procedure }), 'worker').runUntilIdle();
  const mocks = await store.bookings({ workspace: WORKSPACE });
  expect(mocks.map(({ candidateName }) => candidateName)).toEqual(expect.arrayContaining(FORMULAS));
  const json = JSON.stringify(await knownPerson(store, 'dana.0@example.com', null), null, 2);
  let copy = '';
  for await (const piece of dump(pgliteConnection(database, 'in here'), knownMigrations())) copy += piece;
  const files = [json, copy, await calendar.exportIcs(), await icsOfBookedMocks(store, procedure, WORKSPACE)];
  for (const file of files) {
    expect(file).toContain('HYPERLINK');
    expect(file.split(/\r\n|[\r\n]/).filter((line) => AS_A_FORMULA.test(line))).toEqual([]);
  }
});
