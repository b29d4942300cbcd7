import { describe, expect, it } from 'vitest';
import { Story } from './story.ts';
import { at } from './story-clock.ts';
import { STORY_SOP, UNDISTURBED } from './story-sop.ts';

const [FIRST, , THIRD] = UNDISTURBED;
const SOP = STORY_SOP.replace('name: Alpha,', 'name: Alpha, calendar: alpha@example.com,');

describe('an appointment in an interviewer’s own calendar', () => {
  it('that reaches into a mock is in its way, and is mended', async () => {
    const story = await Story.open({ sop: SOP });
    const calendarId = story.address('alpha');
    story.google.addCalendar(calendarId);
    await story.scheduled('Dana');
    const when = { start: at('Dec 2 18:30'), end: at('Dec 2 19:30'), calendarId };
    story.google.people.appointment(calendarId, when);
    const [notice, ...more] = await story.look();
    expect(more).toEqual([]);
    expect(notice).toContain(
      'Alpha is busy Wed Dec 2 18:30–19:30 PST now, at the time of One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST). It goes to Charlie at the same time.',
    );
    await story.expectBooked([
      FIRST,
      'Wed Dec 2 18:00–19:00 Dana : Charlie One Mock2 [dana, charlie]',
      THIRD,
    ]);
    expect(await story.look()).toEqual([]);
  });

  it('that begins when a mock ends is in nobody’s way, nor is what lies around a whole mock: that may be the mock', async () => {
    const story = await Story.open({ sop: SOP });
    const calendarId = story.address('alpha');
    story.google.addCalendar(calendarId);
    await story.scheduled('Dana');
    const appointment = (start: string, end: string) =>
      story.google.people.appointment(calendarId, { start: at(start), end: at(end), calendarId });
    appointment('Dec 1 19:00', 'Dec 1 20:00');
    appointment('Dec 2 17:30', 'Dec 2 19:30');
    expect(await story.look()).toEqual([]);
    await story.expectBooked(UNDISTURBED);
  });
});
