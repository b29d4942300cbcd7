import type { Command } from '../command.ts';
import { today, week } from './agenda.ts';
import { apply } from './apply.ts';
import { audit } from './audit.ts';
import { decide } from './decide.ts';
import { deleteMocks, deleteNo, deleteYes } from './delete.ts';
import { edit } from './edit.ts';
import { escalations } from './escalations.ts';
import { interviewers } from './interviewers.ts';
import { held, noShow, unmark } from './outcome.ts';
import { pause, resume } from './pause.ts';
import { queue } from './queue.ts';
import { reschedule, rescheduleNo, rescheduleYes } from './reschedule.ts';
import { schedule } from './schedule.ts';
import { seen } from './seen.ts';
import { dismiss, retry } from './settle.ts';
import { sop } from './sop.ts';
import { stats } from './stats.ts';
import { status } from './status.ts';
import { timeOff, timeOffNo, timeOffRemove, timeOffYes } from './time-off.ts';

/** Every command but those that a conversation itself understands, in the order of menus. */
export const COMMANDS: readonly Command[] = [
  queue,
  status,
  schedule,
  today,
  week,
  interviewers,
  timeOff,
  timeOffYes,
  timeOffNo,
  timeOffRemove,
  escalations,
  decide,
  apply,
  edit,
  retry,
  dismiss,
  reschedule,
  rescheduleYes,
  rescheduleNo,
  deleteMocks,
  deleteYes,
  deleteNo,
  held,
  noShow,
  unmark,
  seen,
  audit,
  sop,
  stats,
  pause,
  resume,
];
