import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from '../simulation/chance.ts';
import { type Doing, isAtWork, whatIsDone } from './doing.ts';
import { endLeasesOf } from './leases.ts';
import { type Death, Life } from './life.ts';
import type { Stage } from './stage.ts';
import type { Story } from './story.ts';

/** After SIGTERM or SIGINT a process has ended within this time, also on a machine with much else to do. */
const ORDERLY_MS = 30_000;
/** So long, about, somebody waits for a process to have work. */
const WORK_MS = 2_500;
const LOOK_MS = 40;

/** One process that was told to end. */
export interface Kill {
  readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT';
  readonly doing: Doing;
  /** Calls under way at Google, and statements in the database. */
  readonly calls: number;
  readonly statements: number;
  /** Milliseconds until it was gone. */
  readonly tookMs: number;
}

/** The processes, each of which is started again whenever it has ended. */
export class Crew {
  readonly kills: Kill[] = [];
  /** What processes did that they should not have done. */
  readonly faults: string[] = [];
  /** What they said, of all lives that are over. */
  readonly outputs: string[] = [];
  starts = 0;
  readonly #stage: Stage;
  readonly #story: Story;
  readonly #env: Readonly<Record<string, string>>;
  readonly #lives: Life[] = [];
  readonly #dead: number[] = [];
  readonly #expected = new Set<Life>();

  /** @param ports `env`: of the program */
  constructor(
    stage: Stage,
    ports: { readonly story: Story; readonly env: Readonly<Record<string, string>> },
  ) {
    this.#stage = stage;
    this.#story = ports.story;
    this.#env = ports.env;
  }

  get size(): number {
    return this.#lives.length;
  }

  hire(slot: number): Life {
    const life = new Life(this.#env);
    this.starts += 1;
    this.#story.tell(nameOf(slot, life), 'is started');
    this.#lives[slot] = life;
    void life.death.then((death) => {
      this.outputs.push(death.output);
      if (!this.#expected.has(life)) this.#fault(slot, life, `ended by itself: ${said(death)}`);
    });
    return life;
  }

  /** All of them serve. */
  async ready(): Promise<void> {
    await Promise.all(this.#lives.map(({ ready }) => ready));
  }

  /** Ends one at a random moment, in a random way, and starts it again. */
  async strike(slot: number, chance: Chance): Promise<void> {
    const life = this.#lives[slot]!;
    await this.#moment(life, chance);
    const signal = chance.weighted({ SIGKILL: 6, SIGTERM: 3, SIGINT: 1 });
    await this.end(slot, signal, chance.happens(0.15) ? chance.whole(0, 250) : null);
    await delay(chance.whole(0, 300));
    this.hire(slot);
  }

  /**
   * Tells one to end, and waits until it has.
   *
   * @param impatientMs so long after an orderly signal it is killed all the same; null: never
   */
  async end(slot: number, signal: Kill['signal'], impatientMs: number | null = null): Promise<void> {
    const life = this.#lives[slot]!;
    const { isReady } = life;
    const { doing, statements } = await whatIsDone(this.#stage.database, life.pid, isReady);
    if (life.isOver) return;
    const calls = this.#stage.openCalls();
    this.#expected.add(life);
    this.#story.tell(nameOf(slot, life), `gets ${signal}: ${doing}, ${calls} calls under way`);
    const began = performance.now();
    life.send(signal);
    if (signal !== 'SIGKILL' && impatientMs !== null) {
      await Promise.race([life.death, delay(impatientMs)]);
      if (!life.isOver) {
        this.#story.tell(nameOf(slot, life), 'is killed while it stops');
        life.send('SIGKILL');
      }
    }
    const slow = setTimeout(() => {
      this.#fault(slot, life, `goes on ${ORDERLY_MS / 1000} s after ${signal}`);
      life.send('SIGKILL');
    }, ORDERLY_MS);
    const death = await life.death;
    clearTimeout(slow);
    const tookMs = performance.now() - began;
    // Before it serves, a signal ends it as it ends any program.
    if (signal !== 'SIGKILL' && isReady && death.signal !== 'SIGKILL' && death.code !== 0) {
      this.#fault(slot, life, `ended after ${signal} with ${said(death)}`);
    }
    this.kills.push({ signal, doing, calls, statements, tookMs });
    if (signal !== 'SIGKILL' && death.signal === 'SIGKILL') {
      this.kills.push({ signal: 'SIGKILL', doing, calls, statements, tookMs });
    }
    this.#dead.push(life.pid);
    await this.endLeases();
  }

  /** What the dead asked of the database may have come to something after their death: so again and again. */
  endLeases(): Promise<void> {
    return endLeasesOf(this.#stage.database, this.#dead);
  }

  /** Ends all of them in order. */
  async dismiss(): Promise<void> {
    await Promise.all(this.#lives.map((_, slot) => this.end(slot, 'SIGTERM')));
  }

  /** Of each that lives: how much the machine let it do, and what it said last. */
  living(): string {
    return this.#lives
      .map(
        (life, slot) =>
          `${nameOf(slot, life)} had ${cpuSeconds(life.pid)} s of a processor; ${lastWords(life.output)}`,
      )
      .join('\n');
  }

  /** At once, whatever happens. */
  kill(): void {
    for (const life of this.#lives) {
      this.#expected.add(life);
      life.send('SIGKILL');
    }
  }

  #fault(slot: number, life: Life, what: string): void {
    this.#story.tell(nameOf(slot, life), what);
    this.faults.push(`${nameOf(slot, life)} ${what}`);
  }

  /** Some time after its start, before it serves or later; mostly amid its work, often right after a call was sent. */
  async #moment(life: Life, chance: Chance): Promise<void> {
    if (chance.happens(0.1)) {
      await delay(chance.whole(0, 1_200));
      return;
    }
    await life.ready;
    const { database, google } = this.#stage;
    if (chance.happens(0.75)) {
      await until(async () => isAtWork((await whatIsDone(database, life.pid, true)).doing));
      await delay(chance.whole(0, 1_500));
    } else {
      await delay(chance.whole(0, 1_800));
    }
    if (chance.happens(0.4)) return;
    const before = google.calls.length;
    await until(async () => google.calls.length > before);
    await delay(chance.whole(0, 90));
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < WORK_MS; waited += LOOK_MS) {
    if (await isSo()) return;
    await delay(LOOK_MS);
  }
}

function nameOf(slot: number, { pid }: Life): string {
  return `process ${slot + 1} (${pid})`;
}

/** Its code, and the end of what it said. */
function said({ code, signal, output }: Death): string {
  return `${code ?? signal}: ${lastWords(output)}`;
}

function lastWords(output: string): string {
  return output.trim().split('\n').slice(-4).join(' | ');
}

/** Where the system tells it, as Linux does: in hundredths. */
function cpuSeconds(pid: number): string {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').slice(11, 13);
    return ((Number(user) + Number(system)) / 100).toFixed(1);
  } catch {
    return 'unknown';
  }
}
