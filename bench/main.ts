import { availableParallelism, cpus } from 'node:os';
import { askedFor } from '../simulation/command-line.ts';
import { commandCost } from './command.ts';
import { coordinatorBesidePlanner } from './coordinator.ts';
import { writePlot, writeTables } from './documentation.ts';
import { benchGoogle } from './google/main.ts';
import { minimalChangeCost } from './minimal-change.ts';
import { PLANNER_PARTS, readOptions, STORE_PARTS, USAGE } from './options.ts';
import { plannerCost, smallBesideHighs } from './planner-cost.ts';
import { costPlot } from './plot.ts';
import { Report } from './report.ts';
import { benchProcess, benchSoak } from './soak/main.ts';
import { benchStore } from './store/main.ts';
import { targetTable } from './targets.ts';
import { benchTelegram } from './telegram/main.ts';
import { benchTogether } from './together.ts';
import { benchYear } from './year/main.ts';

const options = askedFor(readOptions, USAGE);
const print = (text: string) => process.stdout.write(text);
const report = new Report(options.quick, print);
const has = (part: Parameters<typeof options.parts.has>[0]) => options.parts.has(part);

const measured = has('cost') ? plannerCost(report, has('highs') ? options.highsLimit : 0) : [];
const small = has('highs') ? smallBesideHighs(report, options.smallLimit) : [];
if (has('hand')) coordinatorBesidePlanner(report);
const command = has('command') ? await commandCost(report) : null;
if (has('together')) await benchTogether(report);
if (PLANNER_PARTS.some(has)) targetTable(report, measured, small, command);
const changeReport = new Report(options.quick, print);
if (has('change')) minimalChangeCost(changeReport);
const storeReport = new Report(options.quick, print);
const workersReport = new Report(options.quick, print);
if (STORE_PARTS.some(has)) {
  await benchStore({
    scale: has('store') ? storeReport : null,
    workers: has('workers') ? workersReport : null,
  });
}
const googleReport = new Report(options.quick, print);
if (has('google')) await benchGoogle(googleReport);
const telegramReport = new Report(options.quick, print);
if (has('telegram')) await benchTelegram(telegramReport);
const yearReport = new Report(options.quick, print);
if (has('year')) await benchYear(yearReport);
const soakReport = new Report(options.quick, print);
const growing = has('soak') ? await benchSoak(soakReport) : null;
const processReport = new Report(options.quick, print);
const processGrowing = has('process') ? await benchProcess(processReport) : null;

const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, Node ${process.version}`;
if (options.writes.planner) {
  const note = `Measured by \`npm run bench\` on ${machine}. Milliseconds are elapsed time from the request to the answer, the least of three runs (of seven beside HiGHS, for both; one, where HiGHS takes a second), since other programs share the machine.`;
  writeTables('planner.md', `${note}\n\n${report.markdown}`);
  writePlot('planner-cost.svg', costPlot(measured));
}
if (options.writes.change) {
  const note = `Measured by \`npm run bench -- --only change\` on ${machine}; other programs shared it.`;
  writeTables('planner.md', `${note}\n\n${changeReport.markdown}`, 'bench of minimal change');
}
if (options.writes.store) {
  const note = `Measured by \`npm run bench -- --only store\` on ${machine}; other programs shared it.`;
  writeTables('store-cost.md', `${note}\n\n${storeReport.markdown}`);
}
if (options.writes.workers) {
  const note = `Measured by \`npm run bench -- --only workers\` on ${machine}; other programs shared it.`;
  writeTables('many-workers.md', `${note}\n\n${workersReport.markdown}`);
}
if (options.writes.google) {
  const note = 'Measured by `npm run bench -- --only google`, on a simulated clock.';
  writeTables('google-calendar.md', `${note}\n\n${googleReport.markdown}`);
}
if (options.writes.telegram) {
  const note = `Measured by \`npm run bench -- --only telegram\` on ${machine}; other programs shared it.`;
  writeTables('telegram.md', `${note}\n\n${telegramReport.markdown}`);
}
if (options.writes.year) {
  const note = `Measured by \`npm run bench -- --only year\` on ${machine}; other programs shared it.`;
  writeTables('year.md', `${note}\n\n${yearReport.markdown}`);
}
if (options.writes.soak && growing === null) {
  const note = `Measured by \`npm run bench -- --only soak\` on ${machine}, on a simulated clock.`;
  writeTables('operations.md', `${note}\n\n${soakReport.markdown}`);
}
if (options.writes.process && processGrowing === null) {
  const note = `Measured by \`npm run bench -- --only process\` on ${machine}; other programs shared it.`;
  writeTables('operations.md', `${note}\n\n${processReport.markdown}`, 'bench of a process');
}
process.exitCode = growing === null && processGrowing === null ? 0 : 1;
