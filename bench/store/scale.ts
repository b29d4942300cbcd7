import type { Client } from 'pg';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { ms } from '../measure.ts';
import type { Report } from '../report.ts';
import { type Place, placeOf, workOnOne } from './daily-work.ts';
import { explainedCalls } from './explained-calls.ts';
import { plansOf, type Way } from './plans.ts';
import { readAll } from './reading.ts';
import { FULL_SCALE, type Scale, SMALL_SCALE } from './scale-of-years.ts';
import type { BenchServer } from './scratch-database.ts';
import { seed } from './seed.ts';
import { TIMING_HEAD, Timings } from './timings.ts';
import { watchOver } from './watching.ts';

const TARGET_MS = 10;
/** Small ones are read whole; an index would not be used. */
const LARGE_TABLES = [
  'candidates',
  'bookings',
  'scheduling_audit',
  'candidate_words',
  'escalations',
  'outbox',
  'observations',
];

/** The store with years of work in it: what calls cost, and the plans of their statements. */
export async function storeAtScale(report: Report, server: BenchServer): Promise<void> {
  const { url, client } = await server.database();
  const scale = report.quick ? SMALL_SCALE : FULL_SCALE;
  const began = performance.now();
  await seed(client, scale, (step) => report.progress(`filling the store: ${step}`));
  const filled = (performance.now() - began) / 1000;
  report.heading('The store with years of work in it');
  report.text(`${server.description}. ${await sizes(client)} Filled in ${filled.toFixed(0)} seconds.`);
  const timings = await timed(url, client, scale, report);
  report.table(TIMING_HEAD, timings.rows());
  targets(report, timings);
  await plans(report, url, client);
}

async function sizes(client: Client): Promise<string> {
  const { rows } = await client.query<{ line: string }>(
    `select concat_ws(', ',
      (select count(*) from public.candidates) || ' candidates',
      (select count(*) from public.workspaces) || ' workspaces',
      (select count(*) from public.bookings) || ' bookings',
      (select count(*) from public.scheduling_audit) || ' audit rows',
      (select count(*) from public.observations) || ' observations',
      pg_size_pretty(pg_database_size(current_database()))) as line`,
  );
  return `${rows[0]!.line.replaceAll(/\d{4,}/g, (digits) => Number(digits).toLocaleString('en-US'))}.`;
}

/** Every round works on one candidate of the large workspace and on one of a usual one. */
async function timed(url: string, client: Client, scale: Scale, report: Report): Promise<Timings> {
  const timings = new Timings();
  const store = await openPostgresStore({ url });
  try {
    const large = await placeOf(client, 'large');
    const half = scale.workspaces / 2;
    const others: Place[] = [];
    for (let number = half + 1; number <= scale.workspaces; number += 1) {
      others.push(await placeOf(client, number));
    }
    // What is read and compiled once per connection is no part of what a call costs.
    await workOnOne(store, large, 0, new Timings());
    report.progress('working on candidates');
    const rounds = report.quick ? 20 : 150;
    for (let round = 0; round < rounds; round += 1) {
      await workOnOne(store, large, round + 1, timings);
      await workOnOne(store, others[round % half]!, Math.floor(round / half), timings);
    }
    report.progress('reading');
    for (let round = 0; round < rounds; round += 1) {
      await readAll(store, client, large, timings);
      await readAll(store, client, others[round % half]!, timings);
    }
    report.progress('watching');
    await watchOver(store, client, large, new Timings());
    for (let round = 0; round < rounds; round += 1) {
      await watchOver(store, client, large, timings);
      await watchOver(store, client, others[round % half]!, timings);
    }
  } finally {
    await store.close();
  }
  return timings;
}

function targets(report: Report, timings: Timings): void {
  const slow = [...timings.medians()].filter(([, median]) => median >= TARGET_MS);
  report.text(
    slow.length === 0
      ? `Target: the median of each below ${TARGET_MS} ms. Met by all.`
      : `Target: the median of each below ${TARGET_MS} ms. NOT met by ${slow.map(([what, median]) => `${what} (${ms(median)} ms)`).join(', ')}.`,
  );
}

async function plans(report: Report, url: string, client: Client): Promise<void> {
  const ways = await plansOf(url, (call) => explainedCalls(client, call));
  report.heading('Which index each function uses');
  if (ways === null) {
    report.text('This server shows plans to superusers only; none were looked at.');
    return;
  }
  const large = ways.filter(({ table }) => LARGE_TABLES.includes(table));
  const walked = large.filter(({ index }) => index === null);
  report.text(
    `As PostgreSQL's auto_explain tells the plans of all statements inside the functions, their triggers and constraints. Sequential scans of ${LARGE_TABLES.join(', ')}: ${walked.length === 0 ? 'none' : walked.map(({ calling, table }) => `${table} by ${calling}`).join(', ')}.`,
  );
  const functions = [...new Set(large.map(({ calling }) => calling))];
  report.table(
    ['function', 'index (how it is scanned)'],
    functions.map((calling) => [
      calling,
      large
        .filter((way) => way.calling === calling)
        .map(wayText)
        .join(', '),
    ]),
  );
}

function wayText({ table, scan, index }: Way): string {
  return index === null ? `${table}: ${scan}` : `${index} (${scan.replace(' Scan', '').toLowerCase()})`;
}
