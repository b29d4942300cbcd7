import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import { dyingAt, type Fate, Killed } from '../../booking/mortal.ts';
import { Story } from './story.ts';
import { at } from './story-clock.ts';
import { UNDISTURBED } from './story-sop.ts';

const [FIRST, , THIRD] = UNDISTURBED;
const CHARLIE = 'Wed Dec 2 18:00–19:00 Dana : Charlie One Mock2 [dana, charlie]';

describe('a change that arrives while the mending of another is under way', () => {
  it('is left alone until that is over, and mended then', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.declines('alpha', 'One Mock2');
    const other = await story.event('Two Mock1');
    story.google.fault({
      kind: 'slow',
      method: 'patch',
      meanwhile: () => void story.google.people.decline(other, story.address('bravo')),
    });
    expect(await story.look()).toEqual([expect.stringContaining('Alpha declined One Mock2')]);
    await story.expectBooked([
      FIRST,
      CHARLIE,
      'Thu Dec 3 18:00–19:30 Dana : Bravo Two Mock1 [dana, bravo ✗]',
    ]);
    expect(await story.look()).toEqual([expect.stringContaining('Bravo declined Two Mock1')]);
    await story.expectBooked([
      FIRST,
      CHARLIE,
      'Thu Dec 3 18:00–19:30 Dana : Charlie Two Mock1 [dana, charlie]',
    ]);
    expect((await story.mails()).filter((line) => line.includes('dana'))).toEqual([
      'One Mock2: dana updated',
      'Two Mock1: dana updated',
    ]);
    await story.expectQuiet();
  });

  it('at the very mock that is about to be mended leaves it, and what is seen then is mended', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.declines('alpha', 'One Mock2');
    const event = await story.event('One Mock2');
    // The watcher has looked and ordered; the worker looks again before it changes anything.
    story.google.fault({
      kind: 'slow',
      method: 'list',
      skip: 1,
      meanwhile: () => void story.google.people.drag(event, at('Dec 2 19:30')),
    });
    expect(await story.look()).toEqual([
      'Dana <dana@example.com>: Alpha declined One Mock2 (Wed Dec 2 18:00–19:00 PST). Nothing was changed, all mocks stand as before: One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST) was moved by hand in the calendar. I look at that again by myself.',
    ]);
    expect(await story.mails()).toEqual([]);
    expect(await story.look()).toEqual([
      'Dana <dana@example.com>: One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST) was moved by hand to Wed Dec 2 19:30–20:30 PST. Alpha declined One Mock2 (Wed Dec 2 19:30–20:30 PST). One Mock2 goes to Charlie, Wed Dec 2 19:30–20:30 PST. The attendees are told. The last mock is on Thu Dec 3.',
    ]);
    expect((await story.mails()).length).toBe(4);
    await story.expectBooked([
      FIRST,
      'Wed Dec 2 19:30–20:30 Dana : Charlie One Mock2 [dana, charlie]',
      THIRD,
    ]);
    await story.expectQuiet();
  });
});

describe('a change that waits to be carried out', () => {
  it('is let go of, and nobody hears of it, where the interviewer comes after all', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.says('/pause');
    await story.declines('alpha', 'One Mock2');
    expect(await story.look()).toEqual([]);
    story.google.people.accept(await story.event('One Mock2'), story.address('alpha'));
    story.clock.leap({ minutes: 30 });
    expect((await story.says('/resume')).slice(1)).toEqual([]);
    await story.expectBooked(UNDISTURBED);
    expect(await story.mails()).toEqual([]);
    expect((await story.audit()).slice(-1)).toEqual(['worker change-dropped']);
    expect((await story.says('/audit dana')).join()).toContain(
      'What was to be mended is so no longer, and nothing is changed: Alpha declined One Mock2',
    );
    await story.expectQuiet();
    expect((await story.says('/seen dana'))[0]).toMatch(/: no longer so$/);
  });

  it('is carried out where there is reason for it still', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.says('/pause');
    await story.declines('alpha', 'One Mock2');
    await story.look();
    story.clock.leap({ minutes: 30 });
    expect((await story.says('/resume')).slice(1)).toEqual([expect.stringContaining('It goes to Charlie')]);
    await story.expectBooked([FIRST, CHARLIE, THIRD]);
    await story.expectQuiet();
  });

  it('for two mocks is ordered anew for the one that there is reason for still', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.says('/pause');
    await story.declines('alpha', 'One Mock1');
    await story.declines('alpha', 'One Mock2');
    await story.look();
    story.google.people.accept(await story.event('One Mock1'), story.address('alpha'));
    story.clock.leap({ minutes: 30 });
    expect((await story.says('/resume')).slice(1)).toEqual([]);
    expect(await story.look()).toEqual([
      expect.stringContaining('Alpha declined One Mock2 (Wed Dec 2 18:00–19:00 PST). It goes to Charlie'),
    ]);
    await story.expectBooked([FIRST, CHARLIE, THIRD]);
    await story.expectQuiet();
  });
});

