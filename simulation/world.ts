import type { Procedure } from '../src/sop/model.ts';
import { Chance } from './chance.ts';
import { type Running, startProcess } from './crew.ts';
import { type DatabaseServer, type DoneCall, ring, type Switchboard } from './database.ts';
import { ZONE } from './draw-sop.ts';
import { faultText } from './faults.ts';
import { SimulatedGoogle } from './google.ts';
import { Network } from './network.ts';
import { People } from './people.ts';
import type { SimulatedProcess } from './process.ts';
import type { Sabotage } from './sabotage.ts';
import type { Script } from './script.ts';
import { Story } from './story.ts';
import { SimulatedTelegram } from './telegram.ts';
import { Timeline } from './timeline.ts';

/** Where the program lies on this machine; the story is the same on any. */
const ROOT = new URL('..', import.meta.url).href;

/** Something that must not be. */
export interface Broken {
  readonly invariant: string;
  readonly what: string;
}

/** One run's whole world: its time, its network, what is outside, and the processes in it. */
export class World {
  readonly script: Script;
  readonly sabotage: Sabotage;
  readonly chance: Chance;
  readonly timeline: Timeline;
  readonly story: Story;
  readonly network: Network;
  readonly google: SimulatedGoogle;
  readonly telegram: SimulatedTelegram;
  readonly people: People;
  readonly server: DatabaseServer;
  readonly switchboard: Switchboard;
  readonly running = new Map<number, Running>();
  readonly broken: Broken[] = [];
  readonly log: string[] = [];
  readonly start: number;
  /** By which procedure each process works. */
  readonly procedures = new Map<SimulatedProcess, Procedure>();
  /** Who was queued, by address. */
  readonly arrived = new Set<string>();
  /** How many lives each process has had. */
  readonly lives = new Map<number, number>();
  /** The procedure in force. */
  sop: string;
  /** Told of each call that the database has carried out. */
  onCall: (call: DoneCall) => Promise<void> = async () => {};

  constructor(script: Script, server: DatabaseServer, sabotage: Sabotage) {
    this.script = script;
    this.server = server;
    this.sabotage = sabotage;
    this.chance = new Chance(`world ${script.seed}`);
    this.timeline = new Timeline(Temporal.Instant.from(script.start), this.chance.split('order'));
    this.start = this.timeline.now;
    this.story = new Story(() => this.timeline.now);
    const { timeline, story } = this;
    const { faults, storeMs } = script;
    const parts = { timeline, story, faults, storeMs };
    this.network = new Network({ ...parts, chance: this.chance.split('network') });
    const { network } = this;
    this.google = new SimulatedGoogle({
      now: timeline.instant,
      network,
      timeZone: ZONE,
      manners: script.manners,
    });
    this.telegram = new SimulatedTelegram({
      timeline,
      network,
      story,
      chance: this.chance.split('telegram'),
    });
    this.switchboard = { hearers: new Map(), onCall: (call) => this.onCall(call) };
    this.sop = script.sops[0]!;
    this.people = new People(this);
    for (const fault of script.faults) {
      timeline.after(fault.at, () => story.tell('trouble', faultText(fault)));
    }
  }

  async begin(): Promise<void> {
    await this.server.begin((channel, said) => ring(this.switchboard, this.network, channel, said));
  }

  /** Starts a process, where it does not run. */
  startProcess(number: number): void {
    const plan = this.script.processes[number];
    if (plan === undefined || this.running.has(number)) return;
    const life = (this.lives.get(number) ?? 0) + 1;
    this.lives.set(number, life);
    this.story.tell(`process ${number}`, life === 1 ? 'starts' : 'starts again');
    const running = startProcess(this, { number, life, ...plan });
    this.running.set(number, running);
    this.procedures.set(running.process, running.procedure);
  }

  /** As on SIGTERM; it is gone soon. */
  stopProcess(number: number): void {
    const running = this.running.get(number);
    if (running === undefined) return;
    this.story.tell(running.process.name, 'is told to stop');
    this.running.delete(number);
    running.stop();
    // Whoever does not end in time is killed, as a service manager does.
    this.timeline.after(90_000, () => this.#gone(running.process));
  }

  killProcess(number: number): void {
    const running = this.running.get(number);
    if (running === undefined) return;
    this.running.delete(number);
    running.process.kill();
    this.#gone(running.process);
  }

  failed(invariant: string, what: string): void {
    this.story.tell('BROKEN', `${invariant}: ${what}`);
    this.broken.push({ invariant, what });
  }

  logged(process: SimulatedProcess, line: string): void {
    this.log.push(line);
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string; stack?: string } };
    const trouble = err === undefined ? '' : ` (${(err.stack ?? err.message ?? '').replaceAll(ROOT, '')})`;
    this.story.tell(process.name, `says: ${msg}${trouble}`);
  }

  #gone(process: SimulatedProcess): void {
    process.kill();
    this.switchboard.hearers.delete(process);
  }
}
