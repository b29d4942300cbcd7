import { textOfHtml } from '../../test/telegram/stand-in/html.ts';
import { WORKSPACES } from '../crew.ts';
import type { Evidence } from './evidence.ts';

interface Row {
  readonly id: number;
  readonly workspace: string;
  readonly kind: string;
  readonly chat: string | null;
  readonly created_at: string;
  readonly payload: { readonly name?: string; readonly email?: string; readonly summary?: string };
}

interface Told {
  readonly outbox_id: number;
  readonly chat_id: number;
  readonly sent_at: string | null;
}

/** Which steps people are told of. */
const TOLD: Readonly<Record<string, string>> = {
  'scheduling scheduled': 'scheduled',
  'scheduling waiting': 'waiting',
  'scheduling escalated': 'escalated',
};

/** Everybody who is to be told of something was told of it, after it happened, and in order. */
export async function everybodyTold(world: Evidence): Promise<number> {
  const { server, telegram } = world;
  const notices = await server.rows<Row>(
    'select id::int, workspace, kind, chat, public.iso_instant(created_at) as created_at, payload from public.outbox order by id',
  );
  const told = await server.rows<Told>(
    'select outbox_id::int, chat_id, public.iso_instant(sent_at) as sent_at from public.telegram_notices',
  );
  const tell = (what: string) => world.failed('everybody is told, in order', what);
  const lastTold = new Map<string, string>();
  for (const { id, workspace, kind, chat, created_at, payload } of notices) {
    const common = commonly(world, workspace);
    const own = /^telegram:(\d+)$/.exec(chat ?? '')?.[1];
    for (const chatId of new Set([...common, ...(own === undefined ? [] : [Number(own)])])) {
      const row = told.find((each) => each.outbox_id === id && Number(each.chat_id) === chatId);
      if (row?.sent_at === undefined || row.sent_at === null) {
        tell(`notice ${id} (${kind}) was not sent to chat ${chatId}`);
        continue;
      }
      const [from, to] = [Date.parse(created_at), Date.parse(row.sent_at)];
      const heard = telegram.texts.some(
        (text) =>
          text.chatId === chatId && from <= text.at && text.at <= to && speaksOf(text.html, kind, payload),
      );
      if (!heard) tell(`notice ${id} (${kind}) counts as sent to chat ${chatId}, where nobody saw it`);
      // Workspaces do not wait for each other.
      const line = `${workspace} ${chatId}`;
      const before = lastTold.get(line);
      if (before !== undefined && before > row.sent_at)
        tell(`notice ${id} overtook another in chat ${chatId}`);
      lastTold.set(line, row.sent_at);
    }
  }
  return notices.length + (await nothingUntold(world, tell));
}

/** Who is told of everything in a workspace. */
function commonly({ script, people }: Evidence, workspace: string): readonly number[] {
  const admins = people.admins.map(({ person }) => person.id);
  if (script.adminChat) return admins.slice(0, 1);
  return workspace === WORKSPACES[0] ? admins : [people.other.person.id];
}

/** Each step that people are told of has its notice, written with it. */
async function nothingUntold({ server }: Evidence, tell: (what: string) => void): Promise<number> {
  const steps = await server.rows<{ id: number; step: string; notices: readonly string[] }>(
    `select a.id::int, a.from_state || ' ' || a.to_state as step,
       coalesce((select jsonb_agg(o.kind) from public.outbox o
         where o.candidate_id = a.candidate_id and (o.created_at = a.at
           -- Of a cause that lasts people are told once.
           or o.kind = 'waiting' and a.to_state = 'waiting' and o.id = (
             select max(last.id) from public.outbox last
             where last.candidate_id = a.candidate_id and last.created_at <= a.at))), '[]') as notices
     from public.scheduling_audit a where a.from_state is not null and a.to_state is not null`,
  );
  for (const { id, step, notices } of steps) {
    const kind = TOLD[step];
    if (kind === undefined) continue;
    const isTold =
      notices.length > 0 && (notices.includes(kind) || notices.some((each) => /changed/.test(each)));
    if (!isTold) tell(`nobody is told of row ${id} of the audit (${step})`);
  }
  return steps.length;
}

/** These say their summary; of others it is written anew, as things stand when it is read. */
const WITH_SUMMARY: readonly string[] = ['scheduled', 'waiting', 'changed', 'unchanged'];

function speaksOf(html: string, kind: string, { name, email, summary }: Row['payload']): boolean {
  const text = textOfHtml(html);
  const isAbout = [name, email].some((word) => word !== undefined && text.includes(word));
  const isSaid = !WITH_SUMMARY.includes(kind) || summary === undefined || text.includes(summary.slice(0, 30));
  return isAbout && isSaid;
}
