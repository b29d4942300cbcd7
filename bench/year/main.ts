import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { defaultProcedure } from '../instance.ts';
import type { Report } from '../report.ts';
import { benchServer } from '../store/scratch-database.ts';
import { CANDIDATES_A_WEEK } from './arrivals.ts';
import { writeTables } from './tables.ts';
import { HOURS, MOCKS_A_DAY, SOP_EDITS, teamProcedure, weeklyCapacity } from './team.ts';
import { totalsOf } from './totals.ts';
import { liveYear } from './year.ts';

const SEED = 'a year of one busy team';
const MOCKS = 13;

/** Lives a year (quick: two weeks) and says how much of it a human had to do; throws at the first thing that must not be. */
export async function benchYear(report: Report): Promise<void> {
  const usual = weeklyCapacity(defaultProcedure().base);
  const longer = weeklyCapacity(teamProcedure().base);
  report.heading('The team');
  report.text(
    `${CANDIDATES_A_WEEK} candidates a week take ${CANDIDATES_A_WEEK * MOCKS} mocks. By hours and caps alone the eight interviewers of the default SOP have room for ${usual} of 90 minutes a week at the most, ${Math.floor(usual / MOCKS)} candidates. Here each of them works weekdays ${HOURS.weekdays.join(', ')}, Saturdays and Sundays ${HOURS.saturday.join(', ')} and gives ${MOCKS_A_DAY} mocks a day at most, which is room for ${longer}; courses, sequence, gaps and preferences are the default's. Twice in the year the SOP is edited: ${SOP_EDITS.map(({ says }) => says).join('; ')}.`,
  );
  const server = await benchServer();
  try {
    const { url, client } = await server.database();
    // Nobody needs this year after a power cut.
    await client.query(
      `do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`,
    );
    const year = await liveYear({
      seed: SEED,
      weeks: report.quick ? 2 : 52,
      openStore: (clock) => openPostgresStore({ url, clock }),
      progress: (text) => report.progress(text),
    });
    writeTables(report, year, totalsOf(year));
  } finally {
    await server.close();
  }
}
