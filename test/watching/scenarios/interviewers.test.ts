import { describe, expect, it } from 'vitest';
import { Story } from './story.ts';
import { STORY_SOP, UNDISTURBED } from './story-sop.ts';

const [FIRST, SECOND, THIRD] = UNDISTURBED;

const MENDED = ['watcher seen', 'watcher change-ordered', 'worker claimed', 'worker moving'] as const;

describe('an interviewer who declines', () => {
  it('is replaced by a backup at the same time; everybody concerned gets one mail, coordinators one notice', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.expectBooked(UNDISTURBED);
    await story.declines('alpha', 'One Mock2');
    expect(await story.look()).toEqual([
      'Dana <dana@example.com>: Alpha declined One Mock2 (Wed Dec 2 18:00–19:00 PST). It goes to Charlie at the same time. The attendees are told. The last mock is on Thu Dec 3.',
    ]);
    // One look of the watcher, another of the worker before it changes anything.
    expect(story.calls()).toEqual(['list', 'list', 'get', 'patch']);
    expect(await story.mails()).toEqual([
      'One Mock2: alpha cancelled',
      'One Mock2: charlie invited',
      'One Mock2: dana updated',
      'One Mock2: team updated',
    ]);
    await story.expectBooked([
      FIRST,
      'Wed Dec 2 18:00–19:00 Dana : Charlie One Mock2 [dana, charlie]',
      THIRD,
    ]);
    expect(await story.observations()).toEqual(['interviewer-declined settled']);
    expect(await story.audit()).toEqual([...MENDED, 'worker moved', 'worker changed']);
    expect(await story.says('/seen dana')).toEqual([
      'Dana <dana@example.com>, newest last:\n• Sun Nov 22 09:00 PST: Alpha declined One Mock2 (Wed Dec 2 18:00–19:00 PST). → settled Sun Nov 22 09:00 PST: given to Charlie at the same time',
    ]);
    await story.expectQuiet();
  });

  it('keeps the mock at another time where no backup is free, and the rest stays', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    story.busy('charlie', 'Dec 2 17:00', 'Dec 2 21:00');
    await story.declines('alpha', 'One Mock2');
    expect(await story.look()).toEqual([
      'Dana <dana@example.com>: Alpha declined One Mock2 (Wed Dec 2 18:00–19:00 PST). It goes to Wed Dec 2 19:00–20:00 PST. The attendees are told. The last mock is on Thu Dec 3.',
    ]);
    expect(await story.mails()).toEqual([
      'One Mock2: alpha updated',
      'One Mock2: dana updated',
      'One Mock2: team updated',
    ]);
    await story.expectBooked([FIRST, 'Wed Dec 2 19:00–20:00 Dana : Alpha One Mock2 [dana, alpha]', THIRD]);
    expect((await story.says('/seen dana'))[0]).toMatch(/: moved to Wed Dec 2 19:00–20:00 PST with Alpha$/);
    await story.expectQuiet();
  });

  it('is replaced together with another who declines at once, by one change', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.declines('alpha', 'One Mock1');
    await story.declines('bravo', 'Two Mock1');
    expect(await story.look()).toEqual([
      'Dana <dana@example.com>: 2 mocks were changed, and the attendees are told:\n• Alpha declined One Mock1 (Tue Dec 1 18:00–19:00 PST). One Mock1 goes to Charlie at the same time.\n• Bravo declined Two Mock1 (Thu Dec 3 18:00–19:30 PST). Two Mock1 goes to Charlie at the same time.\nThe last mock is on Thu Dec 3.',
    ]);
    expect(story.calls()).toEqual(['list', 'list', 'get', 'patch', 'get', 'patch']);
    expect(await story.mails()).toEqual(
      ['One Mock1: alpha', 'Two Mock1: bravo'].flatMap((left) => [
        `${left} cancelled`,
        ...['charlie invited', 'dana updated', 'team updated'].map(
          (what) => `${left.split(':')[0]}: ${what}`,
        ),
      ]),
    );
    await story.expectBooked([
      'Tue Dec 1 18:00–19:00 Dana : Charlie One Mock1 [dana, charlie]',
      SECOND,
      'Thu Dec 3 18:00–19:30 Dana : Charlie Two Mock1 [dana, charlie]',
    ]);
    expect(await story.audit()).toEqual([
      'watcher seen',
      ...MENDED,
      'worker moved',
      'worker moved',
      'worker changed',
    ]);
    await story.expectQuiet();
  });

  it('has the rest planned anew where one mock drags others along, and no more than that', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    story.away('charlie', '2026-12-01', '2026-12-14');
    // From the second evening on Alpha has nothing but 20:00 on the third, too late for Two on that evening.
    story.busy('alpha', 'Dec 2 19:00', 'Dec 2 21:00');
    story.busy('alpha', 'Dec 3 18:00', 'Dec 3 20:00');
    story.away('alpha', '2026-12-04', '2026-12-14');
    await story.declines('alpha', 'One Mock2');
    expect(await story.look()).toEqual([
      'Dana <dana@example.com>: 2 mocks were moved, and the attendees are told:\n• Alpha declined One Mock2 (Wed Dec 2 18:00–19:00 PST). One Mock2 goes to Thu Dec 3 20:00–21:00 PST.\n• Two Mock1 with Bravo (Thu Dec 3 18:00–19:30 PST) goes to Fri Dec 4 18:00–19:30 PST.\nThe last mock is on Fri Dec 4.',
    ]);
    expect(await story.mails()).toEqual([
      ...['alpha', 'dana', 'team'].map((who) => `One Mock2: ${who} updated`),
      ...['bravo', 'dana', 'team'].map((who) => `Two Mock1: ${who} updated`),
    ]);
    await story.expectBooked([
      FIRST,
      'Thu Dec 3 20:00–21:00 Dana : Alpha One Mock2 [dana, alpha]',
      'Fri Dec 4 18:00–19:30 Dana : Bravo Two Mock1 [dana, bravo]',
    ]);
    await story.expectQuiet();
  });

  it('two hours before the start changes nothing by itself: coordinators are asked at once', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.clock.becomes('Dec 2 15:59');
    await story.declines('alpha', 'One Mock2');
    story.clock.leap({ minutes: 1 });
    expect(await story.look()).toEqual([
      [
        'Dana <dana@example.com>: booked mocks need a decision.',
        '  • Alpha declined One Mock2 (Wed Dec 2 18:00–19:00 PST).',
        '  • It starts in 2 hours. So close to its start nothing is changed without asking.',
        'What can be done:',
        '  1. Change it: One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST) goes to Charlie at the same time.',
        '  2. Cancel the mock: One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST) does not take place.',
        '  3. Leave it as it is.',
        'Nothing is moved until you decide: /decide dana@example.com NUMBER, or /dismiss dana@example.com WHY to leave things as they are.',
      ].join('\n'),
    ]);
    expect(story.calls()).toEqual(['list']);
    expect(await story.mails()).toEqual([]);
    expect(story.inGoogle()[1]).toBe('Wed Dec 2 18:00–19:00 Dana : Alpha One Mock2 [dana, alpha ✗]');
    await story.expectQuiet();
    const [answer, notice] = await story.taps('1. Change it');
    expect(answer).toContain('goes to Charlie at the same time. The change is number 1 in the queue.');
    expect(notice).toContain('Alpha declined One Mock2 (Wed Dec 2 18:00–19:00 PST). It goes to Charlie');
    await story.expectBooked([
      FIRST,
      'Wed Dec 2 18:00–19:00 Dana : Charlie One Mock2 [dana, charlie]',
      THIRD,
    ]);
    expect(await story.observations()).toEqual(['interviewer-declined settled']);
  });
});

