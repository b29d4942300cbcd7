import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import type { PushOptions } from '../../../src/calendar/google/channels.ts';
import type { CandidateRequestJson } from '../../../src/request/model.ts';
import type { BookingRow, CandidateRow, JsonObject } from '../../../src/store/rows.ts';
import type { Store } from '../../../src/store/store.ts';
import { type GoogleOffice, openGoogleOffice } from '../../google/office/google-office.ts';
import type { CallMethod, GoogleStandIn } from '../../google/stand-in/google.ts';
import { BotApi } from '../../telegram/stand-in/bot-api.ts';
import type { Hand } from '../../telegram/stand-in/hand.ts';
import { type Program, type ProgramParts, startProgram } from './programs.ts';
import { publicAddress } from './push.ts';
import { Reader } from './reader.ts';
import { nextStage, type Stage } from './stage.ts';
import { inGoogle, inStore, mailLines, mockName } from './standing.ts';
import { at, type StoryClock } from './story-clock.ts';
import { STORY_SOP } from './story-sop.ts';

const MINUTE = { minutes: 1 };

/**
 * Candidates, interviewers and coordinators (Ann and Ben) around a running scheduler: Google's calendar and
 * Telegram are stand-ins on the loopback, all else is real. It is the morning of 22 November 2026; each look
 * of the watcher, with all that follows from it, takes a minute.
 */
export class Story {
  readonly google: GoogleStandIn;
  readonly clock: StoryClock;
  readonly store: Store;
  readonly workspace: string;
  /** Alpha's own chat with the bot. */
  readonly alpha: Hand;
  readonly #office: GoogleOffice;
  readonly #api: BotApi;
  readonly #domain: string;
  #program: Program;
  #mails = 0;
  #calls = 0;
  readonly #ann: Reader;
  readonly #ben: Reader;

