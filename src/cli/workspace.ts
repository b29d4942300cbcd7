import { type Command, InvalidArgumentError } from 'commander';
import { UserError } from '../errors.ts';
import type { WorkspaceRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { openStore } from './open-store.ts';
import { print } from './output.ts';
import { readText } from './read-text.ts';
import { loadSettings } from './settings.ts';
import { procedureIn } from './sop-file.ts';
import { columns } from './table.ts';
import { DEFAULT_WORKSPACE } from './workspace-in-force.ts';

interface SetOptions {
  readonly sop?: string;
  readonly calendar?: string;
  readonly admins?: readonly number[];
  readonly delay?: number;
  readonly reset?: readonly Setting[];
}

type Changes = Parameters<Store['setWorkspace']>[0]['changes'];

const SETTINGS = ['sop', 'calendar', 'admins', 'delay'] as const;
type Setting = (typeof SETTINGS)[number];

/** `workspace list` and `workspace set`: several procedures and calendars in one installation. */
export function addWorkspaceCommands(program: Command): void {
  const workspace = program
    .command('workspace')
    .description('several queues in one installation, each with its own procedure and calendar');
  workspace
    .command('list')
    .description('all workspaces and what they have of their own')
    .option('--json', 'as JSON')
    .action((options: { json?: true }) =>
      withStore(async (store) => {
        const rows = await store.workspaces();
        print(options.json === true ? JSON.stringify(rows.map(asJson)) : listed(rows));
      }),
    );
  workspace
    .command('set')
    .argument('<name>', 'lower-case letters, digits and dashes', workspaceName)
    .option('--sop <file>', 'its procedure; the text is kept in the store, so that every machine has it')
    .option('--calendar <id>', 'the Google calendar it books in')
    .option('--admins <ids>', 'Telegram user ids, comma-separated', userIds)
    .option('--delay <seconds>', 'least time between two of its calendar calls', seconds)
    .option(
      '--reset <settings>',
      `back to what .env says: ${SETTINGS.join(', ')}, comma-separated`,
      settingNames,
    )
    .description('make a workspace, or change what it has of its own')
    .action(async (name: string, options: SetOptions) => {
      if (name === DEFAULT_WORKSPACE) {
        throw new UserError(`The workspace ${DEFAULT_WORKSPACE} takes everything from .env.`, {
          remedy:
            'Set SOP_FILE, GOOGLE_CALENDAR_ID and so on there; mock-scheduler config shows what is in force.',
        });
      }
      const changes = changesOf(options);
      await withStore(async (store) => {
        print(listed([await store.setWorkspace({ workspace: name, changes, actor: 'command line' })]));
      });
    });
}

async function withStore(use: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore(loadSettings());
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

function changesOf(options: SetOptions): Changes {
  const reset = new Set(options.reset);
  return {
    ...(reset.has('sop') ? { sop: null } : {}),
    ...(reset.has('calendar') ? { calendarId: null } : {}),
    ...(reset.has('admins') ? { adminIds: null } : {}),
    ...(reset.has('delay') ? { calendarDelaySeconds: null } : {}),
    ...(options.sop === undefined ? {} : { sop: checkedSop(options.sop) }),
    ...(options.calendar === undefined ? {} : { calendarId: options.calendar }),
    ...(options.admins === undefined ? {} : { adminIds: options.admins }),
    ...(options.delay === undefined ? {} : { calendarDelaySeconds: options.delay }),
  };
}

function checkedSop(file: string): { text: string; name: string } {
  const text = readText(file, 'SOP file');
  procedureIn(text, file);
  return { text, name: file };
}

function listed(rows: readonly WorkspaceRow[]): string {
  return columns(
    ['Workspace', 'Procedure', 'Calendar', 'Admins', 'Delay', 'Under way'],
    rows.map((row) => [
      row.paused ? `${row.id} (paused)` : row.id,
      row.sop?.name ?? 'as .env says',
      row.calendarId ?? 'as .env says',
      row.adminIds?.join(', ') ?? 'as .env says',
      row.calendarDelaySeconds === null ? 'as .env says' : `${row.calendarDelaySeconds} s`,
      String(row.active),
    ]),
  );
}

function asJson({ sop, settingsChangedAt, ...same }: WorkspaceRow) {
  return { ...same, sop: sop?.name ?? null, settingsChangedAt: settingsChangedAt?.toString() ?? null };
}

/** It becomes part of a file's name. */
function workspaceName(value: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,39}$/.test(value)) return value;
  throw new InvalidArgumentError('It must be 1 to 40 lower-case letters, digits and dashes.');
}

function userIds(value: string): readonly number[] {
  const ids = value.split(',').map((id) => id.trim());
  if (ids.every((id) => /^[1-9]\d*$/.test(id) && Number.isSafeInteger(Number(id)))) return ids.map(Number);
  throw new InvalidArgumentError(
    `They must be positive numbers, none above ${Number.MAX_SAFE_INTEGER}, comma-separated.`,
  );
}

function seconds(value: string): number {
  const number = Number(value);
  if (/^\d+(\.\d+)?$/.test(value) && number <= 3600) return number;
  throw new InvalidArgumentError('It must be 0 to 3600 seconds.');
}

function settingNames(value: string): readonly Setting[] {
  const names = value.split(',').map((name) => name.trim());
  const known = names.filter((name): name is Setting => (SETTINGS as readonly string[]).includes(name));
  if (known.length === names.length) return known;
  throw new InvalidArgumentError(`They must be of: ${SETTINGS.join(', ')}.`);
}
