import { WORKSPACES } from './crew.ts';
import type { DatabaseServer } from './database.ts';
import { CALENDARS } from './google.ts';
import { Steps } from './invariants/at-each-step.ts';
import { atRest } from './invariants/at-rest.ts';
import { Deeds } from './perform.ts';
import { restOf } from './rest.ts';
import type { Sabotage } from './sabotage.ts';
import type { Script } from './script.ts';
import { type Broken, World } from './world.ts';

const SLICE_MS = 8_000;
/** More than that happens in no run that comes to an end. */
const STEPS_MOST = 60_000;
/** With nothing going wrong any more, everything is at its end within this time. */
const SETTLING_MS = 4 * 86_400_000;
/** So often it is waited, when all is over, for what is seen only by looking. */
const LOOKS = 3;
const LOOK_MS = 6 * 60_000;
/** Time leaps to somewhat before what is due. */
const BEFORE_MS = 3_000;

/** What a run came to. */
export interface Outcome {
  readonly seed: number;
  readonly broken: readonly Broken[];
  readonly story: readonly string[];
  readonly fingerprint: string;
  readonly figures: Figures;
}

export interface Figures {
  readonly simulatedMs: number;
  readonly candidates: number;
  readonly mocks: number;
  readonly events: number;
  readonly calls: number;
  readonly messages: number;
  readonly checks: number;
  /** Faults met with and what people and processes did, by kind. */
  readonly kinds: Readonly<Record<string, number>>;
  /** What the program did, by the words of its audit. */
  readonly actions: Readonly<Record<string, number>>;
  /** How candidates ended. */
  readonly ends: Readonly<Record<string, number>>;
}

/** Runs a script to its end, and looks at every step whether all is as it must be. */
export async function run(script: Script, server: DatabaseServer, sabotage: Sabotage = {}): Promise<Outcome> {
  const world = new World(script, server, sabotage);
  await world.begin();
  for (const [, email] of script.sops.join('\n').matchAll(/calendar: (\S+@example\.com)/g)) {
    world.google.hand.addCalendar(email!);
  }
  const deeds = new Deeds(world);
  const { hands } = deeds;
  const steps = new Steps(world, hands);
  world.onCall = (call) => steps.afterCall(call);
  world.google.onSend = (call) => steps.afterSending(call);
  world.google.onCall = (call) => steps.afterCalendarCall(call);
  for (const [number, { startsAt }] of script.processes.entries()) {
    world.timeline.after(startsAt, () => world.startProcess(number));
  }
  const travel = new Travel(world);
  for (const happening of script.happenings) {
    await travel.until(world.start + happening.at);
    if (world.broken.length > 0 || travel.isLost) break;
    await deeds.perform(happening);
  }
  if (world.broken.length === 0) {
    await travel.until(world.start + calmAt(script));
    world.network.calm();
    world.telegram.updates.disorder = 0;
    await goOn(world);
    world.story.tell('the world', 'is calm from now on');
    await travel.toRest(world.timeline.now + SETTLING_MS);
  }
  if (world.broken.length === 0) steps.checks += await atRest(world, hands);
  for (const number of [...world.running.keys()]) world.killProcess(number);
  return {
    seed: script.seed,
    broken: world.broken,
    story: world.story.lines,
    fingerprint: world.story.fingerprint,
    figures: await figuresOf(world, deeds, steps),
  };
}

/** Nobody leaves a queue paused for ever. */
async function goOn({ script, server, timeline }: World): Promise<void> {
  for (const workspace of WORKSPACES.slice(0, script.workspaces)) {
    const now = timeline.instant().toString();
    const asked = { p_workspace: workspace, p_paused: false, p_actor: 'by hand', p_now: now };
    await server.call('pause_queue', asked);
  }
}

/** When all faults are over and every process that was to die has had the time to. */
function calmAt({ faults, happenings }: Script): number {
  const ends = [...faults.map(({ at, forMs }) => at + forMs), ...happenings.map(({ at }) => at + 60_000)];
  return Math.max(0, ...ends);
}

/** Goes through time: step by step while something is under way, by leaps while nothing is. */
class Travel {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  get isLost(): boolean {
    return this.#world.timeline.count > STEPS_MOST;
  }

  async until(target: number): Promise<void> {
    const { timeline } = this.#world;
    while (timeline.now < target && this.#world.broken.length === 0) {
      if (!(await this.#slice(Math.min(target, timeline.now + SLICE_MS)))) return;
      if (target - timeline.now < 2 * SLICE_MS) continue;
      const { isQuiet, nextDue } = await restOf(this.#world);
      if (isQuiet) timeline.leap(Math.min(target, nextDue ?? target) - BEFORE_MS);
    }
  }

  async toRest(latest: number): Promise<void> {
    const world = this.#world;
    const { timeline } = world;
    let looks = 0;
    while (world.broken.length === 0) {
      for (const number of world.script.processes.keys()) world.startProcess(number);
      if (!(await this.#slice(timeline.now + SLICE_MS))) return;
      const { isQuiet, isOver, nextDue } = await restOf(world);
      if (isOver) {
        if (looks === LOOKS) return;
        // Whoever watches over what is booked looks from time to time, also at what nobody told of.
        looks += 1;
        timeline.leap(timeline.now + LOOK_MS);
        continue;
      }
      if (timeline.now > latest) {
        world.failed(
          'everything comes to an end',
          'something is still under way four days after the last trouble',
        );
        return;
      }
      if (isQuiet && nextDue !== null) timeline.leap(nextDue - BEFORE_MS);
    }
  }

  async #slice(end: number): Promise<boolean> {
    const { timeline } = this.#world;
    const enough = await timeline.runUntil(end, Math.max(1, STEPS_MOST - timeline.count));
    if (!enough)
      this.#world.failed('everything comes to an end', `${STEPS_MOST} things happened, and more are to come`);
    return enough;
  }
}

async function figuresOf(world: World, deeds: Deeds, steps: Steps): Promise<Figures> {
  const rows = await world.server.rows<{ state: string; count: number }>(
    'select state, count(*)::int from public.candidates group by state',
  );
  const actions = await world.server.rows<{ action: string; count: number }>(
    'select action, count(*)::int from public.scheduling_audit group by action',
  );
  const [mocks] = await world.server.rows<{ count: number }>('select count(*)::int from public.bookings');
  return {
    simulatedMs: world.timeline.now - world.start,
    candidates: rows.reduce((sum, { count }) => sum + count, 0),
    mocks: mocks?.count ?? 0,
    events: CALENDARS.reduce((sum, id) => sum + (world.google.world.calendars.get(id)?.events.size ?? 0), 0),
    calls: world.google.calls.length,
    messages: world.telegram.said,
    checks: steps.checks,
    kinds: Object.fromEntries([...world.network.met, ...deeds.done]),
    actions: Object.fromEntries(actions.map(({ action, count }) => [action, count])),
    ends: Object.fromEntries(rows.map(({ state, count }) => [state, count])),
  };
}