  static async open({ sop = STORY_SOP } = {}): Promise<Story> {
    const stage = await nextStage();
    const workspace = `story-${stage.number}`;
    const domain = `${workspace}.example.com`;
    const office = await openGoogleOffice({
      store: stage.store,
      clock: stage.clock.impatient,
      workspace,
      sop: STORY_SOP,
      calendarId: `mocks@${domain}`,
    });
    const api = await BotApi.start(4_711_000 + stage.number);
    const story = new Story(stage, office, api, domain, sop);
    onTestFinished(() => story.#close());
    return story;
  }

  private constructor(stage: Stage, office: GoogleOffice, api: BotApi, domain: string, sop: string) {
    this.clock = stage.clock;
    this.store = stage.store;
    this.workspace = office.workspace;
    this.google = office.google;
    this.#office = office;
    this.#api = api;
    this.#domain = domain;
    const number = 5_000_000_000 + stage.number * 10;
    this.#ann = new Reader(api.person(number + 1, 'Ann'), domain);
    this.#ben = new Reader(api.person(number + 2, 'Ben'), domain);
    this.alpha = api.person(number + 3, 'Alpha');
    this.#program = this.#start(sop);
  }

  #start(sop: string, push?: PushOptions): Program {
    const adminIds = [this.#ann, this.#ben].map(({ hand }) => hand.person.id);
    const parts = { sop, telegram: { api: this.#api, adminIds } };
    return this.process(push === undefined ? parts : { ...parts, push });
  }

  /** A process of its own beside the others, without the bot unless told otherwise. */
  process(parts: Partial<ProgramParts> = {}): Program {
    const { sop = STORY_SOP, telegram = null, ...rest } = parts;
    const own = sop
      .replaceAll('@example.com', `@${this.#domain}`)
      .replaceAll('telegram: ALPHA', `telegram: ${this.alpha.person.id}`);
    return startProgram({ office: this.#office, clock: this.clock, ...rest, sop: own, telegram });
  }

  /** The scheduler is started anew over another SOP. */
  async sopBecomes(sop: string): Promise<void> {
    this.#program.kill();
    this.clock.leap(MINUTE);
    this.#program = this.#start(sop);
    await this.settled();
  }

  /** From now on the scheduler works by itself, and Google tells it of changes. */
  async runsAndIsTold(): Promise<void> {
    this.#program.kill();
    this.#program = this.#start(STORY_SOP, await publicAddress(this.google, this.store, this.clock));
    this.#program.run();
    await this.#api.until(() => this.google.push.channels.length > 0);
  }

  /** Resolves with what Ann reads as soon as there is something. */
  async news(): Promise<string[]> {
    await this.#api.until(() => this.#ann.hasNews);
    await this.settled();
    this.#ben.read();
    return this.#ann.read();
  }

  /** Somebody with evenings free is booked; what was told and sent so far is of no more interest. */
  async scheduled(name = 'Dana', window = { start: '2026-12-01', end: '2026-12-14' }): Promise<void> {
    const timeZone = 'America/New_York';
    const email = this.address(name);
    const request: CandidateRequestJson = {
      candidate: { name, email, timeZone },
      window,
      slots: { everyday: ['18:00-21:00'] },
    };
    const { store, workspace } = this;
    const row = { workspace, candidateId: randomUUID(), name, email, timeZone, chat: null, actor: 'test' };
    await store.enqueue({ ...row, request: request as unknown as JsonObject });
    await this.#program.worker.runUntilIdle();
    await this.settled();
    this.forget();
  }

  /** What was told, sent and called so far is of no more interest. */
  forget(): void {
    for (const reader of [this.#ann, this.#ben]) reader.read();
    this.#mails = this.google.mails.length;
    this.#calls = this.google.calls.length;
  }

  address(who: string): string {
    return `${who.toLowerCase()}@${this.#domain}`;
  }

  /** The watcher looks, the worker does what is ordered, the bot tells: what both coordinators read. */
  async look(): Promise<string[]> {
    await this.#program.watcher.look();
    await this.#goOn();
    this.clock.leap(MINUTE);
    const read = this.#ann.read();
    expect(this.#ben.read()).toEqual(read);
    return read;
  }

  /** Ann writes to the bot: what she reads then. */
  async says(text: string): Promise<string[]> {
    this.#ann.hand.type(text);
    return this.#answer();
  }

  /** Ann taps a button: what she reads then, also in place of what stood there. */
  async taps(label: string): Promise<string[]> {
    this.#ann.hand.tap(label);
    return this.#answer();
  }

  async #answer(): Promise<string[]> {
    await this.settled();
    await this.#goOn();
    this.#ben.read();
    return this.#ann.read();
  }

  async #goOn(): Promise<void> {
    await this.#program.follow();
    await this.settled();
  }

  /** The labels below the last message to Ann that has any. */
  get buttons(): string[] {
    return this.#ann.buttons;
  }

  /** Resolves when the bot has answered, and told, everything. */
  async settled(): Promise<void> {
    const { store, workspace } = this;
    for (let round = 0; round < 2000; round += 1) {
      const rest = [
        this.#api.state.updates.pending,
        await store.outbox({ workspace, limit: 1 }),
        await store.telegram.notices({ workspace, perChat: 1 }),
      ];
      if (rest.every(({ length }) => length === 0)) return;
      if (round % 100 === 99) await this.clock.pass({ seconds: 5 });
      await delay(5);
    }
    throw new Error(`The bot does not come to rest:\n${this.#office.logged.join('')}`);
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

  async declines(who: string, mock: string, name = 'Dana'): Promise<void> {
    this.google.people.decline(await this.event(mock, name), this.address(who));
  }

  async accepts(who: string, mock: string, name = 'Dana'): Promise<void> {
    this.google.people.accept(await this.event(mock, name), this.address(who));
  }

  async dragged(mock: string, moment: string, name = 'Dana'): Promise<void> {
    this.google.people.drag(await this.event(mock, name), at(moment));
  }

  /** Somebody enters an appointment of their own. */
  busy(who: string, from: string, to: string): void {
    this.google.people.appointment(this.address(who), { start: at(from), end: at(to) });
  }

  /** Somebody is out of office on whole days, both included: `2026-12-01`. */
  away(who: string, from: string, to = from): void {
    this.google.people.outOfOffice(this.address(who), { from, to });
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

  /** Nothing is left to be done: looking again changes, asks and tells nothing. */
  async expectQuiet(): Promise<void> {
    const before = this.google.events();
    this.calls();
    for (let looks = 0; looks < 2; looks += 1) expect(await this.look()).toEqual([]);
    expect(this.calls()).toEqual(['list', 'list']);
    expect(this.google.events()).toEqual(before);
  }

  async #close(): Promise<void> {
    this.#program.kill();
    await this.#api.close();
    await this.google.close();
    const faults = this.#office.logged.filter((line) => JSON.parse(line).level >= 40);
    expect(faults).toEqual([]);
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
