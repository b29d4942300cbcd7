import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { enqueue, openTestOffice, SMALL_SOP, type TestOffice, WORKSPACE } from '../booking/office.ts';
import { openChat } from './talk.ts';
import { transcriptOf } from './transcript.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.store.close());

const work = () => new Worker(office.desk, 'worker').runUntilIdle();
const rows = () => office.store.timeOff({ workspace: WORKSPACE });

describe('/timeoff', () => {
  it('says that mocks have to wait for it where the queue is paused', async () => {
    await enqueue(office.store, 'Dana Fox');
    await work();
    const chat = transcriptOf(openChat(office).desk);
    await chat.type('/pause', '/timeoff alpha 1 Dec to 3 Dec');
    await chat.tap('✅ Yes');
    expect(chat.read()).toContain(
      'Alpha is off from Tue Dec 1 to Thu Dec 3. The booked mocks in that time are seen to when the queue goes on: it is paused, /resume.',
    );
  });

  it('shows which booked mocks it hits, adds it after a yes, and has the watcher look', async () => {
    await enqueue(office.store, 'Dana Fox');
    await work();
    const { desk, toldToLook } = openChat(office);
    const chat = transcriptOf(desk);
    await chat.type('/timeoff alpha 1 Dec to 3 Dec skiing');
    expect(toldToLook()).toBe(0);
    await chat.tap('✅ Yes');
    expect(chat.read()).toBe(`
> /timeoff alpha 1 Dec to 3 Dec skiing
Alpha would be off from Tue Dec 1 to Thu Dec 3. Why: skiing.
2 mocks of theirs are in that time:
• Tue Dec 1 18:00–19:00 PST One Mock1 of Dana Fox
• Wed Dec 2 18:00–19:00 PST One Mock2 of Dana Fox
After a yes I look for somebody else or another time by the SOP, and ask where there is none.
Nothing is changed yet.
[✅ Yes, add it] [✖ No]
> [✅ Yes, add it]
Alpha is off from Tue Dec 1 to Thu Dec 3. I see to the booked mocks in that time now.
`);
    expect(toldToLook()).toBe(1);
    expect(await rows()).toMatchObject([{ interviewer: 'alpha', note: 'skiing', addedBy: 'admin' }]);
    await chat.type('/timeoff_yes ID1', '/timeoff_no ID1', '/timeoff_yes deadbeef');
    expect(chat.read()).toBe(`
> /timeoff_yes ID1
That was answered with yes. /timeoff lists what there is.
> /timeoff_no ID1
That was answered with yes. /timeoff lists what there is.
> /timeoff_yes deadbeef
I know of no such preview. /timeoff NAME FROM to TO shows one.
`);
    expect(await rows()).toHaveLength(1);
  });

  it('takes a plain yes or no as the answer to the last preview of this chat, within the hour', async () => {
    const chat = openChat(office);
    await chat.say('/timeoff alpha 24 Dec', '/timeoff bravo 25 Dec');
    expect(await openChat(office, 'another').say('yes')).toContain('answers no question');
    expect(await chat.say('yes')).toContain('Bravo is off on Fri Dec 25.');
    expect(await chat.say('yes')).toContain('That was answered with yes.');
    expect(await chat.say('/timeoff charlie 24 Dec', 'No.')).toBe('Nothing is changed.');
    await chat.say('/timeoff charlie 24 Dec');
    office.clock.pass({ minutes: 61 });
    expect(await chat.say('yes')).toContain('answers no question');
    expect(await rows()).toMatchObject([{ interviewer: 'bravo' }]);
    await chat.say('/timeoff charlie 24 Dec', '/start');
    expect(await chat.say('yes')).not.toContain('Charlie');
  });

  it('counts in what is said from then on: the SOP, and what is planned', async () => {
    const chat = openChat(office);
    await chat.say('/timeoff alpha 1 Dec to 14 Dec');
    await chat.tap('✅ Yes, add it');
    expect(await chat.say('/sop people')).toContain(
      '• Alpha <alpha@example.com>: everyday 18:00-21:00; at most 2 a day; off 2026-12-01 to 2026-12-14',
    );
    await chat.say('/start', 'Dana Fox', 'dana@example.com', '1 Dec 2026', '14 Dec 2026');
    const summary = await chat.say('6pm-9pm', '6pm-9pm', 'EST');
    expect(summary).toContain('One Mock1 with Charlie (backup)');
  });

  it('lists what there is, each with a button that takes it back', async () => {
    const { desk, toldToLook } = openChat(office);
    const chat = transcriptOf(desk);
    await chat.type('/timeoff');
    for (const typed of ['/timeoff alpha 24 Dec to 26 Dec skiing', '/timeoff bravo tomorrow 18:00-20:00']) {
      await chat.type(typed);
      await chat.tap('✅ Yes');
    }
    chat.read();
    await chat.type('/timeoff', '/timeoff bravo');
    await chat.tap('✖ Bravo');
    await chat.type('/timeoff bravo');
    expect(chat.read()).toBe(`
> /timeoff
Time off beside the SOP file:
• Bravo from Mon Nov 23 18:00 PST to Mon Nov 23 20:00 PST (admin)
• Alpha from Thu Dec 24 to Sat Dec 26: skiing (admin)
/timeoff NAME 24 Dec to 26 Dec skiing adds some; what the file says is in /sop.
[✖ Bravo from Mon Nov 23 18:00 PST to Mon Nov 23 20:00 PST]
[✖ Alpha from Thu Dec 24 to Sat Dec 26]
> /timeoff bravo
Time off beside the SOP file:
• Bravo from Mon Nov 23 18:00 PST to Mon Nov 23 20:00 PST (admin)
/timeoff bravo 24 Dec to 26 Dec skiing adds some; what the file says is in /sop.
[✖ Bravo from Mon Nov 23 18:00 PST to Mon Nov 23 20:00 PST]
> [✖ Bravo from Mon Nov 23 18:00 PST to Mon Nov 23 20:00 PST]
Bravo from Mon Nov 23 18:00 PST to Mon Nov 23 20:00 PST: taken back. Mocks that were moved because of it stay where they are now.
[Time off]
> /timeoff bravo
No time off of Bravo is noted beside the SOP file. /timeoff bravo 24 Dec to 26 Dec skiing adds some; what the file says is in /sop.
`);
    expect(toldToLook()).toBe(3);
    await chat.type('/timeoff_remove nothing');
    expect(chat.read()).toContain('That time off is over, or was taken back already.');
  });

  it('changes nothing after a no, nor where no mock is hit without a yes', async () => {
    const chat = openChat(office);
    expect(await chat.say('/timeoff charlie 24 Dec')).toBe(
      'Charlie would be off on Thu Dec 24.\nNo booked mock is in that time.\nNothing is changed yet.',
    );
    expect(await chat.tap('✖ No')).toBe('Nothing is changed.');
    expect(await rows()).toEqual([]);
    expect(chat.toldToLook()).toBe(0);
  });

  it('says the year where it is another, and asks where only half of a time is said', async () => {
    const chat = openChat(office);
    expect(await chat.say('/timeoff alpha 2 Jan')).toContain('off on Sat Jan 2 2027.');
    expect(await chat.say('/timeoff alpha 24 Dec to 2 Jan')).toContain('from Thu Dec 24 to Sat Jan 2 2027.');
    expect(await chat.say('/timeoff alpha 2027-11-01 18:00-19:00')).toContain(
      'from Mon Nov 1 18:00 PDT 2027 to Mon Nov 1 19:00 PDT 2027.',
    );
    expect(await chat.say('/timeoff alpha to 24 Dec')).toContain('says no first day');
    expect(await chat.say('/timeoff alpha 27 Nov to')).toContain('but not “to” after it');
  });

  it('is taken back by the short id that a terminal shows, with whose it is', async () => {
    const { hear, say, tap } = openChat(office);
    await say('/timeoff alpha 24 Dec to 26 Dec');
    await tap('✅ Yes, add it');
    const [list] = await hear('/timeoff');
    const typed = list?.buttons?.flat()[0]?.typed ?? '';
    expect(typed).toMatch(/^\/timeoff_remove [0-9a-f]{8} Alpha from Thu Dec 24 to Sat Dec 26$/);
    expect(await say(typed)).toContain('taken back');
    expect(await rows()).toEqual([]);
  });

  it('says what is wrong with who, when, and what is over', async () => {
    const chat = openChat(office);
    const wrong: readonly (readonly [string, string])[] = [
      ['zulu tomorrow', 'I know no interviewer called “zulu”. There are: Alpha, Bravo, Charlie.'],
      ['alpha sometime', 'I can read no day in “sometime”. Write e.g. 24 Dec'],
      ['alpha tomorrow 18:00-14:00', 'ends before it begins'],
      ['alpha yesterday', 'That is over already: on Sat Nov 21. Nothing is changed.'],
    ];
    for (const [words, why] of wrong) expect(await chat.say(`/timeoff ${words}`), words).toContain(why);
    expect(await rows()).toEqual([]);
  });

  it('asks who is meant where a name fits several, with the days in the buttons', async () => {
    await office.store.close();
    office = await openTestOffice(
      SMALL_SOP.replace('name: Alpha', 'name: Alpha One').replace('name: Bravo', 'name: Alpha Two'),
    );
    const chat = openChat(office);
    expect(await chat.say('/timeoff alph 24 Dec')).toBe(
      'Who is meant: Alpha One, alpha@example.com; Alpha Two, bravo@example.com?',
    );
    expect(await chat.tap('Alpha Two')).toContain('Alpha Two would be off on Thu Dec 24.');
    expect(await chat.say('/timeoff alpha two 24 Dec')).toContain('Alpha Two would be off on Thu Dec 24.');
  });

  it('says that it only asks where the SOP wants that, and what starts too soon', async () => {
    await enqueue(office.store, 'Dana Fox');
    await work();
    office.clock.pass({ hours: 9 * 24 });
    expect(await openChat(office).say('/timeoff alpha 1 Dec')).toContain(
      'ask where there is none.\nWhat starts within 12h is asked about in any case.',
    );
    const { base } = office.desk.procedure;
    const asks = { ...base, onChange: { ...base.onChange, interviewerBusy: 'ask' as const } };
    const procedure = { ...office.desk.procedure, base: asks };
    const chat = openChat({ ...office, desk: { ...office.desk, procedure } });
    expect(await chat.say('/timeoff alpha 1 Dec')).toContain(
      '1 mock of theirs is in that time:\n• Tue Dec 1 18:00–19:00 PST One Mock1 of Dana Fox\nAfter a yes I ask what is to be done about them.\nNothing',
    );
  });
});
