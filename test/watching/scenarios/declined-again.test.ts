import { describe, expect, it } from 'vitest';
import { Story } from './story.ts';
import { UNDISTURBED } from './story-sop.ts';

const [FIRST, , THIRD] = UNDISTURBED;

describe('who declined a time', () => {
  it('is not asked for it again, when whoever took their place declines it, too; the fourth time in a day people are asked', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.declines('alpha', 'One Mock2');
    await story.look();
    await story.declines('charlie', 'One Mock2');
    expect((await story.look())[0]).toContain('It goes to Wed Dec 2 19:00–20:00 PST.');
    await story.expectBooked([
      FIRST,
      'Wed Dec 2 19:00–20:00 Dana : Charlie One Mock2 [dana, charlie]',
      THIRD,
    ]);
    await story.declines('charlie', 'One Mock2');
    expect((await story.look())[0]).toContain('It goes to Alpha at the same time.');
    await story.declines('alpha', 'One Mock2');
    story.forget();
    const [question, ...more] = await story.look();
    expect(more).toEqual([]);
    expect(question).toContain(
      'It was changed several times within a day, and that was not the end of it: nothing more is changed without asking.',
    );
    expect(question).toContain('One Mock2 with Alpha (Wed Dec 2 19:00–20:00 PST) goes to Wed Dec 2 20:00');
    expect(await story.mails()).toEqual([]);
    await story.expectQuiet();
  });

  it('is not asked for it again on another day either, and where all have declined all there is, people are asked', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    for (const who of ['alpha', 'charlie'])
      for (const [from, to] of [
        ['Dec 2 19:00', 'Dec 2 21:00'],
        ['Dec 3 18:00', 'Dec 3 21:00'],
      ] as const)
        story.busy(who, from, to);
    story.away('alpha', '2026-12-04', '2026-12-14');
    story.away('charlie', '2026-12-04', '2026-12-14');
    await story.declines('alpha', 'One Mock2');
    expect((await story.look())[0]).toContain('It goes to Charlie at the same time.');
    story.clock.leap({ hours: 30 });
    await story.declines('charlie', 'One Mock2');
    story.forget();
    const [question, ...more] = await story.look();
    expect(more).toEqual([]);
    expect(question).toContain('Charlie declined One Mock2 (Wed Dec 2 18:00–19:00 PST).');
    expect(question).not.toContain('goes to Alpha');
    expect(await story.mails()).toEqual([]);
    await story.expectQuiet();
  });

  it('is not asked for it again where whoever took their place has time off', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.declines('alpha', 'One Mock2');
    await story.look();
    await story.says('/timeoff charlie 2 Dec to 3 Dec');
    expect((await story.taps('✅ Yes, add it')).at(-1)).toContain(
      'One Mock2 with Charlie (Wed Dec 2 18:00–19:00 PST). It goes to Alpha, Wed Dec 2 19:00–20:00 PST.',
    );
    await story.expectBooked([FIRST, 'Wed Dec 2 19:00–20:00 Dana : Alpha One Mock2 [dana, alpha]', THIRD]);
    await story.expectQuiet();
  });
});