describe('a question that waits while something else is changed', () => {
  it('stands as it was asked where nothing in it changed: nobody is asked a second time, and its buttons hold', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.declines('dana', 'One Mock2');
    expect(await story.look()).toEqual([expect.stringContaining('Dana declined One Mock2')]);
    await story.declines('bravo', 'Two Mock1');
    expect(await story.look()).toEqual([expect.stringContaining('Bravo declined Two Mock1')]);
    await story.expectQuiet();
    expect((await story.says('/escalations dana'))[0]).toContain('Dana declined One Mock2');
    expect((await story.audit()).filter((line) => line === 'watcher asked-still')).toHaveLength(1);
    const [, notice] = await story.taps('1. Change it');
    expect(notice).toContain('It goes to Wed Dec 2 19:00–20:00 PST.');
    await story.expectQuiet();
  });

  it('is said to be put aside to whoever answers it then, and has its buttons again afterwards', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.declines('dana', 'One Mock2');
    await story.look();
    await story.says('/pause');
    await story.declines('bravo', 'Two Mock1');
    expect(await story.look()).toEqual([]);
    story.forget();
    expect(await story.taps('1. Change it')).toEqual([
      expect.stringMatching(
        /^What was asked about the booked mocks of Dana is put aside: a change was ordered: Bravo declined Two Mock1/,
      ),
    ]);
    await story.says('/resume');
    await story.look();
    const [shown] = await story.taps('Show it');
    expect(shown).toContain('Dana declined One Mock2');
    const [, notice] = await story.taps('1. Change it');
    expect(notice).toContain('It goes to Wed Dec 2 19:00–20:00 PST.');
    await story.expectQuiet();
  });

  it('is asked anew where what can be done is not the same any more', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.declines('dana', 'One Mock2');
    await story.look();
    await story.declines('bravo', 'Two Mock1');
    story.busy('alpha', 'Dec 2 19:00', 'Dec 2 20:00');
    story.busy('charlie', 'Dec 2 19:00', 'Dec 2 20:00');
    expect(await story.look()).toEqual([expect.stringContaining('Bravo declined Two Mock1')]);
    expect(await story.look()).toEqual([
      expect.stringContaining('One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST) goes to Wed Dec 2 20:00'),
    ]);
    await story.expectQuiet();
  });
});

describe('a process that dies in the middle of mending', () => {
  it('after whatever it has done in the store or at Google, leaves what another ends: once, and told once', async () => {
    const once = ['seen', 'change-ordered', 'changed'];
    let step = 0;
    for (let isDead = true; isDead; ) {
      step += 1;
      // Whoever declined is not asked for that time again: each death has a story of its own.
      const story = await Story.open();
      await story.scheduled('Dana');
      const before = (await story.audit()).length;
      await story.declines('alpha', 'One Mock2');
      const fate = { calls: 0, at: step, when: 'after' as const };
      const mortal = story.process({
        store: dyingAfterWriting(story.store, fate),
        wrap: (calendar) => dyingAt(calendar, fate),
      });
      await mortal.watcher.look().catch(orKilled);
      if (fate.calls < step) await mortal.worker.runUntilIdle().catch(orKilled);
      isDead = fate.calls >= step;
      // What the dead one held is free after some minutes.
      story.clock.leap({ minutes: 6 });
      await story.works();
      const told = await story.look();
      expect(told, `after step ${step}`).toEqual([expect.stringContaining(' declined One Mock2 ')]);
      await story.expectBooked([FIRST, CHARLIE, THIRD]);
      expect((await story.mails()).length).toBe(4);
      const done = (await story.audit()).slice(before).map((line) => line.split(' ')[1]!);
      expect(done.filter((action) => once.includes(action))).toEqual(once);
      await story.expectQuiet();
    }
    expect(step).toBeGreaterThan(10);
  }, 240_000);
});

/** Reading changes nothing: to die after it is to die after what was written before. */
const READING: readonly PropertyKey[] = [
  'candidates',
  'bookings',
  'observations',
  'audit',
  'timeOff',
  'takeCalendarTurn',
];

function dyingAfterWriting(store: Store, fate: Fate): Store {
  const dying = dyingAt(store, fate);
  return new Proxy(store, {
    get: (_store, key) => Reflect.get(READING.includes(key) ? store : dying, key) as unknown,
  });
}

function orKilled(error: unknown): void {
  if (!(error instanceof Killed)) throw error;
}
