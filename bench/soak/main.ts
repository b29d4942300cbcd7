import type { Report } from '../report.ts';
import { goesOnGrowing, slopeOf } from './growth.ts';
import { type Month, soak } from './months.ts';
import { type Minute, soakProcess } from './process.ts';

/** Caches fill and code is compiled; what comes after that is to stay as it is. */
const WARM_UP_MONTHS = 2;
/** Besides, candidates arrive in the beginning. */
const WARM_UP_MINUTES = 4;

/** A column: its name and how it is read; with `least`, it must not go on growing by more than that. */
interface Column<Span> {
  readonly name: string;
  readonly read: (span: Span) => number;
  readonly least?: number;
}

const OF_MONTHS: readonly Column<Month>[] = [
  { name: 'heap (MB)', read: ({ heapMb }) => heapMb, least: 0.5 },
  { name: 'handles', read: ({ handles }) => handles, least: 2 },
  { name: 'abort signals', read: ({ abortSignals }) => abortSignals, least: 5 },
  { name: 'abort controllers', read: ({ abortControllers }) => abortControllers, least: 5 },
  { name: 'prepared statements', read: ({ statements }) => statements, least: 2 },
  { name: 'candidates', read: ({ candidates }) => candidates },
  { name: 'calendar calls', read: ({ calls }) => calls },
  { name: 'store calls', read: ({ storeCalls }) => storeCalls },
  { name: 'messages', read: ({ messages }) => messages },
];

const OF_MINUTES: readonly Column<Minute>[] = [
  { name: 'heap (MB)', read: ({ heapMb }) => heapMb, least: 3 },
  { name: 'resident (MB)', read: ({ residentMb }) => residentMb, least: 10 },
  { name: 'open files', read: ({ openFiles }) => openFiles, least: 3 },
  { name: 'handles', read: ({ handles }) => handles, least: 3 },
  { name: 'candidates so far', read: ({ candidates }) => candidates },
  { name: 'calendar calls', read: ({ calls }) => calls },
  { name: 'messages', read: ({ messages }) => messages },
];

/** The program for months of simulated time; says what of it goes on growing, null where nothing does. */
export async function benchSoak(report: Report): Promise<string | null> {
  const count = report.quick ? 2 : 8;
  const months: Month[] = [];
  report.heading('Memory and handles over months');
  await soak(count, (month) => {
    months.push(month);
    report.progress(`month ${months.length} of ${count}: heap ${month.heapMb.toFixed(1)} MB`);
  });
  return judged(report, months, { span: 'month', columns: OF_MONTHS, warmUp: WARM_UP_MONTHS });
}

/** The program as a process of its own for some minutes in which months' worth is done; likewise. */
export async function benchProcess(report: Report): Promise<string | null> {
  const count = report.quick ? 1 : 14;
  const minutes: Minute[] = [];
  report.heading('Memory and open files of a process');
  await soakProcess(count, (minute) => {
    minutes.push(minute);
    const { heapMb, openFiles, calls } = minute;
    report.progress(
      `minute ${minutes.length} of ${count}: heap ${heapMb.toFixed(1)} MB, ${openFiles} open files, ${calls} calls`,
    );
  });
  return judged(report, minutes, { span: 'minute', columns: OF_MINUTES, warmUp: WARM_UP_MINUTES });
}

/** Tells of each span, and what goes on growing after the first ones. */
function judged<Span>(
  report: Report,
  spans: readonly Span[],
  {
    span,
    columns,
    warmUp,
  }: { readonly span: string; readonly columns: readonly Column<Span>[]; readonly warmUp: number },
): string | null {
  report.table(
    [`after ${span}`, ...columns.map(({ name }) => name)],
    spans.map((each, index) => [`${index + 1}`, ...columns.map(({ read }) => shown(read(each)))]),
  );
  const settled = spans.slice(warmUp);
  const growing = columns.filter(
    ({ read, least }) => least !== undefined && goesOnGrowing(settled.map(read), least),
  );
  if (growing.length === 0) {
    report.text(`After the first ${warmUp} ${span}s nothing of this goes on growing.`);
    return null;
  }
  const what = growing
    .map(({ name, read }) => `${name} by ${slopeOf(settled.map(read)).toFixed(2)} a ${span}`)
    .join(', ');
  report.text(`GROWING: ${what}.`);
  return what;
}

function shown(value: number): string {
  return Number.isInteger(value) ? `${value}` : value.toFixed(1);
}
