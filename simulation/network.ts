import { SqlFault } from '../src/store/driver.ts';
import type { Chance } from './chance.ts';
import { type Fault, type Link, type Mishap, mishapText, refusalText } from './faults.ts';
import type { Doom, SimulatedProcess } from './process.ts';
import type { Story } from './story.ts';
import type { Timeline } from './timeline.ts';

/** How long an exchange usually takes each way. */
const LATENCY_MS: Readonly<Record<Exclude<Link, 'store'>, readonly [number, number]>> = {
  google: [5, 12],
  telegram: [10, 60],
};

/** One exchange of a process with the outside. */
export interface Exchange<Answer> {
  readonly from: SimulatedProcess;
  readonly link: Link;
  /** What is asked for, for the story. */
  readonly method: string;
  /** How long the sender waits for an answer. */
  readonly patienceMs: number;
  /** Done where it arrives. An `SqlFault` that it throws is an answer too. */
  readonly work: () => Answer | Promise<Answer>;
  /** What the sender hears where no answer comes. */
  readonly unheard: (timedOut: boolean) => Error;
  /** What the sender gets where it is refused; may throw. */
  readonly refused: (mishap: Extract<Mishap, { kind: 'refused' }>) => Answer;
  readonly garbled: () => Answer;
}

/** An exchange on its way. */
interface Journey<Answer> {
  readonly exchange: Exchange<Answer>;
  readonly mishap: Mishap | null;
  readonly doom: Doom['when'] | null;
  readonly thereMs: number;
  readonly backMs: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

function resolveWith<Answer>({ resolve, reject }: Journey<Answer>, answer: () => Answer): void {
  try {
    resolve(answer());
  } catch (error) {
    reject(error);
  }
}

/** The network between the processes and all that is outside of them, with the faults that are in force. */
export class Network {
  readonly #timeline: Timeline;
  readonly #story: Story;
  readonly #latency: Chance;
  readonly #chanceOf = new Map<number, Chance>();
  readonly #chance: Chance;
  readonly #start: number;
  readonly #latencyMs: Readonly<Record<Link, readonly [number, number]>>;
  #faults: readonly Fault[];
  /** Exchanges that are under way. */
  underWay = 0;
  /** How often each mishap happened. */
  readonly met = new Map<string, number>();

  constructor(parts: {
    timeline: Timeline;
    story: Story;
    chance: Chance;
    faults: readonly Fault[];
    /** How long a call takes to the store, and the answer back. */
    storeMs: readonly [number, number];
  }) {
    this.#timeline = parts.timeline;
    this.#story = parts.story;
    this.#chance = parts.chance;
    this.#latency = parts.chance.split('latency');
    this.#faults = parts.faults;
    this.#latencyMs = { ...LATENCY_MS, store: parts.storeMs };
    this.#start = parts.timeline.now;
  }

  /** From now on everything arrives. */
  calm(): void {
    this.#faults = [];
  }

  /** Whether everything between a process and there fails just now. */
  isDown(link: Link, process: SimulatedProcess): boolean {
    return this.#inForce(link, process).some(
      ({ share, mishap }) => share === 1 && mishap.kind === 'request lost',
    );
  }

  carry<Answer>(exchange: Exchange<Answer>): Promise<Answer> {
    const { from, link, method } = exchange;
    const doom = from.nearDoom();
    if (doom === 'before') {
      this.#story.tell(from.name, `dies before it sends ${method} to ${link}`);
      from.fall();
    }
    // What is dead asks for nothing any more.
    if (!from.isAlive) return new Promise(() => {});
    const mishap = this.#mishap(link, from, method);
    const [least, most] = this.#latencyMs[link];
    const ways = { thereMs: this.#latency.whole(least, most), backMs: this.#latency.whole(least, most) };
    if (mishap?.kind === 'slow') ways.thereMs += mishap.byMs;
    if (mishap?.kind === 'request late') ways.thereMs += exchange.patienceMs + mishap.byMs;
    this.underWay += 1;
    return new Promise((resolve, reject) => {
      this.#send({ exchange, mishap, doom, ...ways, resolve, reject });
    });
  }

  #send<Answer>(journey: Journey<Answer>): void {
    const { exchange, mishap, thereMs } = journey;
    if (mishap?.kind === 'request lost') {
      this.#giveUp(journey, mishap.reset);
    } else if (thereMs > exchange.patienceMs) {
      this.#giveUp(journey, false);
      this.#timeline.after(thereMs, async () => {
        this.#story.tell(
          exchange.link,
          `gets ${exchange.method} of ${exchange.from.name} that was given up for lost`,
        );
        await this.#work(journey);
      });
    } else this.#timeline.after(thereMs, () => this.#serve(journey));
  }

  async #serve<Answer>(journey: Journey<Answer>): Promise<void> {
    const { exchange, mishap, doom, resolve } = journey;
    const { from, link, method } = exchange;
    if (mishap?.kind === 'refused') {
      this.#bringBack(journey, () => resolveWith(journey, () => exchange.refused(mishap)));
      return;
    }
    const answered = await this.#work(journey);
    if (doom === 'during') {
      this.#story.tell(from.name, `dies before it hears what came of ${method} at ${link}`);
      this.underWay -= 1;
      from.fall();
    } else if (mishap?.kind === 'answer lost') this.#giveUp(journey, mishap.reset);
    else if (mishap?.kind === 'garbage') this.#bringBack(journey, () => resolve(exchange.garbled()));
    else this.#bringBack(journey, answered);
  }

  /** Has the work done; gives how its answer is heard. */
  async #work<Answer>({ exchange, resolve, reject }: Journey<Answer>): Promise<() => void> {
    try {
      const answer = await exchange.work();
      return () => resolve(answer);
    } catch (error) {
      // Anything else is a fault of the simulation itself, and must not pass for one of the world's.
      if (!(error instanceof SqlFault)) throw error;
      return () => reject(error);
    }
  }

  #giveUp<Answer>(journey: Journey<Answer>, reset: boolean): void {
    const { exchange, reject, backMs } = journey;
    const afterMs = reset ? backMs : exchange.patienceMs;
    this.#bringBack({ ...journey, backMs: afterMs }, () => reject(exchange.unheard(!reset)));
  }

  #bringBack<Answer>({ exchange, backMs }: Journey<Answer>, happen: () => void): void {
    this.#timeline.after(backMs, () => {
      this.underWay -= 1;
      exchange.from.deliver(0, happen);
    });
  }

  #mishap(link: Link, from: SimulatedProcess, method: string): Mishap | null {
    for (const { id, share, mishap } of this.#inForce(link, from)) {
      const chance = this.#chanceOf.get(id) ?? this.#chance.split(`fault ${id}`);
      this.#chanceOf.set(id, chance);
      if (!chance.happens(share)) continue;
      const name = `${link}: ${mishap.kind === 'refused' ? refusalText(mishap) : mishap.kind}`;
      this.met.set(name, (this.met.get(name) ?? 0) + 1);
      this.#story.tell(link, `${method} of ${from.name}: ${mishapText(mishap)}`);
      return mishap;
    }
    return null;
  }

  #inForce(link: Link, { number }: SimulatedProcess): Fault[] {
    const since = this.#timeline.now - this.#start;
    return this.#faults.filter(
      (fault) =>
        fault.link === link &&
        fault.at <= since &&
        since < fault.at + fault.forMs &&
        (fault.process === null || fault.process === number),
    );
  }
}
