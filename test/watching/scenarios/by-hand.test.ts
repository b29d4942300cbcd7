import { describe, expect, it } from 'vitest';
import { Story } from './story.ts';
import { STORY_SOP, UNDISTURBED } from './story-sop.ts';

const [FIRST, SECOND, THIRD] = UNDISTURBED;
const MORNING = 'Wed Dec 2 10:00–11:00 Dana : Alpha One Mock2 [dana, alpha]';

/** What every question about the second mock ends with. */
const DECIDE =
  'Nothing is moved until you decide: /decide dana@example.com NUMBER, or /dismiss dana@example.com WHY to leave things as they are.';
const MOCK = 'One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST)';

describe('an event that somebody drags to another time', () => {
  it('is followed where that is right by the SOP; nobody gets a mail about what they see already', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.dragged('One Mock2', 'Dec 2 19:30');
    expect(await story.look()).toEqual([
      `Dana <dana@example.com>: ${MOCK} was moved by hand to Wed Dec 2 19:30–20:30 PST. It is booked now as it stands in the calendar: Wed Dec 2 19:30–20:30 PST with Alpha. The last mock is on Thu Dec 3.`,
    ]);
    expect(await story.mails()).toEqual([]);
    await story.expectBooked([FIRST, 'Wed Dec 2 19:30–20:30 Dana : Alpha One Mock2 [dana, alpha]', THIRD]);
    expect(await story.observations()).toEqual(['moved settled']);
    expect((await story.says('/seen dana'))[0]).toMatch(/: accepted as it stands in the calendar$/);
    await story.expectQuiet();
  });

  it('leads to a question with the rules that it breaks; put back by a tap, it is as booked', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.dragged('One Mock2', 'Dec 2 10:00');
    expect(await story.look()).toEqual([
      [
        'Dana <dana@example.com>: booked mocks need a decision.',
        `  • ${MOCK} was moved by hand to Wed Dec 2 10:00–11:00 PST. That is not right by the SOP:`,
        "    – One Mock2 with Alpha (Wed Dec 2 10:00–11:00 PST) is not inside Dana's slots (18:00-21:00 on Wednesdays).",
        "    – One Mock2 with Alpha (Wed Dec 2 10:00–11:00 PST) is not inside Alpha's hours (18:00-21:00 on Wednesdays).",
        'What can be done:',
        `  1. Put back: ${MOCK} goes back to where it is booked.`,
        '  2. Keep as an exception: One Mock2 with Alpha (Wed Dec 2 10:00–11:00 PST) is booked as it stands in the calendar now.',
        `  3. Change it: ${MOCK} goes to Wed Dec 2 19:00–20:00 PST.`,
        `  4. Cancel the mock: ${MOCK} does not take place.`,
        '  5. Leave it as it is.',
        DECIDE,
      ].join('\n'),
    ]);
    expect(await story.mails()).toEqual([]);
    expect(story.inGoogle()[1]).toBe(MORNING);
    expect((await story.inStore())[1]).toBe(SECOND);
    expect(await story.look()).toEqual([]);
    expect(await story.taps('1. Put back')).toEqual([
      `Dana: Put back: ${MOCK} goes back to where it is booked. The change is number 1 in the queue. The calendar tells the attendees, and I say when it is done.`,
      `Dana <dana@example.com>: ${MOCK} was moved by hand to Wed Dec 2 10:00–11:00 PST. It is put back in the calendar as booked. The attendees are told. The last mock is on Thu Dec 3.`,
    ]);
    expect(await story.mails()).toEqual(['alpha', 'dana', 'team'].map((who) => `One Mock2: ${who} updated`));
    await story.expectBooked(UNDISTURBED);
    expect(await story.observations()).toEqual(['moved settled']);
    expect((await story.says('/seen dana'))[0]).toMatch(/: put back as booked$/);
    await story.expectQuiet();
  });

  it('stays as an exception after a tap, asked about no more, also when other mocks are mended', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.dragged('One Mock2', 'Dec 2 10:00');
    await story.look();
    expect(await story.taps('2. Keep as an exception')).toEqual([
      'Dana: Keep as an exception: One Mock2 with Alpha (Wed Dec 2 10:00–11:00 PST) is booked as it stands in the calendar now. The change is number 1 in the queue. I say when it is done.',
      `Dana <dana@example.com>: ${MOCK} was moved by hand to Wed Dec 2 10:00–11:00 PST. It is booked now as it stands in the calendar: Wed Dec 2 10:00–11:00 PST with Alpha. The last mock is on Thu Dec 3.`,
    ]);
    expect(await story.mails()).toEqual([]);
    await story.expectBooked([FIRST, MORNING, THIRD]);
    expect((await story.says('/seen dana'))[0]).toMatch(/: kept as an exception$/);
    await story.expectQuiet();
    await story.declines('bravo', 'Two Mock1');
    expect(await story.look()).toEqual([expect.stringContaining('Bravo declined Two Mock1')]);
    await story.expectBooked([
      FIRST,
      MORNING,
      'Thu Dec 3 18:00–19:30 Dana : Charlie Two Mock1 [dana, charlie]',
    ]);
    expect(await story.observations()).toEqual(['moved settled', 'interviewer-declined settled']);
    await story.expectQuiet();
  });
});

