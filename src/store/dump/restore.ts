import { UserError } from '../../errors.ts';
import { type Connection, StatementFault } from '../connection.ts';
import { meaningOf } from '../faults.ts';
import type { Migration } from '../migrations.ts';
import { identifier, literal } from './literal.ts';
import { piecesOf } from './read-dump.ts';
import { dumpedTables } from './tables.ts';

/**
 * Loads a dump that `checkDump` found right: all of it or nothing. Throws `UserError` where the database
 * has data already, or a newer schema than the dump.
 *
 * @param replacing empties the tables first, in the same transaction; where it was set at the start
 */
export async function loadDump(
  connection: Connection,
  file: string,
  replacing: readonly Migration[] | null,
): Promise<void> {
  try {
    for await (const piece of piecesOf(file)) {
      // The dump begins its transaction by itself, so what is to be in it too has to follow.
      const begun = /^begin;$/m.exec(piece);
      if (begun !== null && replacing !== null) {
        await connection.run('begin');
        await emptyTables(connection, replacing);
        await connection.run(piece.replace(/^begin;$/m, ''));
      } else {
        await connection.run(piece);
      }
    }
  } catch (error) {
    await connection.run('rollback').catch(() => {});
    if (!(error instanceof StatementFault)) throw error;
    throw explained(error, file, connection.description);
  }
}

async function emptyTables(connection: Connection, known: readonly Migration[]): Promise<void> {
  const tables = (await dumpedTables(connection, known)).filter(({ name }) => name !== 'schema_versions');
  if (tables.length === 0) return;
  const names = tables.map(({ name }) => `public.${identifier(name)}`);
  await connection.run(
    `${names.map((name) => `alter table ${name} disable trigger user;`).join('\n')}\ntruncate ${names.join(', ')};`,
  );
}

function explained(fault: StatementFault, file: string, where: string): Error {
  if (!/^[0-9A-Z]{5}$/.test(fault.code) || /^(08|57|53)/.test(fault.code)) return meaningOf(fault, where);
  // Codes of ours say what they mean.
  const code = fault.code.startsWith('MS') ? '' : ` (${fault.code})`;
  const said = fault.message.replace(/\.$/, '');
  return new UserError(`${file} was not loaded into ${where}: ${said}${code}. Nothing was changed.`, {
    remedy:
      fault.code === '42501'
        ? 'Connect as the owner of the tables (on Supabase the user postgres).'
        : (fault.hint ?? 'Load it into an empty database.'),
  });
}

/** The first table with data of people; null where there is none. */
export async function filledTable(
  connection: Connection,
  known: readonly Migration[],
): Promise<string | null> {
  for (const { name } of await dumpedTables(connection, known)) {
    if (name === 'schema_versions') continue;
    const but = name === 'workspaces' ? ` where id <> ${literal('default')}` : '';
    const [row] = await connection.rows<{ filled: boolean }>(
      `select exists (select from public.${identifier(name)}${but}) as filled`,
    );
    if (row?.filled === true) return name;
  }
  return null;
}
