import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSlots } from '../../../src/intake/canonical.ts';
import { readSlots, type SlotsFrame } from '../../../src/intake/reading/slots.ts';
import { formatClockRange } from '../../../src/time/clock-range.ts';
import { joined } from '../../../src/time/interval.ts';

const WEEKDAYS: SlotsFrame = { group: 'weekdays', other: null };
const WEEKENDS: SlotsFrame = { group: 'weekends', other: ['18:00-22:00'] };

function slots(text: string, frame = WEEKDAYS): string {
  const read = readSlots(text, frame);
  if (!read.ok) return `refused: ${read.why}`;
  const zone = read.value.zone === null ? '' : ` in ${read.value.zone}`;
  return formatSlots(read.value.ranges.map(formatClockRange)) + zone;
}

describe('slots as people type them', () => {
  it.each([
    ['9-12, 4pm-7pm', '09:00-12:00, 16:00-19:00'],
    ['18:00-22:00', '18:00-22:00'],
    ['6pm to 10pm', '18:00-22:00'],
    ['6-10pm', '18:00-22:00'],
    ['6 - 10 p.m.', '18:00-22:00'],
    ['6p-10p', '18:00-22:00'],
    ['6:30pm–9', '18:30-21:00'],
    ['6.30pm—9.15pm', '18:30-21:15'],
    ['1800-2200', '18:00-22:00'],
    ['18h-22h30', '18:00-22:30'],
    ['18-22', '18:00-22:00'],
    ['9-17', '09:00-17:00'],
    ['5-18', '05:00-18:00'],
    ['noon-3pm', '12:00-15:00'],
    ['4pm-midnight', '16:00-24:00'],
    ['4pm until midnight', '16:00-24:00'],
    ['10pm-12am', '22:00-24:00'],
    ['18:00-00:00', '18:00-24:00'],
    ['00:00-05:00', '00:00-05:00'],
    ['midnight-3am', '00:00-03:00'],
    ['from 9am till noon', '09:00-12:00'],
    ['between 6pm and 9pm', '18:00-21:00'],
    ['after 6pm', '18:00-24:00'],
    ['from 18:00', '18:00-24:00'],
    ['6pm onwards', '18:00-24:00'],
    ['6-9 in the evening', '18:00-21:00'],
    ['9-11 in the morning', '09:00-11:00'],
    ['evenings', '18:00-22:00'],
    ['mornings and evenings', '08:00-12:00, 18:00-22:00'],
    ['afternoon', '12:00-18:00'],
    ['all day', '00:00-24:00'],
    ['any time', '00:00-24:00'],
    ['9am-12pm; 4pm-7pm & 8pm-9pm', '09:00-12:00, 16:00-19:00, 20:00-21:00'],
    ['4pm-7pm\n9am-noon', '09:00-12:00, 16:00-19:00'],
    ['9am-noon, noon-3pm', '09:00-12:00, 12:00-15:00'],
    ['９：００－１２：００', '09:00-12:00'],
    ['\u200f18:00-22:00', '18:00-22:00'],
    ['weekdays 6pm-9pm', '18:00-21:00'],
    ['Mon-Fri: 6pm-9pm', '18:00-21:00'],
    ['Monday to Friday 18:00-21:00', '18:00-21:00'],
  ])('%s is %s', (text, read) => {
    expect(slots(text)).toBe(read);
  });

  it.each([
    ['9-12', '09:00-12:00', 'till midnight is not likely'],
    ['10-2', '10:00-14:00', 'the evening reading would pass midnight'],
    ['9-5', '09:00-17:00', 'the evening reading would pass midnight'],
    ['2-5', '14:00-17:00', 'nobody is up at two'],
    ['12-3', '12:00-15:00', 'nobody is up at midnight'],
    ['4-7', '16:00-19:00', 'four in the morning is too early'],
    ['9-1pm', '09:00-13:00', 'beside a clear time, the shortest range'],
    ['4pm-7', '16:00-19:00', 'beside a clear time, the shortest range'],
    ['9am-5', '09:00-17:00', 'the first five after nine'],
    ['8pm-12', '20:00-24:00', 'the first twelve after eight in the evening'],
    ['10-12pm', '10:00-12:00', 'twelve pm is noon'],
  ])('without am and pm %s is %s: %s', (text, read) => {
    expect(slots(text)).toBe(read);
  });

  it.each(['none', 'No', '-', '—', 'skip', 'N/A', 'nothing', 'not available'])(
    '%s means no slots',
    (text) => {
      expect(slots(text)).toBe('none');
    },
  );

  it.each(['same', 'Same as weekdays', 'the same', 'like weekdays'])(
    '%s on weekends means the slots of weekdays',
    (text) => {
      expect(slots(text, WEEKENDS)).toBe('18:00-22:00');
    },
  );

  it.each([
    ['18:00-21:00 candidate time', '18:00-21:00 in candidate'],
    ["6pm-9pm (candidate's time)", '18:00-21:00 in candidate'],
    ['6pm-9pm their time', '18:00-21:00 in candidate'],
    ['6-9pm local time', '18:00-21:00 in candidate'],
    ['6-9pm in their time zone', '18:00-21:00 in candidate'],
    ['18:00-21:00 SOP time', '18:00-21:00 in sop'],
    ['18:00-21:00 our time', '18:00-21:00 in sop'],
    ['9-12, 6pm-9pm EST', '09:00-12:00, 18:00-21:00 in America/New_York'],
    ['9-12 EST, 6pm-9pm est', '09:00-12:00, 18:00-21:00 in America/New_York'],
    ['6pm-9pm New York time', '18:00-21:00 in America/New_York'],
    ['18:00-21:00 asia/kolkata', '18:00-21:00 in Asia/Kolkata'],
    ['evenings candidate time', '18:00-22:00 in candidate'],
  ])('%s says whose clock is meant', (text, read) => {
    expect(slots(text)).toBe(read);
  });
});

