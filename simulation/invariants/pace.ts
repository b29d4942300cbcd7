import type { DoneCall } from '../database.ts';
import type { CalendarCall } from '../google.ts';
import type { SimulatedProcess } from '../process.ts';
import type { World } from '../world.ts';

/**
 * What the way from the store to the calendar may take before the program's margin (2.5 % of the delay)
 * is used up. Where an answer was slower than that, by a fault or because the process stood still, no
 * program could keep the distance.
 */
const MARGIN = 0.02;

interface Sent {
  readonly at: number;
  /** How long ago its turn was given. */
  readonly lagMs: number;
}

/** Calls of the account start the set delay apart, whichever process makes them, and each in its turn. */
export class Pace {
  readonly #world: World;
  readonly #turns = new Map<SimulatedProcess, number[]>();
  #last: Sent | null = null;

  constructor(world: World) {
    this.#world = world;
  }

  afterCall({ by, name, answer }: DoneCall): void {
    if (name !== 'take_calendar_turn') return;
    if ((answer as { granted: boolean }).granted)
      this.#turns.set(by, [...(this.#turns.get(by) ?? []), this.#world.timeline.now]);
  }

  afterSending({ by, method }: Pick<CalendarCall, 'by' | 'method'>): number {
    if (method === 'token') return 0;
    // The newest: one before it was given up by a process that stopped on the way.
    const given = this.#turns.get(by)?.pop();
    if (given === undefined) {
      this.#world.failed('pace is kept', `${by.name} sent ${method} without a turn`);
      return 1;
    }
    const delayMs = this.#world.script.delaySeconds * 1_000;
    const { now } = this.#world.timeline;
    const sent = { at: now, lagMs: now - given };
    const last = this.#last;
    this.#last = sent;
    if (last === null) return 1;
    const apart = sent.at - last.at;
    const isFair = Math.max(last.lagMs, sent.lagMs) <= delayMs * MARGIN;
    if (apart < delayMs && isFair) {
      this.#world.failed('pace is kept', `${by.name} sent ${method} ${apart} ms after the call before it`);
    }
    return 1;
  }
}
