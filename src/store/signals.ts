import type { StoreChange } from './store.ts';

/** The channels on which the database signals what a program may be waiting for; a workspace is said. */
const channels: Readonly<Record<string, StoreChange['what']>> = {
  mock_scheduler_queue: 'queue',
  mock_scheduler_outbox: 'outbox',
};

export const CHANNELS: readonly string[] = Object.keys(channels);

export function changeOf(channel: string, said: string | null): StoreChange | null {
  const what = channels[channel];
  return what === undefined ? null : { what, workspace: said };
}
