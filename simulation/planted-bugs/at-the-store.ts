import type { Driver } from '../../src/store/driver.ts';
import { GOOGLE_ACCOUNT } from '../google.ts';
import { withMethods } from '../sabotage.ts';
import type { PlantedBug } from './bug.ts';

const LONG_SECONDS = 100_000_000;

/** A driver with the arguments of one function changed. */
function asking(name: string, change: object): (driver: Driver) => Driver {
  return (driver) =>
    withMethods(driver, {
      call: (asked, args) => driver.call(asked, asked === name ? { ...args, ...change } : args),
    });
}

/** Bugs on the way to the store, and in what is sent to people. */
export const AT_THE_STORE: readonly PlantedBug[] = [
  {
    name: 'lease-never-ends',
    breaks: 'whom a dead process had in hand nobody takes up',
    sabotage: { driver: asking('claim_candidate', { p_lease_seconds: LONG_SECONDS }) },
  },
  {
    name: 'all-workers-of-one-name',
    breaks: 'workers take each other for themselves, and the candidate from each other',
    sabotage: { driver: asking('claim_candidate', { p_worker: 'worker' }) },
  },
  {
    name: 'wait-for-ever',
    breaks: 'who waits for a passing cause is never gone on with',
    sabotage: {
      store: (store) =>
        withMethods(store, {
          wait: (input) => store.wait({ ...input, until: input.until.add({ hours: 24 * 365 }) }),
        }),
    },
  },
  {
    name: 'notice-marked-before-sent',
    breaks: 'a notice counts as sent before anybody saw it',
    sabotage: {
      store: (store) =>
        withMethods(store, {
          telegram: withMethods(store.telegram, {
            notices: async (input) => {
              const open = await store.telegram.notices(input);
              for (const { chatId, notice } of open)
                await store.telegram.markNoticeSent({ outboxId: notice.id, chatId });
              return open;
            },
          }),
        }),
    },
  },
  {
    name: 'notice-given-up-at-once',
    breaks: 'a notice that could not be sent is not tried again',
    sabotage: {
      store: (store) =>
        withMethods(store, {
          telegram: withMethods(store.telegram, {
            markNoticeFailed: (input) => store.telegram.markNoticeFailed({ ...input, retryAt: null }),
          }),
        }),
    },
  },
  {
    name: 'newest-notice-first',
    breaks: 'notices overtake each other',
    sabotage: {
      store: (store) =>
        withMethods(store, {
          telegram: withMethods(store.telegram, {
            notices: async (input) => (await store.telegram.notices(input)).toReversed(),
          }),
        }),
    },
  },
  {
    name: 'secret-logged',
    breaks: 'the account that calls are made with is written to the log',
    sabotage: {
      store: (store, { log }) =>
        withMethods(store, {
          slowCalendarPace: (input) => {
            log({ account: GOOGLE_ACCOUNT });
            return store.slowCalendarPace(input);
          },
        }),
    },
  },
  {
    name: 'secret-in-the-audit',
    breaks: 'a token stands in a row that people read',
    sabotage: {
      store: (store) =>
        withMethods(store, {
          wait: (input) =>
            store.wait({ ...input, details: { ...input.details, header: 'Bearer ya29.token' } }),
        }),
    },
  },
  {
    name: 'nothing-is-seen',
    breaks: 'what people did to booked mocks by hand is not noted',
    sabotage: { store: (store) => withMethods(store, { observe: async () => [] }) },
  },
];