describe('slots that are refused', () => {
  it.each([
    ['9-12, 11-14', /09:00-12:00 and 11:00-14:00 overlap.*e\.g\. 09:00-14:00/],
    ['9am-12pm, 9am-12pm', /overlap/],
    ['18:00-09:00', /18:00-09:00 ends before it begins.*within one day/],
    ['10pm-2am', /22:00-02:00 ends before it begins.*9pm-midnight/],
    ['18:00-18:00', /ends before it begins/],
    ['6pm', /When does the slot at “6pm” end\?.*6pm-9pm/],
    ['until 9pm', /begin\?.*8am-noon/],
    ['before noon', /begin\?/],
    ['after 6', /06:00-24:00 or 18:00-24:00\?.*e\.g\./],
    ['6-9', /06:00-09:00 or 18:00-21:00\?.*6pm-9pm/],
    ['25:00-26:00', /can't read “25:00-26:00” as a slot.*e\.g\./],
    ['18:75-20:00', /can't read/],
    ['13am-2pm', /can't read/],
    ['9-12-15', /can't read/],
    ['whenever you like', /can't read “whenever you like” as a slot/],
    ['mon 9-12, tue 6pm-9pm', /every day from Monday to Friday.*e\.g\./],
    ['weekends 9-12', /every day from Monday to Friday/],
    ['18:00-21:00 Atlantis time', /can't read “atlantis time”.*candidate time/],
    ['9-12 EST, 6pm-9pm PST', /All slots have to be in one zone/],
    ['day', /can't read/],
    ['same', /Same as what\?/],
    ['weekdays', /Which times\?/],
    ['', /I need slots/],
    ['9-12,'.repeat(1000), /too long/],
  ])('%s is refused with the reason and an example', (text, why) => {
    expect(slots(text)).toMatch(why);
  });

  it('where morning and evening are both likely, both are offered', () => {
    expect(readSlots('6-9, 10-12 EST', WEEKDAYS)).toMatchObject({
      suggestions: ['06:00-09:00, 10:00-12:00 est', '10:00-12:00, 18:00-21:00 est'],
    });
    expect(readSlots('after 6', WEEKDAYS)).toMatchObject({ suggestions: ['06:00-24:00', '18:00-24:00'] });
  });

  it('whatever is typed, what is read lies within the day and what is offered is never itself refused', () => {
    const words = fc.constantFrom(
      ...[
        '6',
        '9',
        '12',
        '18',
        '00',
        '24',
        ':',
        '30',
        'am',
        'pm',
        '-',
        ' ',
        ',',
        'and',
        'to',
        'until',
        'before',
      ],
      ...[
        'noon',
        'midnight',
        'after',
        'from',
        'between',
        'evenings',
        'in the morning',
        'est',
        'their time',
        'day',
      ],
    );
    const texts = fc
      .tuple(fc.array(words, { maxLength: 12 }), fc.constantFrom('', ' '))
      .map(([list, between]) => list.join(between));
    fc.assert(
      fc.property(texts, (text) => {
        const read = readSlots(text, WEEKDAYS);
        if (!read.ok) for (const offer of read.suggestions) expect(slots(offer)).not.toContain('refused');
        else
          for (const { start, end } of read.value.ranges)
            expect(0 <= start && start < end && end <= 1440).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the canonical form of slots', () => {
  const minute = fc.integer({ min: 0, max: 1440 });
  const ranges = fc
    .array(
      fc.tuple(minute, minute).filter(([a, b]) => a < b),
      { maxLength: 12 },
    )
    .map((pairs) => joined(pairs.map(([start, end]) => ({ start, end }))).map(formatClockRange));

  it('is read back as the same slots', () => {
    fc.assert(
      fc.property(ranges, fc.constantFrom(WEEKDAYS, WEEKENDS), (list, frame) => {
        expect(slots(formatSlots(list), frame)).toBe(formatSlots(list));
      }),
    );
  });
});
