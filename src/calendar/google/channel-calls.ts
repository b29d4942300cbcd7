import { z } from 'zod';
import { CalendarError } from '../calendar.ts';
import type { Call } from './call.ts';
import type { Channel } from './channel-book.ts';

/** Where an answer names no end, so that it is looked after soon. */
const LIFE_UNSAID = { hours: 24 };

const Opened = z.object({
  resourceId: z.string().min(1),
  expiration: z.coerce.number().int().positive().optional().catch(undefined),
});

/**
 * Opens a channel (`events.watch`). Google may give it a shorter life than is asked for, and no channel
 * can be prolonged. Throws a `CalendarError`.
 */
export async function openChannel(
  call: Call,
  asked: {
    readonly calendarId: string;
    readonly id: string;
    readonly token: string;
    readonly address: string;
    readonly now: Temporal.Instant;
    readonly until: Temporal.Instant;
  },
): Promise<Omit<Channel, 'tokenHash'>> {
  const { calendarId, id, token, address, now, until } = asked;
  const opened = await call(
    'watch',
    (api) =>
      api.events.watch({
        calendarId,
        fields: 'resourceId,expiration',
        requestBody: { id, token, address, type: 'web_hook', expiration: `${until.epochMilliseconds}` },
      }),
    (data) => Opened.safeParse(data).data ?? null,
  );
  if (opened.outcome !== 'done') {
    throw new CalendarError(`Google Calendar opened no channel for ${calendarId} (${opened.outcome}).`, {
      kind: 'passing',
      remedy: 'Nothing need be done: it goes on by itself.',
    });
  }
  const { resourceId, expiration } = opened.value;
  const expiresAt =
    expiration === undefined ? now.add(LIFE_UNSAID) : Temporal.Instant.fromEpochMilliseconds(expiration);
  return { id, resourceId, expiresAt };
}

/** Stops a channel (`channels.stop`); one that is not open any more is success. */
export async function stopChannel(call: Call, { id, resourceId }: Channel): Promise<void> {
  await call(
    'stop',
    (api) => api.channels.stop({ requestBody: { id, resourceId } }),
    (data) => (typeof data === 'string' && data !== '' ? null : true),
  );
}
