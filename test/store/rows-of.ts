/** Asks a database past the store. */
export type Asking = <Row extends object>(sql: string) => Promise<readonly Row[]>;

/** Every row of every table, each as PostgreSQL's own JSON, in an order that does not depend on the disk. */
export async function rowsOf(ask: Asking): Promise<Record<string, readonly string[]>> {
  await ask(`set timezone = 'UTC'`);
  const tables = await ask<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`,
  );
  const all: Record<string, readonly string[]> = {};
  for (const { name } of tables) {
    const rows = await ask<{ row: string }>(
      `select to_jsonb(t)::text as row from public."${name}" t order by to_jsonb(t)::text collate "C"`,
    );
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

/** Where every sequence stands. */
export async function sequencesOf(ask: Asking): Promise<readonly object[]> {
  return ask(
    `select sequencename, last_value::text from pg_sequences where schemaname = 'public' order by sequencename`,
  );
}
