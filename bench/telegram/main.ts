import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from '../../test/telegram/processes/other-process.ts';
import { median, ms } from '../measure.ts';
import type { Report } from '../report.ts';
import { benchServer } from '../store/scratch-database.ts';
import { startBot, type Usage } from './bot-process.ts';
import { CONVERSATION } from './conversation.ts';
import type { ChatFigures, CrowdOrders } from './crowd-process.ts';

const ADMINS = 50;
const PER_SECOND = 200;
const WARM_UP_SECONDS = 5;
const CROWD = new URL('./crowd-process.ts', import.meta.url);

interface Result {
  readonly store: string;
  readonly figures: ChatFigures;
  readonly rss: readonly number[];
  readonly usage: readonly [before: Usage, after: Usage];
}

/** Many admins at once: whether each is answered, in order, how soon, and what becomes of the memory. */
export async function benchTelegram(report: Report): Promise<void> {
  const seconds = report.quick ? 10 : 60;
  const results: Result[] = [];
  report.progress(`${ADMINS} admins for ${seconds} s, the embedded store`);
  results.push(await chatting('embedded', {}, seconds));
  const server = await benchServer();
  try {
    report.progress(`${ADMINS} admins for ${seconds} s, PostgreSQL`);
    const { url } = await server.database();
    results.push(await chatting('PostgreSQL', { DATABASE_URL: url }, seconds));
  } finally {
    await server.close();
  }
  report.heading('Many admins at once');
  report.text(
    `${ADMINS} admins, ${PER_SECOND} updates a second for ${seconds} seconds, at random moments that do not wait for answers: the questions of an onboarding, taps, wrong answers and commands (\`bench/telegram/conversation.ts\`, ${CONVERSATION.length} messages over and over). Bot (\`start\`, long polling), Bot API server and PostgreSQL are processes of their own on one machine. From the moment at which an update stands at the Bot API server to the moment at which the answer arrives there.`,
  );
  report.table(
    [
      'store',
      'updates',
      'answered',
      'out of order',
      'calls',
      'median ms',
      'p95 ms',
      'p99 ms',
      'most ms',
      'CPU ms an update',
    ],
    results.map(
      ({ store, usage: [before, after], figures: { updates, answered, outOfOrder, calls, latencies } }) => [
        store,
        `${updates}`,
        `${answered}`,
        `${outOfOrder.length}`,
        `${calls}`,
        ms(median(latencies)),
        ms(quantile(latencies, 0.95)),
        ms(quantile(latencies, 0.99)),
        ms(Math.max(...latencies)),
        ms((1_000 * (after.cpu - before.cpu)) / updates),
      ],
    ),
  );
  const marks = [0, 0.25, 0.5, 0.75, 1];
  report.text(
    'The memory of the bot, in MB: of the process over time, and what is in use after garbage is collected.',
  );
  report.table(
    [
      'store',
      ...marks.map((part) => `after ${Math.round(part * seconds)} s`),
      'in use before',
      'in use after',
    ],
    results.map(({ store, rss, usage }) => [
      store,
      ...marks.map((part) => `${Math.round(rss[Math.round(part * (rss.length - 1))]!)}`),
      ...usage.map(({ heap }) => heap.toFixed(1)),
    ]),
  );
  const faults = results.flatMap(({ figures }) => figures.outOfOrder).slice(0, 5);
  if (faults.length > 0) report.text(`OUT OF ORDER: ${faults.join('; ')}`);
}

async function chatting(store: string, more: Record<string, string>, seconds: number): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'mock-scheduler-bench-'));
  const crowd = await startProcess<CrowdOrders>(CROWD);
  try {
    const { root, token } = await crowd.orders.address();
    const adminIds = await crowd.orders.gather(ADMINS);
    const bot = await startBot({
      TELEGRAM_API_ROOT: root,
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_ADMIN_IDS: adminIds.join(','),
      DATA_DIR: folder,
      ...more,
    });
    await crowd.orders.chat(PER_SECOND, WARM_UP_SECONDS);
    const before = await bot.usage();
    const from = bot.rss.length;
    const figures = await crowd.orders.chat(PER_SECOND, seconds);
    const rss = bot.rss.slice(from);
    const usage = [before, await bot.usage()] as const;
    await bot.stop();
    return { store, figures, rss, usage };
  } finally {
    await crowd.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!;
}
