import { arrive } from './arrival.ts';
import { befallProcess, editSop } from './fates.ts';
import { Hands } from './hands.ts';
import type { Deed } from './script.ts';
import { settle } from './settling.ts';
import type { World } from './world.ts';

/** Carries out what the script says is done. */
export class Deeds {
  readonly hands: Hands;
  readonly #world: World;
  /** What happened, by kind. */
  readonly done = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
    this.hands = new Hands(world);
  }

  /** Carries a deed out, as far as the world allows it by now. */
  async perform(deed: Deed): Promise<void> {
    this.done.set(deed.kind, (this.done.get(deed.kind) ?? 0) + 1);
    const { hands } = this;
    const { google, people, telegram, timeline, story } = this.#world;
    switch (deed.kind) {
      case 'arrives':
        await arrive(this.#world, deed);
        return;
      case 'says':
        people.says(deed.admin, deed.text);
        return;
      case 'settles':
        await settle(this.#world, deed);
        return;
      case 'taps':
        people.taps(deed.admin, deed.which);
        return;
      case 'orders':
        people.orders(deed);
        return;
      case 'enters':
        hands.enters(deed);
        return;
      case 'moves entry':
        hands.movesEntry(deed);
        return;
      case 'removes entry':
        hands.removesEntry(deed);
        return;
      case 'moves mock':
      case 'deletes mock':
      case 'renames mock':
      case 'answers invitation':
        hands.touches(deed);
        return;
      case 'edits SOP':
        editSop(this.#world, deed.sop);
        return;
      case 'dies':
      case 'stops':
      case 'is paused':
      case 'has its clock set':
        befallProcess(this.#world, deed);
        return;
      case 'forgets sync tokens':
        story.tell('Google', 'forgets its sync tokens');
        google.forgetSyncTokens();
        return;
      case 'expires access tokens':
        story.tell('Google', 'lets all access tokens end');
        google.expireTokens();
        return;
      case 'brings updates in disorder':
        story.tell('Telegram', 'brings updates again and out of order for a while');
        telegram.updates.disorder = 0.5;
        timeline.after(deed.forMs, () => {
          telegram.updates.disorder = 0;
        });
    }
  }
}
