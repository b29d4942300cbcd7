import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_CALLS } from '../../src/calendar/calls.ts';
import { metricsOf } from '../../src/dashboard/metrics.ts';

const PAGE = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

/** Where everything has a value. */
const ALL = {
  calendarCalls: () => ({ list: NO_CALLS }),
  calendarPaceSeconds: () => 2,
  workspaces: async () => [
    {
      workspace: 'default',
      paused: false,
      counts: {},
      signs: {
        queuedSeconds: 1,
        asked: 1,
        askedSeconds: 1,
        unsent: 1,
        unsentSeconds: 1,
        watchedSeconds: 1,
        observations: {},
      },
    },
  ],
};

/** The expressions of the alerts, as they stand in the table. */
const ALERTS = [...PAGE.matchAll(/^\| [^|]+ \| `((?:[^`|]|\\\|)+)` \| [^|]* \| [^|]+ \| .+ \|$/gm)].map(
  ([, expression]) => expression!.replaceAll('\\|', '|'),
);

describe('the page for operators', () => {
  let told: string;
  beforeAll(async () => {
    told = await metricsOf(ALL).text();
  });
  const ours = () => [...told.matchAll(/^# TYPE (mock_scheduler_\w+) /gm)].map(([, name]) => name!);

  it('explains every number that there is, and none that there is not', () => {
    const explained = [...PAGE.matchAll(/^\| `(mock_scheduler_\w+)` \|/gm)].map(([, name]) => name!);
    expect(explained.sort()).toEqual(ours().sort());
  });

  it('names none elsewhere that there is not', () => {
    const named = new Set(
      [...PAGE.matchAll(/\b(?:mock_scheduler|process|nodejs)_\w+/g)].map(([name]) => name),
    );
    expect([...named].filter((name) => !/_$/.test(name) && !told.includes(`# TYPE ${name} `))).toEqual([]);
  });

  it('has an alert for what waits, fails or is away, each over numbers and labels that there are', () => {
    expect(ALERTS.length).toBeGreaterThan(12);
    for (const expression of ALERTS) {
      expect(expression).toMatch(/\b(?:mock_scheduler|process|nodejs)_\w+/);
      for (const [, label, states] of expression.matchAll(/\{(\w+)=~?"([^"]+)"\}/g)) {
        for (const state of states!.split('|')) expect(told).toMatch(new RegExp(`[{,]${label}="${state}"}`));
      }
    }
    const watched = ALERTS.join(' ');
    const waiting = ours().filter((name) => /_(seconds|waiting|up)$/.test(name) && !/waited|pace/.test(name));
    expect(waiting.filter((name) => !watched.includes(name))).toEqual([]);
  });
});
