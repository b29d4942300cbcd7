import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { openChangePost } from '../../../src/calendar/google/change-post.ts';
import type { PushOptions } from '../../../src/calendar/google/channels.ts';
import type { PageSource } from '../../../src/dashboard/page-app.ts';
import { startPageServer } from '../../../src/dashboard/server.ts';
import type { Store } from '../../../src/store/store.ts';
import type { GoogleStandIn } from '../../google/stand-in/google.ts';
import type { StoryClock } from './story-clock.ts';

const OUTSIDE = 'https://mocks.example.com';

/** Nobody asks for the page here. */
const NO_PAGE = {} as PageSource;

/** The page's server, at a public address where Google tells of changes; its channels are in the store. */
export async function publicAddress(
  google: GoogleStandIn,
  store: Store,
  clock: StoryClock,
): Promise<PushOptions> {
  const post = openChangePost(OUTSIDE, clock);
  const routes = post.paths.map((path) => ({ path, answer: post.answer }));
  const server = await startPageServer('127.0.0.1', 0, NO_PAGE, { error: () => {} }, routes);
  onTestFinished(() => server.close());
  google.push.reach(OUTSIDE, server.address);
  const { calendarId } = google;
  const book: PushOptions['book'] = {
    load: () => store.calendarChannels({ calendarId }),
    keep: (channel) => store.keepCalendarChannel({ calendarId, channel }),
    forget: (id) => store.forgetCalendarChannel({ calendarId, id }),
  };
  return { post, book, newId: randomUUID, newToken: randomUUID };
}
