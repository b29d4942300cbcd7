import type { Report } from '../report.ts';
import { throughputOfMany } from './many-workers.ts';
import { storeAtScale } from './scale.ts';
import { benchServer } from './scratch-database.ts';

/** The parts about the store, on one server. */
export async function benchStore(report: Report, parts: { scale: boolean; workers: boolean }): Promise<void> {
  const server = await benchServer();
  try {
    if (parts.scale) await storeAtScale(report, server);
    if (parts.workers) await throughputOfMany(report, server);
  } finally {
    await server.close();
  }
}
