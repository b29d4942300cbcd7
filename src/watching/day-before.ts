import type { Procedure } from '../sop/model.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from '../time/clock.ts';

/**
 * Reminds people of the next day's mocks, once a day: of day D + 1 from the SOP's `remindAt` of day D on.
 * Admins are told of all mocks and of what waits for a decision; each interviewer with a Telegram chat in
 * the SOP, of their own. Where there is nothing to say nothing is written, so that a mock that is booked
 * later that evening is still told of.
 *
 * Where nobody was there to write it at the time, it is written the next morning, as long as the day's first
 * mock has not begun; after that it would remind nobody of anything. What the notices say is looked up when
 * they are sent: written here is only of which day, and to whom.
 *
 * @returns whether reminders were written now
 */
export async function remindOfTomorrow(of: {
  readonly store: Pick<Store, 'bookings' | 'escalations' | 'writeDigest'>;
  readonly procedure: Procedure;
  readonly workspace: string;
  readonly clock: Pick<Clock, 'now'>;
}): Promise<boolean> {
  const { store, procedure, workspace, clock } = of;
  const { timeZone, remindAt } = procedure.base;
  if (remindAt === null) return false;
  const now = clock.now();
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const isLate = Temporal.Instant.compare(now, instantAt(today, remindAt, timeZone)) < 0;
  const date = isLate ? today : today.add({ days: 1 });
  const [from, to] = [date, date.add({ days: 1 })].map((day) => instantAt(day, 0, timeZone)) as [
    Temporal.Instant,
    Temporal.Instant,
  ];
  const held = await store.bookings({ workspace, from, to });
  // One that ends after midnight began the day before.
  const mocks = held.filter(({ start }) => Temporal.Instant.compare(start, from) >= 0);
  const [first] = mocks;
  if (isLate && (first === undefined || Temporal.Instant.compare(first.start, now) <= 0)) return false;
  if (first === undefined && (await store.escalations({ workspace, open: true })).length === 0) return false;
  const busy = new Set(mocks.map(({ interviewer }) => interviewer));
  const own = [...chatsOf(procedure)].filter(([id]) => busy.has(id));
  return store.writeDigest({
    workspace,
    date: date.toString(),
    notices: [
      { chat: null, payload: { date: date.toString(), interviewer: null } },
      ...own.map(([interviewer, telegram]) => ({
        chat: `telegram:${telegram}`,
        payload: { date: date.toString(), interviewer },
      })),
    ],
    actor: 'watcher',
  });
}

/** Where interviewers can be written to, by their id; also those of variants alone. */
function chatsOf({ base, variants }: Procedure): ReadonlyMap<string, number> {
  const chats = new Map<string, number>();
  for (const { interviewers } of [...variants.map(({ sop }) => sop), base]) {
    for (const { id, telegram } of interviewers.values()) if (telegram !== null) chats.set(id, telegram);
  }
  return chats;
}

/** A wall-clock time of a day, read as Temporal's `compatible` does. */
function instantAt(day: Temporal.PlainDate, minute: number, timeZone: string): Temporal.Instant {
  const plainTime = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  return day.toZonedDateTime({ timeZone, plainTime }).toInstant();
}
