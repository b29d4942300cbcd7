import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editText } from '../../../src/chat/editing/edit-text.ts';
import { editedRequest, splitEdit } from '../../../src/chat/editing/edited-request.ts';
import { readCandidateRequest, toJson } from '../../../src/request/candidate-request.ts';
import type { CandidateRequest } from '../../../src/request/model.ts';
import { slotsOn } from '../../../src/time/weekly-slots.ts';

const ZONE = 'America/Los_Angeles';
const FRAME = { now: Temporal.Instant.from('2026-11-22T09:00:00-08:00'), sopZone: ZONE };

function request(slots: Record<string, readonly string[] | string>, end = '2026-12-14'): CandidateRequest {
  const candidate = { name: 'Dana', email: 'dana@example.com', timeZone: 'America/New_York' };
  return readCandidateRequest({ candidate, window: { start: '2026-12-01', end }, slots });
}

function edited(from: CandidateRequest, edit: string): CandidateRequest {
  const read = editedRequest(from, edit, FRAME);
  if (!read.ok) throw new Error(read.why);
  return read.value;
}

const slotsAfter = (slots: Record<string, readonly string[] | string>, edit: string) =>
  toJson(edited(request(slots), edit)).slots;

describe('an edit of the slots', () => {
  const OWN = { weekdays: ['18:00-21:00'], saturday: ['10:00-12:00'] };

  it('without days is for every day, whatever stood there', () => {
    expect(slotsAfter(OWN, 'slots 6pm-9pm')).toEqual({ everyday: ['18:00-21:00'] });
  });

  it('with days leaves the others as they are', () => {
    expect(slotsAfter(OWN, 'slots sunday 9-12')).toEqual({ ...OWN, sunday: ['09:00-12:00'] });
    expect(slotsAfter(OWN, 'slots sat, sun: 9-12, 2pm-4pm')).toEqual({
      ...OWN,
      saturday: ['09:00-12:00', '14:00-16:00'],
      sunday: ['09:00-12:00', '14:00-16:00'],
    });
    expect(slotsAfter(OWN, 'slots weekday 7pm-9pm; mondays none')).toEqual({
      ...OWN,
      weekdays: ['19:00-21:00'],
      monday: [],
    });
  });

  it('for a group speaks for its days too', () => {
    expect(slotsAfter(OWN, 'slots weekends 9-12')).toEqual({
      weekdays: ['18:00-21:00'],
      weekends: ['09:00-12:00'],
    });
  });

  it('is meant in the zone the slots had, or the one that is named', () => {
    const zoned = { ...OWN, timeZone: 'Asia/Kolkata' };
    expect(slotsAfter(zoned, 'slots sunday 9-12')).toMatchObject({ timeZone: 'Asia/Kolkata' });
    expect(slotsAfter(zoned, 'slots sunday 9-12 in SOP time')).not.toHaveProperty('timeZone');
    expect(slotsAfter(OWN, 'slots 6pm-9pm candidate time')).toMatchObject({ timeZone: 'America/New_York' });
    expect(slotsAfter(OWN, 'slots 6pm-9pm in London')).toMatchObject({ timeZone: 'Europe/London' });
    expect(slotsAfter(OWN, 'slots 6pm-9pm in PST')).not.toHaveProperty('timeZone');
  });
});

describe('an edit of the window', () => {
  const windowAfter = (edit: string) => toJson(edited(request({ everyday: ['18:00-21:00'] }), edit)).window;

  it('names both days, or the end alone', () => {
    expect(windowAfter('window 3 Dec to 20 Dec')).toEqual({ start: '2026-12-03', end: '2026-12-20' });
    expect(windowAfter('window 2026-12-03 – 2026-12-20')).toEqual({ start: '2026-12-03', end: '2026-12-20' });
    expect(windowAfter('dates until 20 Dec')).toEqual({ start: '2026-12-01', end: '2026-12-20' });
    expect(windowAfter('window to 3 weeks')).toEqual({ start: '2026-12-01', end: '2026-12-21' });
  });
});

describe('whom an edit is about', () => {
  it('stands before the first word that names a field', () => {
    expect(splitEdit('Dana Fox window to 3 weeks zone EST')).toEqual({
      who: 'Dana Fox',
      edit: 'window to 3 weeks zone EST',
    });
    expect(splitEdit(' dana@example.com ')).toEqual({ who: 'dana@example.com', edit: '' });
    expect(splitEdit('slotsky slots 6pm-9pm')).toEqual({ who: 'slotsky', edit: 'slots 6pm-9pm' });
  });
});

const ranges = fc
  .uniqueArray(fc.integer({ min: 0, max: 11 }), { maxLength: 3 })
  .map((hours) => hours.sort((a, b) => a - b).map((hour) => `${pad(2 * hour)}:00-${pad(2 * hour + 1)}:30`));
const pad = (hour: number) => String(hour).padStart(2, '0');
const KEYS = ['everyday', 'weekdays', 'weekends', 'monday', 'wednesday', 'saturday', 'sunday'] as const;
const anyRequest = fc
  .record({
    slots: fc.dictionary(fc.constantFrom(...KEYS), ranges, { minKeys: 1 }),
    days: fc.integer({ min: 0, max: 300 }),
    slotZone: fc.constantFrom(null, 'Asia/Kolkata', 'America/New_York'),
    zone: fc.constantFrom('America/New_York', 'Europe/London'),
  })
  .filter(({ slots }) => Object.values(slots).flat().length > 0)
  .map(({ slots, days, slotZone, zone }): CandidateRequest => {
    const end = Temporal.PlainDate.from('2026-12-01').add({ days }).toString();
    const made = request(slotZone === null ? slots : { ...slots, timeZone: slotZone }, end);
    return { ...made, candidate: { ...made.candidate, timeZone: zone } };
  });

describe('the text of an edit', () => {
  it('is empty for the same request', () => {
    const same = request({ everyday: ['18:00-21:00'] });
    expect(editText(same, same, ZONE)).toBe('');
  });

  it('says what is changed and nothing else', () => {
    const from = request({ weekdays: ['18:00-21:00'] });
    const to = request({ weekdays: ['18:00-21:30'] });
    expect(editText(from, to, ZONE)).toBe('slots weekdays 18:00-21:30 in America/Los_Angeles');
    expect(editText(from, request({ weekdays: ['18:00-21:00'] }, '2026-12-20'), ZONE)).toBe(
      'window 2026-12-01 to 2026-12-20',
    );
  });

  it('makes the one request out of the other, whichever two they are', () => {
    fc.assert(
      fc.property(anyRequest, anyRequest, (from, to) => {
        const made = edited(from, editText(from, to, ZONE));
        expect(toJson(made).window).toEqual(toJson(to).window);
        expect(made.candidate).toEqual(to.candidate);
        expect(made.slots.timeZone).toBe(to.slots.timeZone);
        for (const day of [1, 2, 3, 4, 5, 6, 7])
          expect(slotsOn(made.slots.weekly, day)).toEqual(slotsOn(to.slots.weekly, day));
      }),
    );
  });
});
