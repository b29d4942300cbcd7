import type { TestDatabase } from '../test/store/servers/new-database.ts';

/** What a process was doing when it was told to end, as the store knows it. */
export type Doing =
  | 'starting'
  | 'reading and planning'
  | 'making events'
  | 'looking again'
  | 'changing what is booked'
  | 'taking back'
  | 'looking at what is booked'
  | 'nothing in hand';

export interface Moment {
  readonly doing: Doing;
  /** Statements of any process that the database was carrying out. */
  readonly statements: number;
}

interface Row {
  readonly in_hand: boolean;
  readonly changing: boolean;
  readonly taking_back: boolean;
  readonly reserved: number;
  readonly booked: number;
  readonly watching: boolean;
  readonly statements: number;
}

const QUERY = `
  select c.id is not null as in_hand, c.change is not null as changing, c.taking_back is not null as taking_back,
    (select count(*)::int from public.bookings b where b.candidate_id = c.id and b.state = 'reserved') as reserved,
    (select count(*)::int from public.bookings b where b.candidate_id = c.id and b.state = 'booked') as booked,
    exists (select from public.watches where watcher like $1) as watching,
    (select count(*)::int from pg_stat_activity where datname = current_database() and state = 'active'
       and pid <> pg_backend_pid()) as statements
  from (select 1) as one left join public.candidates c on c.lease_owner like $1 and c.state = 'scheduling'
  limit 1`;

/** Whoever holds something in the store does so under a name that has the number of its process. */
export function holderLike(pid: number): string {
  return `% ${pid} %`;
}

export async function whatIsDone(database: TestDatabase, pid: number, isReady: boolean): Promise<Moment> {
  const [row] = await database.query<Row>(QUERY, [holderLike(pid)]);
  return { doing: isReady ? doingOf(row!) : 'starting', statements: row!.statements };
}

export function isAtWork(doing: Doing): boolean {
  return doing !== 'starting' && doing !== 'nothing in hand';
}

function doingOf(row: Row): Doing {
  if (!row.in_hand) return row.watching ? 'looking at what is booked' : 'nothing in hand';
  if (row.changing) return 'changing what is booked';
  if (row.taking_back) return 'taking back';
  if (row.reserved > 0) return 'making events';
  return row.booked > 0 ? 'looking again' : 'reading and planning';
}
