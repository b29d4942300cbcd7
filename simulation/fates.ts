import { AT_WORK, type Deed } from './script.ts';
import type { World } from './world.ts';

/** Something happens to a process, where it runs. */
export function befallProcess(world: World, deed: Extract<Deed, { process: number }>): void {
  const number = deed.process === AT_WORK ? atWork(world) : deed.process;
  const running = world.running.get(number);
  if (running === undefined) return;
  const { process } = running;
  const back = (milliseconds: number) => {
    world.timeline.after(milliseconds, () => world.startProcess(number));
  };
  switch (deed.kind) {
    case 'dies':
      world.story.tell(
        process.name,
        `is to die ${deed.doom.when} its ${deed.doom.after}th exchange from now`,
      );
      process.onDeath = () => {
        world.killProcess(number);
        back(deed.backAfterMs);
      };
      process.doom(deed.doom);
      return;
    case 'stops':
      world.stopProcess(number);
      back(deed.backAfterMs);
      return;
    case 'is paused':
      world.story.tell(process.name, `stands still for ${deed.forMs / 1_000} s`);
      process.pause(deed.forMs);
      return;
    case 'has its clock set':
      world.story.tell(process.name, `has its clock set by ${deed.byMs / 1_000} s`);
      process.stepClock(deed.byMs);
  }
}

/** Somebody edits the procedure, and starts every process anew. */
export function editSop(world: World, number: number): void {
  const sop = world.script.sops[number];
  if (sop === undefined) return;
  world.story.tell('somebody', `edits the SOP (version ${number}), and every process is started anew`);
  world.sop = sop;
  for (const process of [...world.running.keys()]) {
    world.stopProcess(process);
    world.timeline.after(3_000, () => world.startProcess(process));
  }
}

/** The process that called a calendar last. */
function atWork({ google }: World): number {
  return google.calls.findLast(({ by }) => by.isAlive)?.by.number ?? 0;
}