describe('an interviewer who is away', () => {
  const own = 'name: Alpha, calendar: alpha@example.com,';
  const sop = STORY_SOP.replace('name: Alpha,', own).replace('mocks: [60, 60]', 'mocks: [60, 60, 60]');

  it('for days, by an entry in their own calendar, has all mocks in it mended by one change', async () => {
    const story = await Story.open({ sop });
    const calendarId = story.address('alpha');
    story.google.addCalendar(calendarId);
    await story.scheduled('Dana');
    expect(await story.look()).toEqual([]);
    expect(story.calls()).toEqual(['list', 'freebusy']);
    story.google.people.outOfOffice(calendarId, { from: '2026-12-01', to: '2026-12-03', calendarId });
    const [notice, ...more] = await story.look();
    expect(more).toEqual([]);
    expect(notice).toContain(
      'Alpha is busy Tue Dec 1 00:00 – Fri Dec 4 00:00 PST now, at the time of One Mock1',
    );
    expect(notice?.split('\n')).toMatchObject([
      'Dana <dana@example.com>: 3 mocks were changed, and the attendees are told:',
      ...[1, 2, 3].map((number) =>
        expect.stringMatching(
          new RegExp(`^• Alpha is busy .* One Mock${number} goes to Charlie at the same time\\.$`),
        ),
      ),
      'The last mock is on Fri Dec 4.',
    ]);
    expect(story.calls()).toEqual([
      ...['list', 'freebusy', 'list', 'freebusy'],
      ...['get', 'patch', 'get', 'patch', 'get', 'patch'],
    ]);
    expect((await story.mails()).filter((line) => line.includes('dana'))).toEqual(
      [1, 2, 3].map((number) => `One Mock${number}: dana updated`),
    );
    await story.expectBooked([
      'Tue Dec 1 18:00–19:00 Dana : Charlie One Mock1 [dana, charlie]',
      'Wed Dec 2 18:00–19:00 Dana : Charlie One Mock2 [dana, charlie]',
      'Thu Dec 3 18:00–19:00 Dana : Charlie One Mock3 [dana, charlie]',
      'Fri Dec 4 18:00–19:30 Dana : Bravo Two Mock1 [dana, bravo]',
    ]);
    expect(await story.observations()).toEqual(Array(3).fill('interviewer-busy settled'));
    expect(await story.look()).toEqual([]);
  });

  it('by /timeoff is shown what that hits, and after a yes the mocks are mended at once', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    expect(await story.says('/timeoff alpha 2 Dec to 4 Dec skiing')).toEqual([
      [
        'Alpha would be off from Wed Dec 2 to Fri Dec 4. Why: skiing.',
        '1 mock of theirs is in that time:',
        '• Wed Dec 2 18:00–19:00 PST One Mock2 of Dana',
        'After a yes I look for somebody else or another time by the SOP, and ask where there is none.',
        'Nothing is changed yet.',
      ].join('\n'),
    ]);
    await story.expectQuiet();
    expect(await story.taps('✅ Yes, add it')).toEqual([
      'Alpha is off from Wed Dec 2 to Fri Dec 4. I see to the booked mocks in that time now.',
      'Dana <dana@example.com>: Alpha has time off from Wed Dec 2 to Fri Dec 4, at the time of One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST). It goes to Charlie at the same time. The attendees are told. The last mock is on Thu Dec 3.',
    ]);
    expect((await story.mails()).length).toBe(4);
    await story.expectBooked([
      FIRST,
      'Wed Dec 2 18:00–19:00 Dana : Charlie One Mock2 [dana, charlie]',
      THIRD,
    ]);
    expect(await story.observations()).toEqual(['time-off settled']);
    await story.expectQuiet();
  });
});
