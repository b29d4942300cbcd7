import { describe, expect, it } from 'vitest';
import { keyFor, slotsOn, type WeeklySlots } from '../../src/time/weekly-slots.ts';

const [FRIDAY, SATURDAY, SUNDAY] = [5, 6, 7];
const range = { start: 600, end: 660 };

describe('slots by day of the week', () => {
  it('of a day itself beat those of its group, and these beat everyday', () => {
    const slots: WeeklySlots = { everyday: [range], weekends: [range], sunday: [range] };
    expect([FRIDAY, SATURDAY, SUNDAY].map((day) => keyFor(slots, day))).toEqual([
      'everyday',
      'weekends',
      'sunday',
    ]);
  });

  it('of a day that nothing speaks for are none', () => {
    expect(keyFor({ weekdays: [range] }, SATURDAY)).toBeNull();
    expect(slotsOn({ weekdays: [range] }, SATURDAY)).toEqual([]);
  });

  it('may say that a day has none, whatever its group has', () => {
    expect(slotsOn({ weekdays: [range], friday: [] }, FRIDAY)).toEqual([]);
  });

  it('of weekdays are Monday to Friday, of weekends Saturday and Sunday', () => {
    const slots: WeeklySlots = { weekdays: [], weekends: [] };
    expect([1, 2, 3, 4, 5, 6, 7].map((day) => keyFor(slots, day))).toEqual([
      ...Array<string>(5).fill('weekdays'),
      ...Array<string>(2).fill('weekends'),
    ]);
  });
});
