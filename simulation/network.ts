import { SqlFault } from '../src/store/driver.ts';
import type { Chance } from './chance.ts';
import { type Fault, type Link, type Mishap, mishapText } from './faults.ts';
import type { SimulatedProcess } from './process.ts';
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

/** What is known of an exchange that is over, or was lost. */
export interface Sent {
  readonly link: Link;
  readonly method: string;
  readonly from: SimulatedProcess;
  readonly sentAt: number;
  /** Whether anything but the usual became of it. */
  readonly troubled: boolean;
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

  async carry<Answer>(exchange: Exchange<Answer>): Promise<Answer> {
    const { from, link, method, work } = exchange;
    const timeline = this.#timeline;
    const doom = from.nearDoom();
    if (doom === 'before') {
      this.#story.tell(from.name, `dies before it sends ${method} to ${link}`);
      from.fall();
    }
    // What is dead asks for nothing any more.
    if (!from.isAlive) return new Promise(() => {});
    const mishap = this.#mishap(link, from, method);
    const [least, most] = this.#latencyMs[link];
    const there = this.#latency.whole(least, most) + (mishap?.kind === 'slow' ? mishap.byMs : 0);
    const back = this.#latency.whole(least, most);
    const { patienceMs } = exchange;
    this.underWay += 1;
    return new Promise((resolve, reject) => {
      const deliver = (milliseconds: number, happen: () => void) => {
        timeline.after(milliseconds, () => {
          this.underWay -= 1;
          from.deliver(0, happen);
        });
      };
      const giveUp = (reset: boolean) =>
        deliver(reset ? back : patienceMs, () => reject(exchange.unheard(!reset)));
      const arrive = async (): Promise<() => void> => {
        try {
          const answer = await work();
          return () => resolve(answer);
        } catch (error) {
          // Anything else is a fault of the simulation itself, and must not pass for one of the world's.
          if (!(error instanceof SqlFault)) throw error;
          return () => reject(error);
        }
      };
      if (mishap?.kind === 'request lost') {
        giveUp(mishap.reset);
        return;
      }
      if (mishap?.kind === 'request late') {
        giveUp(false);
        timeline.after(patienceMs + mishap.byMs, async () => {
          this.#story.tell(link, `gets ${method} of ${from.name} that was given up for lost`);
          await arrive();
        });
        return;
      }
      if (there > patienceMs) {
        giveUp(false);
        timeline.after(there, async () => {
          await arrive();
        });
        return;
      }
      timeline.after(there, async () => {
        if (mishap?.kind === 'refused') {
          deliver(back, () => {
            try {
              resolve(exchange.refused(mishap));
            } catch (error) {
              reject(error);
            }
          });
          return;
        }
        const answered = await arrive();
        if (doom === 'during') {
          this.#story.tell(from.name, `dies before it hears what came of ${method} at ${link}`);
          this.underWay -= 1;
          from.fall();
        } else if (mishap?.kind === 'answer lost') giveUp(mishap.reset);
        else if (mishap?.kind === 'garbage') deliver(back, () => resolve(exchange.garbled()));
        else deliver(back, answered);
      });
    });
  }

  #mishap(link: Link, from: SimulatedProcess, method: string): Mishap | null {
    for (const { id, share, mishap } of this.#inForce(link, from)) {
      const chance = this.#chanceOf.get(id) ?? this.#chance.split(`fault ${id}`);
      this.#chanceOf.set(id, chance);
      if (!chance.happens(share)) continue;
      const name = `${link}: ${mishap.kind === 'refused' ? `${mishap.status} ${mishap.reason}` : mishap.kind}`;
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
