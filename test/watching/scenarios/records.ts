import { expect } from 'vitest';
import type { BookingRow, CandidateRow } from '../../../src/store/rows.ts';
import type { Store } from '../../../src/store/store.ts';
import type { CallMethod, GoogleStandIn } from '../../google/stand-in/google.ts';
import { inGoogle, inStore, mailLines, mockName } from './standing.ts';

/** What stands in Google's calendar and in the store, and what was done to bring that about. */
export class Records {
  readonly google: GoogleStandIn;
  readonly store: Store;
  readonly workspace: string;
  /** Everybody's in the story. */
  readonly domain: string;
  #mails = 0;
  #calls = 0;

  constructor(parts: Pick<Records, 'google' | 'store' | 'workspace' | 'domain'>) {
    this.google = parts.google;
    this.store = parts.store;
    this.workspace = parts.workspace;
    this.domain = parts.domain;
  }

  address(who: string): string {
    return `${who.toLowerCase()}@${this.domain}`;
  }

  async candidate(name = 'Dana'): Promise<CandidateRow> {
    const rows = await this.store.candidates({ workspace: this.workspace });
    return rows.find((row) => row.name === name)!;
  }

  async bookings(name = 'Dana', released = false): Promise<readonly BookingRow[]> {
    const { id } = await this.candidate(name);
    return this.store.bookings({ workspace: this.workspace, candidateId: id, released });
  }

  /** The id of the event of a mock: `One Mock2`. */
  async event(mock: string, name = 'Dana'): Promise<string> {
    return (await this.bookings(name)).find((each) => mockName(each) === mock)!.eventId;
  }

  /** Both Google's calendar and the store have these mocks of somebody, each with a video call of its own. */
  async expectBooked(lines: readonly string[], name = 'Dana'): Promise<void> {
    const there = inGoogle(this.google, this.address(name));
    expect(there.map(({ line }) => line)).toEqual(lines);
    expect(inStore(await this.bookings(name)).map(({ line, meet }) => [crossedOut(line), meet])).toEqual(
      there.map(({ line, meet }) => [crossedOut(line), meet]),
    );
    expect(new Set(there.map(({ meet }) => meet)).size).toBe(lines.length);
  }

  inGoogle(name = 'Dana'): string[] {
    return inGoogle(this.google, this.address(name)).map(({ line }) => line);
  }

  async inStore(name = 'Dana'): Promise<string[]> {
    return inStore(await this.bookings(name)).map(({ line }) => line);
  }

  /** Whom Google has written to about somebody's mocks since this was last asked. */
  async mails(name = 'Dana'): Promise<string[]> {
    const fresh = this.google.mails.slice(this.#mails);
    this.#mails = this.google.mails.length;
    return mailLines(fresh, await this.bookings(name, true));
  }

  /** The calls of Google Calendar since this was last asked. */
  calls(): CallMethod[] {
    const fresh = this.google.calls.slice(this.#calls).map(({ method }) => method);
    this.#calls = this.google.calls.length;
    return fresh.filter((method) => method !== 'token');
  }

  /** `interviewer-declined settled`, in the order seen. */
  async observations(name = 'Dana'): Promise<string[]> {
    const { id } = await this.candidate(name);
    const rows = await this.store.observations({
      workspace: this.workspace,
      candidateId: id,
      settled: true,
    });
    return rows.map(({ kind, state }) => `${kind} ${state}`);
  }

  /** `watcher seen`: who did what about somebody since they were scheduled, the oldest first. */
  async audit(name = 'Dana'): Promise<string[]> {
    const { id } = await this.candidate(name);
    const rows = await this.store.audit({ workspace: this.workspace, candidateId: id });
    const inOrder = rows.toSorted((a, b) => a.id - b.id);
    const since = inOrder.findIndex(({ action }) => action === 'scheduled');
    return inOrder.slice(since + 1).map(({ actor, action }) => `${roleOf(actor)} ${action}`);
  }

  /** What was sent and called so far is of no more interest. */
  forget(): void {
    this.#mails = this.google.mails.length;
    this.#calls = this.google.calls.length;
  }
}

/** `Ann` without her number, `worker` without its own. */
function roleOf(actor: string): string {
  return actor.split(' ')[0]!;
}

/** Of the store it is not to be expected that it knows who declined. */
function crossedOut(line: string): string {
  return line.replaceAll(' ✗', '');
}
