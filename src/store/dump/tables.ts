import type { Connection } from '../connection.ts';
import type { Migration } from '../migrations.ts';

/** A table of ours as it goes into a dump. */
export interface DumpedTable {
  readonly name: string;
  /** Those that are stored, in order; generated ones come by themselves. */
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** Columns that draw from a sequence, with where it stands. */
  readonly sequences: readonly {
    readonly column: string;
    readonly value: string;
    readonly called: boolean;
  }[];
}

/**
 * The tables that the migrations make, each after those that it points to. Other people's tables in
 * the same schema are none of ours.
 */
export async function dumpedTables(
  connection: Connection,
  known: readonly Migration[],
): Promise<readonly DumpedTable[]> {
  const made = known.flatMap(({ sql }) =>
    [...sql.matchAll(/^create table public\.(\w+)/gm)].map(([, name]) => name!),
  );
  const rows = await connection.rows<{
    name: string;
    columns: string[];
    key: string[] | null;
    drawing: string[] | null;
    targets: string[] | null;
  }>(COLUMNS_AND_KEYS, [JSON.stringify(made)]);
  const tables: DumpedTable[] = [];
  for (const { name, columns, key, drawing } of rows) {
    const sequences = [];
    for (const column of drawing ?? []) sequences.push(await sequenceOf(connection, name, column));
    tables.push({ name, columns, key: key ?? columns, sequences });
  }
  const targets = new Map(rows.map((row) => [row.name, row.targets ?? []]));
  return inDependencyOrder(tables, targets);
}

const COLUMNS_AND_KEYS = `
  select c.relname as name,
    (select json_agg(a.attname order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    (select json_agg(a.attname order by array_position(i.indkey::smallint[], a.attnum)) from pg_index i
      join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
      where i.indrelid = c.oid and i.indisprimary) as key,
    (select json_agg(a.attname order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and pg_get_serial_sequence(c.oid::regclass::text, a.attname) is not null) as drawing,
    (select json_agg(distinct t.relname) from pg_constraint k join pg_class t on t.oid = k.confrelid
      where k.conrelid = c.oid and k.contype = 'f') as targets
  from json_array_elements_text($1::json) with ordinality m (name, place)
  join pg_class c on c.relname = m.name and c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  order by m.place`;

async function sequenceOf(connection: Connection, table: string, column: string) {
  const [found] = await connection.rows<{ sequence: string }>(
    'select pg_get_serial_sequence($1, $2) as sequence',
    [`public.${table}`, column],
  );
  const [state] = await connection.rows<{ value: string; called: boolean }>(
    `select last_value::text as value, is_called as called from ${found!.sequence}`,
  );
  return { column, ...state! };
}

function inDependencyOrder(
  tables: readonly DumpedTable[],
  targets: ReadonlyMap<string, readonly string[]>,
): readonly DumpedTable[] {
  const ordered: DumpedTable[] = [];
  const waiting = [...tables];
  while (waiting.length > 0) {
    const ready = waiting.findIndex((table) =>
      (targets.get(table.name) ?? []).every(
        (target) => target === table.name || !waiting.some((other) => other.name === target),
      ),
    );
    if (ready === -1)
      throw new Error('Tables point to one another in a circle: a dump has no order for them.');
    ordered.push(...waiting.splice(ready, 1));
  }
  return ordered;
}
