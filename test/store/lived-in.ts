import type { Store } from '../../src/store/store.ts';
import { holding, infeasible, noSlots, scene, type TestClock } from './contract/scene.ts';

/** Texts that a careless copy would change or trip over. */
export const HOSTILE = [
  "O'Neil; drop table candidates; --",
  "back\\slash \\n \\u0041 E'x' $$ $guard$",
  'two\nlines\r\nand a tab\t',
  '-- next',
  'null',
  'NULL',
  '\\N',
  '',
  ' ',
  'Zoë 李小龙 🦊 \u2028 \u0085 \u200f',
  '{"a": "{candidate}"} {{email}}',
  '{1,2}',
  '(a,"b")',
  ":name :'name' %s $1 ?",
] as const;

/** Fills a store with something of everything that it can hold, hostile texts included. Gives the workspace of most of it. */
export async function liveIn(store: Store, clock: TestClock): Promise<string> {
  const here = scene({ store, clock });
  const { workspace } = here;
  await here.candidateIn('cancelled');
  await here.candidateIn('scheduled');
  await here.candidateIn('escalated');
  const waiting = await here.claimed({ name: HOSTILE[0] });
  await here.reserve(waiting, [here.mock('2026-12-24T18:00:00Z')]);
  await here.wait(waiting);
  for (const [index, text] of HOSTILE.entries()) {
    await here.enqueue({
      name: text,
      email: `${text}${index}@example.com`,
      chat: index % 2 === 0 ? null : text,
    });
  }
  const held = holding(await here.claim(HOSTILE[1]));
  for (const text of HOSTILE) {
    await store.note({
      ...held,
      action: 'noted',
      summary: text,
      details: { [text]: [text, { note: text }, null, 1.5, true] },
    });
  }
  const booking = here.mock('2026-12-25T18:00:00Z', { interviewerName: HOSTILE[2] });
  await here.reserve(held, [booking]);
  await here.confirm(held, booking);
  await here.takeBack(held, { ...infeasible, message: HOSTILE[9] });
  await store.release({ ...held, bookingId: booking.id });
  await here.escalate(held, { ...infeasible, message: HOSTILE[9] });
  await store.retry({
    candidateId: held.candidateId,
    request: { ...noSlots, text: [...HOSTILE] },
    actor: 'Ann',
    note: HOSTILE[1],
  });

  const [first, second] = await store.outbox({ workspace, limit: 2 });
  await store.markSent({ outboxId: first!.id });
  await store.markFailed({ outboxId: second!.id, error: HOSTILE[2], retryAt: clock.now().add({ hours: 1 }) });
  for (const [index, text] of HOSTILE.entries()) {
    await store.saveConversation({ workspace, key: `${text}${index}`, state: { text }, version: 0 });
  }
  await store.saveConversation({ workspace, key: `${HOSTILE[0]}0`, state: null, version: 1 });
  await store.takeCalendarTurn({ account: HOSTILE[0], delayMs: 2000, successes: 1 });
  await store.recordCalendarCalls({
    account: HOSTILE[0],
    calls: {
      list: {
        calls: 3,
        successes: 2,
        waits: 1,
        waitedMs: 4000,
        retries: 1,
        quotaErrors: 0,
        rateErrors: 1,
        otherErrors: 0,
      },
    },
  });
  await store.setWorkspace({
    workspace,
    changes: {
      adminIds: [1, 9_007_199_254_740_991],
      calendarDelaySeconds: 0.5,
      calendarId: `c ${workspace}`,
    },
    actor: 'Ann',
  });
  const gone = await here.enqueue({ name: 'Gone', email: `gone@${workspace}` });
  await store.cancel({ candidateId: gone, actor: 'Ann', note: 'moved away' });
  await store.forgetPerson({ email: `gone@${workspace}`, actor: 'Ann' });
  await store.pause({ workspace: 'default', paused: true, actor: 'Ann' });
  await store.pause({ workspace: 'default', paused: false, actor: 'Ann' });
  await watchOver(store, clock);
  return workspace;
}

/** Something of everything that watching over bookings keeps. */
async function watchOver(store: Store, clock: TestClock): Promise<void> {
  const here = scene({ store, clock });
  const { workspace } = here;
  const mocks = [here.mockIn(1), here.mockIn(3), here.mockIn(5)];
  const { candidateId } = await here.scheduledWith(mocks, { name: HOSTILE[9] });
  const observed = await store.observe({
    candidateId,
    seen: HOSTILE.map((text, index) => ({
      bookingId: mocks[index % 3]!.id,
      kind: `kind ${index}`,
      key: text,
      summary: text,
      details: { [text]: text },
    })),
    actor: HOSTILE[1],
  });
  for (const message of [HOSTILE[2], HOSTILE[10]]) {
    await store.ask({
      candidateId,
      question: { ...infeasible, code: 'seen', message },
      observations: observed.slice(0, 4).map(({ id }) => id),
      actor: HOSTILE[1],
    });
  }
  await store.keepObserved({ candidateId, actor: 'Ann', note: HOSTILE[0] });
  await scene({ store, clock }).candidateIn('closed');
  await store.markMock({ bookingId: mocks[0]!.id, outcome: 'held', note: HOSTILE[6], actor: 'Ann' });
  for (const [index, text] of HOSTILE.entries()) {
    await store.addTimeOff({
      workspace,
      id: `${text}${index}${workspace}`,
      interviewer: text.trim() === '' ? 'alpha' : text,
      from: clock.now(),
      to: clock.now().add({ hours: 1 }),
      note: text,
      actor: 'Ann',
    });
  }
  await store.removeTimeOff({ workspace, id: `${HOSTILE[0]}0${workspace}`, actor: 'Ann' });
  await store.writeDigest({
    workspace,
    date: '2026-12-02',
    notices: HOSTILE.map((text) => ({ chat: text, payload: { summary: text } })),
    actor: HOSTILE[1],
  });
  for (const watcher of HOSTILE.slice(0, 2)) {
    await store.takeWatch({ workspace, watcher, leaseSeconds: 60, everySeconds: 0 });
  }
  const channel = { resourceId: HOSTILE[1], tokenHash: '0'.repeat(64), expiresAt: clock.now() };
  for (const text of HOSTILE.slice(0, 3)) {
    await store.keepCalendarChannel({
      calendarId: text,
      channel: { ...channel, id: `${text} ${workspace}` },
    });
  }
  await store.forgetCalendarChannel({ calendarId: HOSTILE[0], id: `${HOSTILE[0]} ${workspace}` });
}
