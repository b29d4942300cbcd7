import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import type { PushOptions } from '../../../src/calendar/google/channels.ts';
import type { CandidateRequestJson } from '../../../src/request/model.ts';
import type { JsonObject } from '../../../src/store/rows.ts';
import { Killed } from '../../booking/mortal.ts';
import { type GoogleOffice, openGoogleOffice } from '../../google/office/google-office.ts';
import type { Hand } from '../../telegram/stand-in/hand.ts';
import { Coordinators } from './coordinators.ts';
import { type Program, type ProgramParts, startProgram } from './programs.ts';
import { publicAddress } from './push.ts';
import { Records } from './records.ts';
import { nextStage } from './stage.ts';
import { at, type StoryClock } from './story-clock.ts';
import { STORY_SOP } from './story-sop.ts';

const MINUTE = { minutes: 1 };

/**
 * Candidates, interviewers and coordinators (Ann and Ben) around a running scheduler: Google's calendar and
 * Telegram are stand-ins on the loopback, all else is real. It is the morning of 22 November 2026; each look
 * of the watcher, with all that follows from it, takes a minute.
 */
export class Story extends Records {
  readonly clock: StoryClock;
  readonly #office: GoogleOffice;
  readonly #coordinators: Coordinators;
  #program: Program;

  static async open({ sop = STORY_SOP } = {}): Promise<Story> {
    const stage = await nextStage();
    const workspace = `story-${stage.number}`;
    const domain = `${workspace}.example.com`;
    const { store, clock } = stage;
    const calendarId = `mocks@${domain}`;
    const office = await openGoogleOffice({ store, clock: clock.impatient, workspace, calendarId });
    const coordinators = await Coordinators.open(stage, workspace, domain);
    const story = new Story({ clock, office, coordinators, domain, sop });
    onTestFinished(() => story.#close());
    return story;
  }

  private constructor(parts: {
    readonly clock: StoryClock;
    readonly office: GoogleOffice;
    readonly coordinators: Coordinators;
    readonly domain: string;
    readonly sop: string;
  }) {
    super({ ...parts.office, domain: parts.domain });
    this.clock = parts.clock;
    this.#office = parts.office;
    this.#coordinators = parts.coordinators;
    this.#program = this.#start(parts.sop);
  }

  #start(sop: string, push?: PushOptions): Program {
    const { api, adminIds } = this.#coordinators;
    return this.process({ sop, telegram: { api, adminIds }, ...(push === undefined ? {} : { push }) });
  }

  /** A process of its own beside the others, without the bot unless told otherwise. */
  process(parts: Partial<ProgramParts> = {}): Program {
    const { sop = STORY_SOP, telegram = null, ...rest } = parts;
    const own = sop
      .replaceAll('@example.com', `@${this.domain}`)
      .replaceAll('telegram: ALPHA', `telegram: ${this.alpha.person.id}`);
    return startProgram({ office: this.#office, clock: this.clock, ...rest, sop: own, telegram });
  }

  /** The scheduler is started anew over another SOP. */
  async sopBecomes(sop: string): Promise<void> {
    this.#program.kill();
    this.clock.leap(MINUTE);
    this.#program = this.#start(sop);
    await this.#coordinators.settled();
  }

  /** From now on the scheduler works by itself, and Google tells it of changes. */
  async runsAndIsTold(): Promise<void> {
    this.#program.kill();
    this.#program = this.#start(STORY_SOP, await publicAddress(this.google, this.store, this.clock));
    this.#program.run();
    await this.passesUntil(() => this.google.push.channels.length > 0);
  }

  /** Time passes, a minute at the most, and whoever runs has time to do something. */
  async passesUntil(reached: () => boolean): Promise<void> {
    for (let seconds = 0; seconds < 60; seconds += 1) {
      if (reached()) return;
      await this.clock.pass({ seconds: 1 });
      await delay(100);
    }
    throw new Error('What was waited for did not happen within a minute.');
  }

  /** What Ann reads as soon as there is something. */
  async news(): Promise<string[]> {
    await this.passesUntil(() => this.#coordinators.ann.hasNews);
    await this.#coordinators.settled();
    return this.#coordinators.annReads();
  }

  /** Somebody with evenings free is booked; what was told, sent and called for that is of no more interest. */
  async scheduled(name = 'Dana', window = { start: '2026-12-01', end: '2026-12-14' }): Promise<void> {
    const { store, workspace } = this;
    const timeZone = 'America/New_York';
    const email = this.address(name);
    const candidate = { name, email, timeZone };
    const request: CandidateRequestJson = { candidate, window, slots: { everyday: ['18:00-21:00'] } };
    const whom = { workspace, candidateId: randomUUID(), ...candidate };
    await store.enqueue({
      ...whom,
      request: request as unknown as JsonObject,
      chat: null,
      actor: 'test',
    });
    await this.works();
    await this.#coordinators.settled();
    this.forget();
  }

  override forget(): void {
    super.forget();
    this.#coordinators.annReads();
  }

  /** The watcher looks, the worker does what is ordered, the bot tells: what both coordinators read. */
  async look(): Promise<string[]> {
    await this.#program.watcher.look();
    await this.#goOn();
    this.clock.leap(MINUTE);
    return this.#coordinators.bothRead();
  }

  /** The worker takes up what is left to be done. */
  async works(): Promise<void> {
    await this.#program.worker.runUntilIdle();
  }

  /** Ann writes to the bot: what she reads then. */
  async says(text: string): Promise<string[]> {
    this.#coordinators.ann.hand.type(text);
    return this.#answer();
  }

  /** Ann taps a button: what she reads then, also in place of what stood there. */
  async taps(label: string): Promise<string[]> {
    this.#coordinators.ann.hand.tap(label);
    return this.#answer();
  }

  async #answer(): Promise<string[]> {
    await this.#coordinators.settled();
    await this.#goOn();
    return this.#coordinators.annReads();
  }

  async #goOn(): Promise<void> {
    await this.#program.follow();
    await this.#coordinators.settled();
  }

  /** The labels below the last message to Ann that has any. */
  get buttons(): string[] {
    return this.#coordinators.ann.buttons;
  }

  /** Alpha's own chat with the bot. */
  get alpha(): Hand {
    return this.#coordinators.alpha;
  }

  async declines(who: string, mock: string): Promise<void> {
    this.google.people.decline(await this.event(mock), this.address(who));
  }

  async dragged(mock: string, moment: string): Promise<void> {
    this.google.people.drag(await this.event(mock), at(moment));
  }

  /** Somebody enters an appointment of their own. */
  busy(who: string, from: string, to: string): void {
    this.google.people.appointment(this.address(who), { start: at(from), end: at(to) });
  }

  /** Somebody is out of office on whole days, both included: `2026-12-01`. */
  away(who: string, from: string, to = from): void {
    this.google.people.outOfOffice(this.address(who), { from, to });
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
    await this.#coordinators.api.close();
    await this.google.close();
    const faults = this.#office.logged.map((line) => JSON.parse(line)).filter(({ level }) => level >= 40);
    // What a process says while it is being killed is nobody's concern.
    expect(faults.filter(({ err }) => err?.type !== Killed.name)).toEqual([]);
  }
}
