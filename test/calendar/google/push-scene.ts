import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Calendar, Listening } from '../../../src/calendar/calendar.ts';
import { openChangePost } from '../../../src/calendar/google/change-post.ts';
import type { Channel, ChannelBook } from '../../../src/calendar/google/channel-book.ts';
import { type GoogleCalendarOptions, openGoogleCalendar } from '../../../src/calendar/google/open.ts';
import type { PageSource } from '../../../src/dashboard/page-app.ts';
import { startPageServer } from '../../../src/dashboard/server.ts';
import type { GoogleStandInOptions } from '../../google/stand-in/google.ts';
import { openScene, type Scene } from './scene.ts';

export const OUTSIDE = 'https://mocks.example.com';

/** The store's part of channels, and how often it was read. */
export class MemoryBook implements ChannelBook {
  readonly channels = new Map<string, Channel>();
  loads = 0;
  failing = false;
  /** Whether a channel is written down that cannot be said to be. */
  keeping: 'well' | 'not at all' | 'unsaid' = 'well';

  async load() {
    this.loads += 1;
    if (this.failing) throw new Error('the store is away');
    return [...this.channels.values()];
  }

  async keep(channel: Channel) {
    if (this.keeping !== 'not at all') this.channels.set(channel.id, channel);
    if (this.keeping !== 'well') throw new Error('the store is away');
  }

  async forget(id: string) {
    this.channels.delete(id);
  }
}

/** A process with a page server of its own; the public address leads to the one that was started last. */
export interface PushProcess {
  readonly calendar: Calendar;
  /** Where its page's server is. */
  readonly address: string;
  listen(): Promise<Listening>;
  /** How often it was told since this was last asked, all messages under way included. */
  heard(): Promise<number>;
  stop(): Promise<void>;
}

export interface PushScene extends Scene {
  readonly book: MemoryBook;
  start(change?: Partial<GoogleCalendarOptions> & { readonly publicUrl?: string }): Promise<PushProcess>;
}

/** Nobody asks for the page here. */
const NO_PAGE = {} as PageSource;

export async function openPushScene(standIn: Partial<GoogleStandInOptions> = {}): Promise<PushScene> {
  const scene = await openScene({}, standIn);
  const book = new MemoryBook();
  return {
    ...scene,
    book,
    async start({ publicUrl = OUTSIDE, ...change } = {}) {
      const post = openChangePost(publicUrl, scene.clock);
      const routes = post.paths.map((path) => ({ path, answer: post.answer }));
      const server = await startPageServer('127.0.0.1', 0, NO_PAGE, { error: () => {} }, routes);
      scene.google.push.reach(publicUrl, server.address);
      const newId = () => randomUUID();
      const push = { post, book, newId, newToken: newId };
      const calendar = openGoogleCalendar({ ...scene.options, push, ...change });
      let told = 0;
      const stop = async () => {
        await calendar.close();
        await server.close();
      };
      onTestFinished(stop);
      return {
        calendar,
        address: server.address,
        stop,
        listen: async () =>
          (await calendar.listen(() => {
            told += 1;
          }))!,
        async heard() {
          await scene.google.push.settled();
          const since = told;
          told = 0;
          return since;
        },
      };
    },
  };
}
