import { describe, expect, it } from 'vitest';
import { procedureInForce, withTimeOff } from '../../src/booking/time-off.ts';
import { merged } from '../../src/document/merged.ts';
import type { Procedure } from '../../src/sop/model.ts';
import { procedureFromSource } from '../../src/sop/procedure-from-source.ts';
import type { TimeOffRow } from '../../src/store/rows.ts';
import { procedureOf } from '../sop/sop-of.ts';
import { TEAM_FILE, teamFile } from '../sop/team-file.ts';

const CHRISTMAS = { from: '2026-12-24T08:00:00Z', to: '2026-12-27T08:00:00Z' };
const NEW_YEAR = { from: '2027-01-01T08:00:00Z', to: '2027-01-02T08:00:00Z' };

function off(interviewer: string, { from, to } = CHRISTMAS): TimeOffRow {
  return {
    id: `off-${interviewer}-${from}`,
    workspace: 'default',
    interviewer,
    from: Temporal.Instant.from(from),
    to: Temporal.Instant.from(to),
    note: '',
    addedBy: 'admin',
    addedAt: Temporal.Instant.from('2026-11-22T17:00:00Z'),
  };
}

/** Of an interviewer: in the procedure without a variant, and in its first variant. */
function daysOff({ base, variants }: Procedure, id: string): (string[] | null)[] {
  return [base, variants[0]?.sop].map(
    (sop) => sop?.interviewers.get(id)?.timeOff.map(({ from, to }) => `${from} to ${to}`) ?? null,
  );
}

const [CHRISTMAS_TEXT, NEW_YEAR_TEXT] = [CHRISTMAS, NEW_YEAR].map(({ from, to }) => `${from} to ${to}`);

describe('time off that stands beside the SOP', () => {
  it('counts as if the file said it, with what the file says, in every variant', () => {
    const file = teamFile([
      'email: alpha@example.com',
      'email: alpha@example.com\n    timeOff: [{ from: 2027-01-01, to: 2027-01-01 }]',
    ]);
    const procedure = withTimeOff(procedureOf(file), [off('alpha'), off('bravo')]);
    expect(daysOff(procedure, 'alpha')).toEqual([
      [NEW_YEAR_TEXT, CHRISTMAS_TEXT],
      [NEW_YEAR_TEXT, CHRISTMAS_TEXT],
    ]);
    expect(daysOff(procedure, 'bravo')).toEqual([[CHRISTMAS_TEXT], [CHRISTMAS_TEXT]]);
    expect(daysOff(procedure, 'charlie')).toEqual([[], []]);
  });

  it('is kept by proposals, which are laid over what the file says', () => {
    const file = teamFile([
      '    rules: { courseGap: 12h }\n',
      `    rules: { courseGap: 12h }
    interviewers:
      alpha: { timeOff: [{ from: 2027-01-01, to: 2027-01-01 }] }
      bravo: { maxPerDay: 1 }
      delta: { name: Delta, email: delta@example.com, hours: { everyday: ["09:00-10:00"] } }
`,
    ]);
    const procedure = withTimeOff(procedureOf(file), [off('alpha'), off('bravo'), off('delta')]);
    expect(daysOff(procedure, 'alpha')).toEqual([[CHRISTMAS_TEXT], [NEW_YEAR_TEXT, CHRISTMAS_TEXT]]);
    expect(daysOff(procedure, 'bravo')).toEqual([[CHRISTMAS_TEXT], [CHRISTMAS_TEXT]]);
    // Delta is of the variant alone.
    expect(daysOff(procedure, 'delta')).toEqual([null, [CHRISTMAS_TEXT]]);

    const again = procedureFromSource(merged(procedure.source, { rules: { maxGap: '5d' } }));
    if (!again.ok) throw new Error('refused');
    for (const id of ['alpha', 'bravo', 'delta']) {
      expect(daysOff(again.procedure, id)).toEqual(daysOff(procedure, id));
    }
  });

  it('of somebody whom the SOP does not know any more changes nothing', () => {
    expect(withTimeOff(procedureOf(TEAM_FILE), [off('zulu')])).toEqual(procedureOf(TEAM_FILE));
  });

  it('leaves the procedure of the file as it was', () => {
    const procedure = procedureOf(TEAM_FILE);
    withTimeOff(procedure, [off('alpha'), off('alpha', NEW_YEAR)]);
    expect(procedure).toEqual(procedureOf(TEAM_FILE));
  });

  it('is asked of the store for the workspace, from now on', async () => {
    const now = Temporal.Instant.from('2026-12-26T00:00:00Z');
    const asked: unknown[] = [];
    const procedure = await procedureInForce({
      procedure: procedureOf(TEAM_FILE),
      workspace: 'west',
      clock: { now: () => now },
      store: {
        timeOff: async (query) => {
          asked.push(query);
          return [off('alpha')];
        },
      },
    });
    expect(asked).toEqual([{ workspace: 'west', from: now }]);
    expect(daysOff(procedure, 'alpha')).toEqual([[CHRISTMAS_TEXT], [CHRISTMAS_TEXT]]);
  });
});
