import { z } from 'zod';
import { type GoogleClient, type GoogleConnection, openClient, type Request } from './client.ts';
import { missingScopes } from './consent.ts';
import type { Method } from './failure-table.ts';
import { failureOf, tokenFailureOf } from './failures.ts';
import { setupError } from './setup-error.ts';
import { GARBAGE } from './trouble.ts';

/** All that `auth google` and `doctor` need is found here. */
export {
  askConsent,
  type Consent,
  exchangeCode,
  type Granted,
  missingScopes,
  type OAuthClient,
  SCOPES,
} from './consent.ts';

/** A calendar that the account can see. */
export interface CalendarChoice {
  readonly id: string;
  readonly name: string;
  readonly primary: boolean;
  readonly access: CalendarAccess;
}

/** `none` where even its events cannot be read; `unknown` for a word that Google adds one day. */
export type CalendarAccess = 'owner' | 'writer' | 'reader' | 'freeBusyReader' | 'none' | 'unknown';

/** What can be found out about an account while nothing is booked: few calls, neither paced nor repeated. */
export interface GoogleSetup {
  /** Signs in; the scopes that were granted, null where Google does not say. */
  signIn(): Promise<{ readonly scopes: readonly string[] | null; readonly missing: readonly string[] }>;
  /** All calendars of the account's list, those that can be written first. */
  calendars(): Promise<readonly CalendarChoice[]>;
  /** What the account may do in a calendar, the calendar's zone, and Google's own time, for the clock's drift. */
  calendar(id: string): Promise<{
    readonly name: string;
    readonly access: CalendarAccess;
    readonly timeZone: string | null;
    readonly serverTime: Temporal.Instant | null;
  }>;
}

/** Every method throws a `CalendarError` whose message and remedy are for whoever sets it up. */
export function openSetup(connection: GoogleConnection): GoogleSetup {
  const client = openClient(connection, () => Temporal.Now.instant());
  return {
    async signIn() {
      const trouble = await client.signIn();
      if (trouble !== null) throw setupError(tokenFailureOf(trouble));
      const scopes = client.scopes();
      return { scopes, missing: scopes === null ? [] : missingScopes(scopes) };
    },

    async calendars() {
      const choices: CalendarChoice[] = [];
      for (let pageToken: string | undefined, page = 0; page < 40; page += 1) {
        const token = pageToken === undefined ? {} : { pageToken };
        const { answer } = await ask(client, 'calendarList', '', CalendarList, (api) =>
          api.calendarList.list({ maxResults: 250, ...token }),
        );
        choices.push(
          ...answer.items.map(({ id, summary, summaryOverride, primary, accessRole }) => ({
            id,
            name: summaryOverride ?? summary ?? id,
            primary: primary ?? false,
            access: accessOf(accessRole),
          })),
        );
        pageToken = answer.nextPageToken;
        if (pageToken === undefined) break;
      }
      return choices.sort((a, b) => RANK.indexOf(a.access) - RANK.indexOf(b.access));
    },

    async calendar(id) {
      // A reading of events says all of this, and needs no consent beyond the one for events.
      const { answer, date } = await ask(client, 'list', id, EventsHead, (api) =>
        api.events.list({ calendarId: id, maxResults: 1, fields: 'accessRole,timeZone,summary' }),
      );
      return {
        name: answer.summary ?? id,
        access: accessOf(answer.accessRole),
        timeZone: answer.timeZone ?? null,
        serverTime: date === null ? null : instantOfDate(date),
      };
    },
  };
}

const RANK: readonly CalendarAccess[] = ['owner', 'writer', 'reader', 'freeBusyReader', 'none', 'unknown'];

function accessOf(role: string | undefined): CalendarAccess {
  return RANK.find((known) => known === role) ?? 'unknown';
}

const CalendarList = z.object({
  nextPageToken: z.string().optional(),
  items: z
    .array(
      z.object({
        id: z.string(),
        summary: z.string().optional(),
        summaryOverride: z.string().optional(),
        primary: z.boolean().optional(),
        accessRole: z.string().optional(),
      }),
    )
    .default([]),
});

const EventsHead = z.object({
  summary: z.string().optional(),
  accessRole: z.string().optional(),
  timeZone: z.string().optional(),
});

async function ask<Answer>(
  client: GoogleClient,
  method: Method,
  calendarId: string,
  shape: z.ZodType<Answer>,
  request: Request,
): Promise<{ answer: Answer; date: string | null }> {
  const trouble = await client.signIn();
  if (trouble !== null) throw setupError(tokenFailureOf(trouble));
  const reply = await client.send(request);
  if (!reply.ok) throw setupError(failureOf(method, reply.trouble, calendarId));
  const answer = shape.safeParse(reply.data);
  if (!answer.success) throw setupError(failureOf(method, GARBAGE, calendarId));
  return { answer: answer.data, date: reply.date };
}

/** The date of an HTTP header, such as `Sun, 22 Nov 2026 09:00:00 GMT`. */
export function instantOfDate(text: string): Temporal.Instant | null {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? null : Temporal.Instant.fromEpochMilliseconds(milliseconds);
}