describe('an event that somebody deletes', () => {
  const question = [
    'Dana <dana@example.com>: booked mocks need a decision.',
    `  • ${MOCK} was deleted from the calendar by hand.`,
    'What can be done:',
    `  1. Put back: ${MOCK} gets a new event.`,
    `  2. Change it: ${MOCK} goes to Wed Dec 2 19:00–20:00 PST.`,
    `  3. Cancel the mock: ${MOCK} does not take place.`,
    '  4. Leave it as it is.',
    DECIDE,
  ].join('\n');

  it('leads to a question; put back by a tap it is a new event, with one video call of its own', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    const deleted = await story.event('One Mock2');
    story.google.people.delete(deleted);
    expect(await story.look()).toEqual([question]);
    expect(await story.mails()).toEqual([]);
    expect(await story.look()).toEqual([]);
    expect((await story.says('/reschedule dana'))[0]).toContain(
      '\n/escalations dana@example.com shows how to put it back, and what else can be done.\nA deleted event cannot be moved.',
    );
    expect(await story.taps('1. Put back')).toEqual([
      `Dana: Put back: ${MOCK} gets a new event. The change is number 1 in the queue. The calendar tells the attendees, and I say when it is done.`,
      `Dana <dana@example.com>: ${MOCK} was deleted from the calendar by hand. It gets a new event. The attendees are told. The last mock is on Thu Dec 3.`,
    ]);
    expect(await story.mails()).toEqual(['alpha', 'dana', 'team'].map((who) => `One Mock2: ${who} invited`));
    await story.expectBooked(UNDISTURBED);
    expect(await story.event('One Mock2')).not.toBe(deleted);
    expect(await story.observations()).toEqual(['deleted settled']);
    expect((await story.says('/seen dana'))[0]).toMatch(/: put back, with a new event$/);
    await story.expectQuiet();
  });

  it('takes place no more after a tap', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    story.google.people.delete(await story.event('One Mock2'));
    expect(await story.look()).toEqual([question]);
    expect(await story.taps('3. Cancel the mock')).toEqual([
      `Dana: Cancel the mock: ${MOCK} does not take place. The change is number 1 in the queue. I say when it is done.`,
      `Dana <dana@example.com>: ${MOCK} was deleted from the calendar by hand. Cancelled, and nobody is told, for there is no event any more: ${MOCK}. 2 mocks stay booked.`,
    ]);
    expect(await story.mails()).toEqual([]);
    await story.expectBooked([FIRST, THIRD]);
    expect((await story.says('/seen dana'))[0]).toMatch(/: the mock is cancelled$/);
    await story.expectQuiet();
  });
});

