import { createHash } from 'node:crypto';
import type { Connection } from '../connection.ts';
import { fileOf, type Migration } from '../migrations.ts';
import { RECORD_FOR_SUPABASE } from '../postgres/migration-sql.ts';
import { FIRST_LINE, lastLine, NEXT_LINE } from './format.ts';
import { identifier, literal } from './literal.ts';
import { type DumpedTable, dumpedTables } from './tables.ts';

/** Rows fetched and written at a time. */
const ROWS = 500;

/**
 * All data of a database as SQL: the migrations that it lacks, then every row, then where the
 * sequences stand; one transaction that loads into a database without the schema or without data.
 * Whoever may own tables may load it, with psql or with `restore`. The rows are those of one instant,
 * in the order of their keys.
 *
 * @param known the migrations, all of which the database has seen
 * @returns the text in pieces, each of whole lines
 */
export async function* dump(connection: Connection, known: readonly Migration[]): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const counted = (text: string): string => {
    hash.update(text);
    return text;
  };
  await connection.run(
    "begin isolation level repeatable read read only; set local timezone = 'UTC'; set local datestyle = 'ISO'; set local extra_float_digits = 1",
  );
  try {
    const tables = await dumpedTables(connection, known);
    let rows = 0;
    yield counted(head(tables, known));
    for (const table of tables) {
      yield counted(`${makeRoom(table)}${NEXT_LINE}\n`);
      for await (const batch of batches(connection, table)) {
        rows += batch.length;
        yield counted(`${insert(table, batch)}${NEXT_LINE}\n`);
      }
    }
    yield counted(tail(tables));
    yield `${lastLine(tables.length, rows, hash.digest('hex'))}\n`;
  } finally {
    await connection.run('rollback').catch(() => {});
  }
}

function head(tables: readonly DumpedTable[], known: readonly Migration[]): string {
  return [
    FIRST_LINE,
    `-- Schema ${known.at(-1)!.version}. Loads into a PostgreSQL (15 or later) without the schema or without data:`,
    '-- psql --single-transaction is not needed, the file is one transaction. Or: mock-scheduler db restore FILE',
    NEXT_LINE,
    'begin;',
    "set local client_encoding = 'UTF8'; set local standard_conforming_strings = on; set local timezone = 'UTC';",
    "set local datestyle = 'ISO'; set local statement_timeout = 0;",
    refuseOtherData(tables, known),
    NEXT_LINE,
    ...known.flatMap((migration) => [`-- ${fileOf(migration)}`, runIfMissing(migration), NEXT_LINE]),
    '-- The rows come as they were, not along the arrows that a candidate or a booking may take.',
    ...tables.map(({ name }) => `alter table public.${identifier(name)} disable trigger user;`),
    NEXT_LINE,
    '',
  ].join('\n');
}

/** What has data or a newer schema is left as it is. */
function refuseOtherData(tables: readonly DumpedTable[], known: readonly Migration[]): string {
  const filled = tables.map(({ name }) => name).filter((name) => !BEGUN_BY_MIGRATIONS.includes(name));
  return `do $guard$
declare
  v_table text;
  v_found boolean;
  v_newer text;
begin
  if to_regclass('public.schema_versions') is null then
    return;
  end if;
  execute 'select max(version) from public.schema_versions where version <> all ($1)' into v_newer
    using array[${known.map(({ version }) => literal(version)).join(', ')}];
  if v_newer is not null then
    raise exception using errcode = 'MS003', message = format('The database has a newer schema (%s) than this copy.', v_newer),
      hint = 'Load it into a database without the schema, then run mock-scheduler db migrate.';
  end if;
  foreach v_table in array array[${filled.map(literal).join(', ')}] loop
    if to_regclass('public.' || v_table) is not null then
      execute format('select exists (select from public.%I)', v_table) into v_found;
      if v_found then
        raise exception using errcode = 'MS003', message = format('The database has data already (table %s).', v_table),
          hint = 'Load into an empty database, or put this copy in place of what is there: mock-scheduler db restore --replace FILE';
      end if;
    end if;
  end loop;
  execute 'select exists (select from public.workspaces where id <> $1)' into v_found using 'default';
  if v_found then
    raise exception using errcode = 'MS003', message = 'The database has workspaces already.',
      hint = 'Load into an empty database, or put this copy in place of what is there: mock-scheduler db restore --replace FILE';
  end if;
end
$guard$;`;
}

/** Tables that have rows as soon as the schema is there. */
const BEGUN_BY_MIGRATIONS: readonly string[] = ['schema_versions', 'workspaces'];

function runIfMissing({ version, sql }: Migration): string {
  const tag = `$migration_${version}$`;
  return `do $run$
declare
  v_seen boolean := false;
begin
  if to_regclass('public.schema_versions') is not null then
    execute 'select exists (select from public.schema_versions where version = $1)' into v_seen using ${literal(version)};
  end if;
  if not v_seen then
    execute ${tag}
${sql}${tag};
  end if;
end
$run$;`;
}

function makeRoom({ name }: DumpedTable): string {
  return BEGUN_BY_MIGRATIONS.includes(name) ? `delete from public.${identifier(name)};\n` : `-- ${name}\n`;
}

async function* batches(
  connection: Connection,
  { name, columns, key }: DumpedTable,
): AsyncGenerator<readonly (readonly (string | null)[])[]> {
  const values = columns.map((column) => `${identifier(column)}::text`).join(', ');
  await connection.run(
    `declare dumped no scroll cursor for select json_build_array(${values})::text as values from public.${identifier(name)}
      order by ${key.map(identifier).join(', ')}`,
  );
  for (;;) {
    const rows = await connection.rows<{ values: string }>(`fetch ${ROWS} from dumped`);
    if (rows.length === 0) break;
    yield rows.map((row) => JSON.parse(row.values) as (string | null)[]);
  }
  await connection.run('close dumped');
}

/** Identity columns keep their numbers: others refer to them. */
function insert({ name, columns }: DumpedTable, rows: readonly (readonly (string | null)[])[]): string {
  const lines = rows.map((row) => `(${row.map(literal).join(', ')})`).join(',\n');
  return `insert into public.${identifier(name)} (${columns.map(identifier).join(', ')}) overriding system value values\n${lines};\n`;
}

function tail(tables: readonly DumpedTable[]): string {
  const sequences = tables.flatMap(({ name, sequences }) =>
    sequences.map(
      ({ column, value, called }) =>
        `  perform setval(pg_get_serial_sequence(${literal(`public.${name}`)}, ${literal(column)}), ${value}, ${called});`,
    ),
  );
  return [
    ...tables.map(({ name }) => `alter table public.${identifier(name)} enable trigger user;`),
    'do $sequences$',
    'begin',
    ...sequences,
    'end',
    '$sequences$;',
    `${RECORD_FOR_SUPABASE}commit;`,
    NEXT_LINE,
    '',
  ].join('\n');
}
