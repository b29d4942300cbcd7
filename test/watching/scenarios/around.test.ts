import { describe, expect, it } from 'vitest';
import { Story } from './story.ts';
import { STORY_SOP, UNDISTURBED } from './story-sop.ts';

const [FIRST, , THIRD] = UNDISTURBED;

describe('Google telling of changes', () => {
  it('leads to a look at once, without the minutes being waited for', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.runsAndIsTold();
    await story.passesUntil(() => story.calls().includes('list'));
    await story.declines('alpha', 'One Mock2');
    const changedAt = story.clock.now();
    expect(await story.news()).toEqual([expect.stringContaining('Alpha declined One Mock2')]);
    expect(changedAt.until(story.clock.now()).total('seconds')).toBeLessThan(60);
    await story.expectBooked([
      FIRST,
      'Wed Dec 2 18:00–19:00 Dana : Charlie One Mock2 [dana, charlie]',
      THIRD,
    ]);
    expect((await story.mails()).length).toBe(4);
    expect(story.calls().filter((method) => method === 'patch')).toEqual(['patch']);
  });
});

describe('around the mocks', () => {
  const sop = `${STORY_SOP}remindAt: "18:00"\n`.replace('name: Alpha,', 'name: Alpha, telegram: ALPHA,');

  it('the day before, coordinators and the interviewer are reminded, once', async () => {
    const story = await Story.open({ sop });
    await story.scheduled('Dana');
    await story.clock.becomes('Nov 30 17:55');
    expect(await story.look()).toEqual([]);
    await story.clock.becomes('Nov 30 18:00');
    const meet = story.google.events()[0]!.hangoutLink;
    const mock = `• 18:00–19:00 One Mock1: Dana\n   ${meet}`;
    const times = 'Times are America/Los_Angeles (PST).';
    expect(await story.look()).toEqual([`Tomorrow, Tue Dec 1: 1 mock. ${times}\n\nAlpha: 1 mock\n${mock}`]);
    expect(story.alpha.read.map(({ text }) => text)).toEqual([
      `Tomorrow, Tue Dec 1: Alpha, you give 1 mock. ${times}\n${mock}`,
    ]);
    expect(await story.look()).toEqual([]);
    expect(story.alpha.read.length).toBe(1);
  });

  it('a missed mock is noted and given again, and the candidate is closed when all is over', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.clock.becomes('Dec 1 19:05');
    expect(await story.says('/held dana One 1 went well')).toEqual([
      'One Mock1 of Dana, Tue Dec 1 18:00–19:00 PST with Alpha: held. Note: went well.\nMocks of Dana so far: 1 held.',
    ]);
    await story.clock.becomes('Dec 3 08:00');
    const [, noted] = await story.says('/noshow dana One 2 was ill');
    expect(noted).toBe(
      'One Mock2 of Dana, Wed Dec 2 18:00–19:00 PST with Alpha: missed. Note: was ill.\nMocks of Dana so far: 1 held, 1 missed (One Mock2).',
    );
    await story.expectQuiet();
    const [preview] = (await story.taps('📅 Give it again')).slice(-1);
    expect(preview).toContain(
      'from Wed Dec 2 18:00–19:00 PST with Alpha\n   to Thu Dec 3 18:00–19:00 PST with Alpha',
    );
    const [yes] = story.buttons;
    const [, notice] = await story.taps(yes!);
    expect(notice).toContain('2 mocks were moved, and the attendees are told:');
    await story.expectBooked([
      FIRST,
      'Thu Dec 3 18:00–19:00 Dana : Alpha One Mock2 [dana, alpha]',
      'Fri Dec 4 18:00–19:30 Dana : Bravo Two Mock1 [dana, bravo]',
    ]);
    await story.expectQuiet();
    await story.clock.becomes('Dec 4 19:31');
    expect(await story.look()).toEqual([
      'Dana <dana@example.com>: every mock is over. What came of those that are not noted?\nMocks of Dana so far: 1 held, 2 not noted.',
    ]);
    expect((await story.candidate()).state).toBe('closed');
    expect(await story.says('/held dana Two 1')).toHaveLength(2);
    expect(await story.look()).toEqual([]);
  });
});
