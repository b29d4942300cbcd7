import { isMap, type PlainMap } from '../document/plain-data.ts';
import type { Interviewer, Procedure, Sop, TimeOff } from '../sop/model.ts';
import type { TimeOffRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from '../time/clock.ts';

type Ranges = ReadonlyMap<string, readonly TimeOff[]>;

/**
 * The procedure with the time off that stands beside its file, as if the file said it: in the procedure
 * without a variant and in each variant, and in `source`, so that a proposal that is laid over the file
 * keeps it. Interviewers whom the SOP does not know (any more) are passed over.
 */
export function withTimeOff(procedure: Procedure, rows: readonly TimeOffRow[]): Procedure {
  const right = rows.filter(({ from, to }) => Temporal.Instant.compare(from, to) < 0);
  if (right.length === 0) return procedure;
  const ranges = Map.groupBy(right, ({ interviewer }) => interviewer);
  return {
    base: sopWith(procedure.base, ranges),
    variants: procedure.variants.map((variant) => ({ ...variant, sop: sopWith(variant.sop, ranges) })),
    source: sourceWith(procedure.source, ranges),
  };
}

/** What the procedure of a workspace comes to, with the time off that is not over. */
export async function procedureInForce(of: {
  readonly procedure: Procedure;
  readonly store: Pick<Store, 'timeOff'>;
  readonly workspace: string;
  readonly clock: Pick<Clock, 'now'>;
}): Promise<Procedure> {
  const rows = await of.store.timeOff({ workspace: of.workspace, from: of.clock.now() });
  return withTimeOff(of.procedure, rows);
}

/** The same desk, whose procedure has the time off that is not over. */
export async function deskInForce<Desk extends Parameters<typeof procedureInForce>[0]>(
  desk: Desk,
): Promise<Desk> {
  return { ...desk, procedure: await procedureInForce(desk) };
}

function sopWith(sop: Sop, ranges: Ranges): Sop {
  const interviewers = [...sop.interviewers].map(([id, person]): [string, Interviewer] => [
    id,
    {
      ...person,
      timeOff: [...person.timeOff, ...(ranges.get(id) ?? []).map(({ from, to }) => ({ from, to }))],
    },
  ]);
  return { ...sop, interviewers: new Map(interviewers) };
}

function sourceWith(source: PlainMap, ranges: Ranges): PlainMap {
  const { interviewers, variants } = source;
  const people = isMap(interviewers) ? interviewers : {};
  return {
    ...source,
    interviewers: peopleWith(people, ranges, () => true),
    ...(Array.isArray(variants)
      ? {
          variants: variants.map((variant: unknown) => {
            if (!isMap(variant) || !isMap(variant['interviewers'])) return variant;
            // A list of the variant replaces the file's; where it has none, the file's holds.
            const own = (id: string, entry: PlainMap) =>
              Object.hasOwn(entry, 'timeOff') || !Object.hasOwn(people, id);
            return { ...variant, interviewers: peopleWith(variant['interviewers'], ranges, own) };
          }),
        }
      : {}),
  };
}

function peopleWith(
  people: PlainMap,
  ranges: Ranges,
  concerns: (id: string, entry: PlainMap) => boolean,
): PlainMap {
  return Object.fromEntries(
    Object.entries(people).map(([id, entry]) => {
      const off = ranges.get(id);
      if (off === undefined || !isMap(entry) || !concerns(id, entry)) return [id, entry];
      const written = Array.isArray(entry['timeOff']) ? (entry['timeOff'] as unknown[]) : [];
      const added = off.map(({ from, to }) => ({ from: from.toString(), to: to.toString() }));
      return [id, { ...entry, timeOff: [...written, ...added] }];
    }),
  );
}