describe('a question about several mocks', () => {
  it('is asked anew about the rest where one is as booked again, so that no answer moves that one', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.declines('dana', 'One Mock1');
    await story.declines('dana', 'One Mock2');
    expect(await story.look()).toEqual([expect.stringContaining('1. Change both:')]);
    story.google.people.accept(await story.event('One Mock1'), story.address('dana'));
    const [question, ...more] = await story.look();
    expect(more).toEqual([]);
    expect(question).toContain(`Dana declined ${MOCK}.`);
    expect(question).not.toContain('One Mock1');
    await story.expectQuiet();
    expect((await story.taps('1. Change it')).at(-1)).toContain('It goes to Wed Dec 2 19:00–20:00 PST.');
    await story.expectBooked([FIRST, 'Wed Dec 2 19:00–20:00 Dana : Alpha One Mock2 [dana, alpha]', THIRD]);
    await story.expectQuiet();
  });
});

describe('a candidate who declines', () => {
  it('leads to a question with another time that was tried, to which the mock goes after a tap', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    await story.declines('dana', 'One Mock2');
    expect(await story.look()).toEqual([
      [
        'Dana <dana@example.com>: booked mocks need a decision.',
        `  • Dana declined ${MOCK}.`,
        'What can be done:',
        `  1. Change it: ${MOCK} goes to Wed Dec 2 19:00–20:00 PST.`,
        `  2. Cancel the mock: ${MOCK} does not take place.`,
        '  3. Leave it as it is.',
        DECIDE,
      ].join('\n'),
    ]);
    expect(story.calls()).toEqual(['list']);
    const [, notice] = await story.taps('1. Change it');
    expect(notice).toBe(
      `Dana <dana@example.com>: Dana declined ${MOCK}. It goes to Wed Dec 2 19:00–20:00 PST. The attendees are told. The last mock is on Thu Dec 3.`,
    );
    expect(await story.mails()).toEqual(['alpha', 'dana', 'team'].map((who) => `One Mock2: ${who} updated`));
    await story.expectBooked([FIRST, 'Wed Dec 2 19:00–20:00 Dana : Alpha One Mock2 [dana, alpha]', THIRD]);
    expect(await story.audit()).toContain('Ann change-ordered');
    await story.expectQuiet();
  });
});

describe('an SOP that is edited so that what is booked is right no longer', () => {
  it('leads to one question, and changes nothing by itself', async () => {
    const story = await Story.open();
    await story.scheduled('Dana');
    const alpha = 'alpha@example.com, hours: { everyday: ["18:00-21:00"] }';
    await story.sopBecomes(STORY_SOP.replace(alpha, alpha.replace('18:00', '19:00')));
    const [question, ...more] = await story.look();
    expect(more).toEqual([]);
    expect(question?.split('\n').slice(0, 5)).toEqual([
      'Dana <dana@example.com>: booked mocks need a decision.',
      "  • One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST) is not inside Alpha's hours (19:00-21:00 on Tuesdays).",
      "  • One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST) is not inside Alpha's hours (19:00-21:00 on Wednesdays).",
      'What can be done:',
      '  1. Change both: One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST) goes to Charlie at the same time; One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST) goes to Charlie at the same time.',
    ]);
    expect(story.buttons.slice(0, 7)).toEqual([
      '1. Change both',
      '2. Change it: One Mock1',
      '3. Change it: One Mock2',
      '4. Cancel the mock: One Mock1',
      '5. Cancel the mock: One Mock2',
      '6. Cancel both mocks',
      '7. Leave as it is',
    ]);
    await story.expectBooked(UNDISTURBED);
    await story.expectQuiet();
    expect(await story.taps('7. Leave as it is')).toEqual([
      'Dana: it stays as it is, and I ask no more about it unless it changes.',
    ]);
    expect(await story.observations()).toEqual(['rule kept', 'rule kept']);
    await story.expectQuiet();
  });
});
