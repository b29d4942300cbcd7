import { existsSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { commandCost } from './command.ts';
import { coordinatorBesidePlanner } from './coordinator.ts';
import { writeDocumentation } from './documentation.ts';
import { readOptions, USAGE } from './options.ts';
import { plannerCost, smallBesideHighs } from './planner-cost.ts';
import { costPlot } from './plot.ts';
import { Report } from './report.ts';
import { targetTable } from './targets.ts';

if (process.argv.includes('--help')) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
const options = readOptions(process.argv.slice(2));
const report = new Report(options.quick, (text) => process.stdout.write(text));
const has = (part: Parameters<typeof options.parts.has>[0]) => options.parts.has(part);

const measured = has('cost') ? plannerCost(report, has('highs') ? options.highsLimit : 0) : [];
const small = has('highs') ? smallBesideHighs(report, options.smallLimit) : [];
if (has('hand')) coordinatorBesidePlanner(report);
const command = has('command') ? await commandCost(report) : null;
const together = new URL('./together.ts', import.meta.url);
if (has('together') && existsSync(together)) {
  const { benchTogether } = (await import(together.href)) as {
    benchTogether: (report: Report) => void | Promise<void>;
  };
  await benchTogether(report);
}
targetTable(report, measured, small, command);

if (options.write) {
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, Node ${process.version}`;
  const note = `Measured by \`npm run bench\` on ${machine}. Milliseconds are elapsed time from the request to the answer, the least of three runs (of seven beside HiGHS, for both; one, where HiGHS takes a second), since other programs share the machine.`;
  writeDocumentation(`${note}\n\n${report.markdown}`, costPlot(measured));
}
