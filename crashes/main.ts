import { writeTables } from '../bench/documentation.ts';
import { Report } from '../bench/report.ts';
import { askedFor } from '../simulation/command-line.ts';
import { commit } from '../simulation/commit.ts';
import { readOptions, USAGE } from './options.ts';
import { runRounds } from './run.ts';

const options = askedFor(readOptions, USAGE);
const print = (text: string) => process.stdout.write(text);
// So that whatever was started is ended with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const totals = await runRounds(options, print);
const report = new Report(false, print);
report.table(['what', 'how many'], totals.rows());
report.heading('What a process was doing when it was told to end');
report.table(['doing', 'how often'], totals.doingRows());
report.heading('What people did meanwhile');
report.table(['deed', 'how often'], totals.deedRows());
if (options.report && totals.broken === 0) {
  const from = options.seed === 1 ? '' : ` --seed ${options.seed}`;
  writeTables(
    'crashes.md',
    `\`npm run crashes -- --rounds ${options.rounds}${from}\`: all as it must be, with the program of commit ${commit()}.\n\n${report.markdown}`,
  );
}
process.exit(totals.broken === 0 ? 0 : 1);
