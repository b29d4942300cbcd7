import type { Report } from '../report.ts';
import { throughputOfMany } from './many-workers.ts';
import { storeAtScale } from './scale.ts';
import { benchServer } from './scratch-database.ts';

/** The parts about the store, on one server; those without a report are left out. */
export async function benchStore(reports: {
  readonly scale: Report | null;
  readonly workers: Report | null;
}): Promise<void> {
  const server = await benchServer();
  try {
    if (reports.scale !== null) await storeAtScale(reports.scale, server);
    if (reports.workers !== null) await throughputOfMany(reports.workers, server);
  } finally {
    await server.close();
  }
}
