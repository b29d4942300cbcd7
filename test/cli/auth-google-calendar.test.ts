import { describe, expect, it } from 'vitest';
import type { CalendarAccess, CalendarChoice } from '../../src/calendar/google/setup.ts';
import { chooseCalendar, type Wishes } from '../../src/cli/auth-google-calendar.ts';

const choice = (id: string, access: CalendarAccess, primary = false): CalendarChoice => ({
  id,
  name: id.toUpperCase(),
  primary,
  access,
});
const MINE = choice('mine', 'owner', true);
const TEAM = choice('team', 'writer');
const HOLIDAYS = choice('holidays', 'reader');

/** Chooses among calendars; `typed` is what somebody at the terminal answers, one after the other. */
function choosing(choices: CalendarChoice[], wishes: Partial<Omit<Wishes, 'ask'>> & { typed?: string[] }) {
  const { typed, named = null, present = null } = wishes;
  const setup = {
    calendars: async () => choices,
    calendar: async (id: string) => ({
      name: id,
      access: id === 'hidden' ? ('writer' as const) : ('reader' as const),
      timeZone: null,
      serverTime: null,
    }),
  };
  const ask = typed === undefined ? null : async () => typed.shift() ?? '';
  return chooseCalendar(setup, { named, present, ask });
}

describe('the calendar to book in', () => {
  it('is the only one that can be written, without a question', async () => {
    expect(await choosing([MINE, HOLIDAYS], { typed: [] })).toBe(MINE);
  });

  it('is the one that is chosen by its number', async () => {
    expect(await choosing([MINE, TEAM, HOLIDAYS], { typed: ['', '3', 'team', '2'] })).toBe(TEAM);
  });

  it('stays as it is where the question is answered with Enter, or nobody is there', async () => {
    expect(await choosing([MINE, TEAM], { present: 'team', typed: [''] })).toBe(TEAM);
    expect(await choosing([MINE, TEAM], { present: 'team' })).toBe(TEAM);
    await expect(choosing([MINE, TEAM], { present: 'gone' })).rejects.toThrow('several calendars');
  });

  it('is the one that is named, also where the account’s list does not show it', async () => {
    expect(await choosing([MINE, TEAM], { named: 'team', typed: [] })).toBe(TEAM);
    expect(await choosing([MINE, TEAM], { named: 'primary' })).toBe(MINE);
    expect(await choosing([MINE, TEAM], { named: 'hidden' })).toMatchObject({
      id: 'hidden',
      access: 'writer',
    });
  });

  it('must be one that can be written', async () => {
    await expect(choosing([MINE, HOLIDAYS], { named: 'holidays' })).rejects.toThrow('you may only read it');
    await expect(choosing([HOLIDAYS], { typed: ['1'] })).rejects.toThrow('may not write to any calendar');
    await expect(choosing([], {})).rejects.toThrow('list of calendars is empty');
  });
});
