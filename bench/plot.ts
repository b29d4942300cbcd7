import { median } from './measure.ts';
import type { DimensionCost } from './planner-cost.ts';

const PANEL = { width: 300, height: 220, left: 56, right: 14, top: 30, bottom: 38 };
const COLUMNS = 3;
const HEAD = 56;
/** Milliseconds, as powers of ten. */
const LEAST = -1;
const MOST = 5;

/**
 * How the planner's cost grows, a panel for each dimension: median and worst in milliseconds on one
 * logarithmic scale, with the general solver's time for one request of that size (hollow where it
 * was stopped).
 */
export function costPlot(measured: readonly DimensionCost[]): string {
  const rows = Math.ceil(measured.length / COLUMNS);
  const width = COLUMNS * PANEL.width;
  const height = HEAD + rows * PANEL.height;
  const panels = measured.map((each, index) => {
    const x = (index % COLUMNS) * PANEL.width;
    const y = HEAD + Math.floor(index / COLUMNS) * PANEL.height;
    return `<g transform="translate(${x} ${y})">${panel(each)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">Milliseconds to plan one request, by what grows</title>
<style>
text { font: 11px system-ui, sans-serif; fill: #333 }
.name { font-weight: 600; font-size: 12px }
.axis { stroke: #999; stroke-width: 1 }
.grid { stroke: #e4e4e4; stroke-width: 1 }
.median { fill: none; stroke: #0b6e4f; stroke-width: 2 }
.worst { fill: none; stroke: #0b6e4f; stroke-width: 1.5; stroke-dasharray: 4 3 }
.dot { fill: #0b6e4f }
.highs { fill: #c1440e; stroke: #c1440e; stroke-width: 1.5 }
.stopped { fill: #fff; stroke: #c1440e; stroke-width: 1.5 }
</style>
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="14" y="20" class="name">Milliseconds to plan one request, by what grows (logarithmic)</text>
${legend()}
${panels.join('\n')}
</svg>
`;
}

function legend(): string {
  return `<g transform="translate(14 38)">
<line x1="0" x2="24" class="median"/><text x="30" y="4">planner, median</text>
<line x1="140" x2="164" class="worst"/><text x="170" y="4">planner, worst</text>
<circle cx="280" r="4" class="highs"/><text x="290" y="4">HiGHS, one request</text>
<circle cx="420" r="4" class="stopped"/><text x="430" y="4">HiGHS, stopped before it finished</text>
</g>`;
}

function panel({ dimension, costs }: DimensionCost): string {
  const places = costs.map(({ size }) => size.at);
  const first = Math.min(...places);
  const span = Math.max(...places) - first || 1;
  const plotWidth = PANEL.width - PANEL.left - PANEL.right;
  const plotHeight = PANEL.height - PANEL.top - PANEL.bottom;
  const x = (at: number) => round(PANEL.left + ((at - first) / span) * plotWidth);
  const y = (milliseconds: number) => {
    const power = Math.min(MOST, Math.max(LEAST, Math.log10(milliseconds)));
    return round(PANEL.top + ((MOST - power) / (MOST - LEAST)) * plotHeight);
  };
  const points = (of: (values: readonly number[]) => number) =>
    costs.map(({ size, taken }) => `${x(size.at)},${y(of(taken))}`);
  const medians = points(median);
  const bottom = PANEL.top + plotHeight;
  const lines = Array.from({ length: MOST - LEAST + 1 }, (_, index) => LEAST + index).map(
    (power) =>
      `<line x1="${PANEL.left}" x2="${PANEL.left + plotWidth}" y1="${y(10 ** power)}" y2="${y(10 ** power)}" class="grid"/>` +
      `<text x="${PANEL.left - 6}" y="${y(10 ** power) + 4}" text-anchor="end">${powerText(power)}</text>`,
  );
  const ticks = costs.map(
    ({ size }) => `<text x="${x(size.at)}" y="${bottom + 15}" text-anchor="middle">${size.at}</text>`,
  );
  const highs = costs.map(({ size, beside }) => {
    if (beside === null || beside.outcome === 'too large') return '';
    const kind = beside.outcome === 'unfinished' ? 'stopped' : 'highs';
    return `<circle cx="${x(size.at)}" cy="${y(beside.highs)}" r="4" class="${kind}"/>`;
  });
  return [
    `<text x="${PANEL.left}" y="18" class="name">${dimension.name}</text>`,
    ...lines,
    `<line x1="${PANEL.left}" x2="${PANEL.left + plotWidth}" y1="${bottom}" y2="${bottom}" class="axis"/>`,
    ...ticks,
    `<text x="${PANEL.left + plotWidth / 2}" y="${bottom + 30}" text-anchor="middle">${dimension.axis}</text>`,
    `<polyline points="${points((values) => Math.max(...values)).join(' ')}" class="worst"/>`,
    `<polyline points="${medians.join(' ')}" class="median"/>`,
    ...medians.map((point) => {
      const [cx, cy] = point.split(',');
      return `<circle cx="${cx}" cy="${cy}" r="3" class="dot"/>`;
    }),
    ...highs,
  ].join('\n');
}

function powerText(power: number): string {
  if (power >= 3) return `${10 ** (power - 3)} s`;
  return `${10 ** power} ms`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
