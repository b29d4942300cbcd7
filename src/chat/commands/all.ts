import type { Command } from '../command.ts';
import { audit } from './audit.ts';
import { escalations } from './escalations.ts';
import { pause, resume } from './pause.ts';
import { queue } from './queue.ts';
import { schedule } from './schedule.ts';
import { dismiss, retry } from './settle.ts';
import { stats } from './stats.ts';
import { status } from './status.ts';

/** Every command but those that a conversation itself understands, in the order of `/help`. */
export const COMMANDS: readonly Command[] = [
  queue,
  status,
  schedule,
  escalations,
  retry,
  dismiss,
  audit,
  stats,
  pause,
  resume,
];
