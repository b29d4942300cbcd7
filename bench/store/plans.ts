import { Client } from 'pg';
import type { SqlArguments } from '../../src/store/driver.ts';
import { sqlCall } from '../../src/store/sql-call.ts';

/** How the statements of one function reach the rows of one table. */
export interface Way {
  readonly calling: string;
  readonly table: string;
  /** `Index Scan`, `Seq Scan` …; without `index` for a sequential one. */
  readonly scan: string;
  readonly index: string | null;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

const EXPLAIN = `
  load 'auto_explain';
  set auto_explain.log_min_duration = 0;
  set auto_explain.log_nested_statements = on;
  set auto_explain.log_format = json;
  set client_min_messages = log;`;

/**
 * Calls functions on a connection where PostgreSQL tells the plan of every statement, also of those
 * inside functions, triggers and constraints; then undoes all that they did. Null where the server
 * does not let this user see plans (`auto_explain` is for superusers).
 */
export async function plansOf(
  url: string,
  calls: (call: (name: string, args: SqlArguments) => Promise<unknown>) => Promise<void>,
): Promise<readonly Way[] | null> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const ways = new Map<string, Way>();
  let calling = '';
  client.on('notice', ({ message }) => {
    const json = message?.indexOf('{') ?? -1;
    if (json < 0 || calling === '') return;
    const { Plan } = JSON.parse(message!.slice(json)) as { Plan: PlanNode };
    for (const way of waysOf(Plan, calling)) ways.set(JSON.stringify(way), way);
  });
  try {
    await client.query(EXPLAIN);
  } catch {
    await client.end();
    return null;
  }
  try {
    await client.query('begin');
    await calls(async (name, args) => {
      calling = name;
      const { text, values } = sqlCall(name, args);
      const { rows } = await client.query<{ answer: unknown }>(text, values);
      calling = '';
      return rows[0]?.answer;
    });
    await client.query('rollback');
  } finally {
    await client.end();
  }
  return [...ways.values()];
}

function waysOf(node: PlanNode, calling: string, above: string | null = null): Way[] {
  const table = node['Relation Name'] ?? above;
  const index = node['Index Name'] ?? null;
  const below = (node.Plans ?? []).flatMap((each) => waysOf(each, calling, node['Relation Name'] ?? null));
  const scan = node['Node Type'];
  const isWay = table !== null && (index !== null || scan === 'Seq Scan');
  return isWay ? [{ calling, table, scan, index }, ...below] : below;
}
