import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFault } from '../../src/document/fault.ts';
import type { PlanRequest } from '../../src/request/model.ts';
import { parseRequests } from '../../src/request/parse-requests.ts';
import { CONTEXT, type Edit, onOneLine, PROCEDURE, REQUEST, requestText } from './request-text.ts';

function parsed(text: string, name = 'r.json'): readonly PlanRequest[] {
  const result = parseRequests(text, name, { jsonLines: 'detect' }, CONTEXT);
  if (!result.ok) throw new Error(result.faults.map(formatFault).join('\n'));
  return result.requests;
}

function one(...edits: Edit[]): PlanRequest {
  const [request] = parsed(requestText(...edits));
  if (request === undefined) throw new Error('no request');
  return request;
}

function faultsOf(text: string, name = 'r.json'): string[] {
  const result = parseRequests(text, name, { jsonLines: 'detect' }, CONTEXT);
  return result.ok ? [] : result.faults.map(formatFault);
}

describe('a request', () => {
  it('says who, when, which slots, and what is known of the world', () => {
    const request = one();
    expect(request.candidate).toEqual({
      name: 'Casey',
      email: 'casey@example.com',
      timeZone: 'America/New_York',
    });
    expect([`${request.window.start}`, `${request.window.end}`]).toEqual(['2026-12-01', '2026-12-28']);
    expect(request.slots).toEqual({
      timeZone: null,
      weekly: {
        weekdays: [{ start: 1080, end: 1320 }],
        weekends: [
          { start: 600, end: 840 },
          { start: 1080, end: 1320 },
        ],
      },
    });
    expect(`${request.now}`).toBe('2026-11-23T17:00:00Z');
    expect(
      request.busy.map(({ start, end, ...rest }) => ({ ...rest, start: `${start}`, end: `${end}` })),
    ).toEqual([
      {
        email: 'alpha@example.com',
        kind: 'mock',
        start: '2026-12-03T02:00:00Z',
        end: '2026-12-03T03:30:00Z',
      },
    ]);
    expect(request.unreadable).toEqual(new Set());
  });

  it('is made now where it does not say when', () => {
    expect(one(['  "now": "2026-11-23T09:00:00-08:00",\n', '']).now).toBe(CONTEXT.now);
  });

  it('may leave out who is busy', () => {
    const { busy: _, ...rest } = JSON.parse(REQUEST) as Record<string, unknown>;
    expect(parsed(JSON.stringify(rest))[0]?.busy).toEqual([]);
  });

  it('may name people whose calendars could not be read', () => {
    const { unreadable } = one(['"busy":', '"unreadable": ["Bravo@example.com"],\n  "busy":']);
    expect(unreadable).toEqual(new Set(['bravo@example.com']));
  });

  it('may say which mocks are fixed and which are to be kept, and then the kept ones count first', () => {
    const placed = { course: 'FS1', number: 2, interviewer: 'alpha', start: '2026-12-05T10:00' };
    const fixed = [{ ...placed, end: '2026-12-05T11:30:00-08:00' }];
    const keep = [{ ...placed, number: 1 }];
    const [request] = parsed(JSON.stringify({ ...JSON.parse(REQUEST), fixed, keep }));
    const start = Temporal.Instant.from('2026-12-05T18:00Z');
    const end = Temporal.Instant.from('2026-12-05T19:30Z');
    expect(request?.fixed).toEqual([{ ...placed, start, end }]);
    expect(request?.keep).toEqual([{ ...placed, number: 1, start }]);
    expect(request?.keeping).toBe('first');
    expect(one()).not.toHaveProperty('keeping');
  });

  it('may have mocks fixed or kept with somebody whom the SOP does not have any more', () => {
    const mock = {
      course: 'FS1',
      number: 1,
      interviewer: 'zulu',
      start: '2026-12-05T10:00',
      end: '2026-12-05T11:30',
    };
    const { end: _, ...kept } = { ...mock, number: 2 };
    const text = JSON.stringify({ ...JSON.parse(REQUEST), fixed: [mock], keep: [kept] });
    expect(parseRequests(text, 'r.json', { jsonLines: false }, { ...CONTEXT, procedure: PROCEDURE }).ok).toBe(
      true,
    );
  });

  it('may call the US zones by their short names, and slots may be in a zone of their own', () => {
    const request = one(['"America/New_York"', '"est"'], ['"weekdays"', '"timeZone": "CST", "weekdays"']);
    expect(request.candidate.timeZone).toBe('America/New_York');
    expect(request.slots.timeZone).toBe('America/Chicago');
  });

  it('keeps emails in lower case and names without the blanks around them', () => {
    const request = one(['"Casey"', '" Casey "'], ['"casey@', '" Casey@'], ['"alpha@', '"Alpha@']);
    expect(request.candidate).toMatchObject({ name: 'Casey', email: 'casey@example.com' });
    expect(request.busy[0]?.email).toBe('alpha@example.com');
  });

  it('means the time of the procedure’s zone where a time has no offset', () => {
    const request = one(['19:30:00-08:00', '19:30'], ['23T09:00:00-08:00', '23T09:00']);
    expect(`${request.busy[0]?.end}`).toBe('2026-12-03T03:30:00Z');
    expect(`${request.now}`).toBe('2026-11-23T17:00:00Z');
  });

  it('may have a window of 366 days, and of one', () => {
    expect(one(['2026-12-28', '2027-12-01']).window.end.toString()).toBe('2027-12-01');
    expect(one(['2026-12-28', '2026-12-01']).window.end.toString()).toBe('2026-12-01');
  });

  it('may have no slots on some days, or none at all', () => {
    expect(one(['["18:00-22:00"]', '[]']).slots.weekly.weekdays).toEqual([]);
    expect(one([REQUEST.match(/"slots": \{[^}]*\}/)?.[0] ?? '', '"slots": {}']).slots.weekly).toEqual({});
  });
});

/** Where in the edited text a fault is expected. */
const HERE = '‸';

describe('a request with', () => {
  it.each([
    [
      'an unknown key',
      '"busy": [',
      '‸"bussy": [',
      'unknown key "bussy", expected one of candidate, window, slots, now, busy, unreadable, fixed, keep (did you mean "busy"?)',
    ],
    [
      'a misspelt key of the candidate',
      '"timeZone":',
      '‸"timezone": "EST", "timeZone":',
      'unknown key "timezone", expected one of name, email, timeZone (did you mean "timeZone"?)',
    ],
    [
      'no email',
      '"email": "casey@example.com", ',
      '',
      'the key "email" is missing, expected an email address such as name@example.com',
    ],
    ['no name to show', '"Casey"', '‸"  "', 'the name is empty, expected a name to show'],
    [
      'a name of two lines',
      '"Casey"',
      '‸"Casey\\nBcc"',
      'the name has line breaks or control characters in it, expected a name to show',
    ],
    [
      'an endless name',
      '"Casey"',
      `‸"${'x'.repeat(5000)}"`,
      'the name has 5000 characters, more than 200, expected a name to show',
    ],
    [
      'an email that is none',
      '"casey@example.com"',
      '‸"casey at example.com"',
      '"casey at example.com" is no email address, expected an email address such as name@example.com',
    ],
    [
      'a zone nobody knows',
      '"America/New_York"',
      '‸"America/NewYork"',
      '"America/NewYork" is no time zone, expected a time zone such as America/New_York or EST (did you mean "America/New_York"?)',
    ],
    [
      'an offset for a zone',
      '"America/New_York"',
      '‸"-05:00"',
      '"-05:00" is no time zone, expected a time zone such as America/New_York or EST',
    ],
    [
      'a window that ends before it starts',
      '"2026-12-28"',
      '‸"2026-11-30"',
      'the window ends on 2026-11-30, before it starts on 2026-12-01, expected an end that is not before the start',
    ],
    [
      'a window of more than a year',
      '"2026-12-28"',
      '‸"2027-12-02"',
      'the window has 367 days, expected at most 366',
    ],
    [
      'a day that does not exist',
      '"2026-12-28"',
      '‸"2026-12-32"',
      '"2026-12-32" is no day of the calendar, expected a date such as 2026-12-01',
    ],
    [
      'a date in another form',
      '"2026-12-28"',
      '‸"28 Dec"',
      '"28 Dec" is no date, expected a date such as 2026-12-01',
    ],
    [
      'a number for a date',
      '"2026-12-28"',
      '‸20261228',
      'end is the number 20261228, expected a date such as 2026-12-01',
    ],
    [
      'a misspelt day',
      '"weekends"',
      '‸"weekend"',
      'unknown key "weekend", expected one of everyday, weekdays, weekends, monday, tuesday, wednesday, thursday, friday, saturday, sunday, timeZone (did you mean "weekends"?)',
    ],
    [
      'a slot that ends before it begins',
      '"18:00-22:00"]',
      '‸"22:00-18:00"]',
      '"22:00-18:00" ends before it begins, expected an end after its start, such as "18:00-22:00"',
    ],
    [
      'slots that overlap',
      '"18:00-22:00"]',
      '"18:00-22:00", ‸"21:00-23:00"]',
      '"21:00-23:00" overlaps "18:00-22:00", expected ranges of a day that touch at most',
    ],
    [
      'a slot of another kind',
      '"18:00-22:00"]',
      '‸18]',
      'weekdays[0] is the number 18, expected a range such as "18:00-22:00"',
    ],
    [
      'a slot without a list',
      '["18:00-22:00"]',
      '‸"18:00-22:00"',
      'weekdays is the text "18:00-22:00", expected a list of ranges such as ["18:00-22:00"]',
    ],
    [
      'a zone of slots nobody knows',
      '"weekdays"',
      '"timeZone": ‸"Mars", "weekdays"',
      '"Mars" is no time zone, expected a time zone such as America/New_York or EST',
    ],
    [
      'a time of now that is none',
      '"2026-11-23T09:00:00-08:00"',
      '‸"yesterday"',
      '"yesterday" is no instant, expected an instant such as 2026-12-02T18:00:00-08:00; without an offset it is America/Los_Angeles time',
    ],
    [
      'a busy time that does not end after its start',
      '"2026-12-02T19:30:00-08:00"',
      '‸"2026-12-02T18:00:00-08:00"',
      'the busy time ends 2026-12-02T18:00:00-08:00, not after its start 2026-12-02T18:00:00-08:00, expected an end after the start',
    ],
    [
      'a busy time at an hour that does not exist',
      '"2026-12-02T19:30:00-08:00"',
      '‸"2026-12-02T25:30:00-08:00"',
      '"2026-12-02T25:30:00-08:00" is no instant, expected an instant such as 2026-12-02T18:00:00-08:00; without an offset it is America/Los_Angeles time',
    ],
    [
      'a busy time of nobody',
      '"alpha@example.com"',
      '‸"alpha"',
      '"alpha" is no email address, expected an email address such as name@example.com',
    ],
    [
      'a busy time of an unknown kind',
      '"mock"',
      '‸"mok"',
      'kind is the text "mok", expected mock or other (did you mean "mock"?)',
    ],
    [
      'a busy time that says more',
      '"kind"',
      '‸"knid": 1, "kind"',
      'unknown key "knid", expected one of email, start, end, kind (did you mean "kind"?)',
    ],
    [
      'busy times that are no list',
      '"busy": [',
      '"busy": ‸null, "unreadable": [',
      'busy is nothing, expected a list of busy times',
    ],
  ])('%s is refused at that place', (_, from, to, fault) => {
    const edited = requestText([from, to]);
    const marked = edited.includes(HERE) ? edited : edited.replace('"candidate"', '‸"candidate"');
    const before = marked.slice(0, marked.indexOf(HERE)).split('\n');
    const faults = faultsOf(marked.replace(HERE, ''));
    expect(faults[0]).toBe(`r.json:${before.length}:${(before.at(-1) ?? '').length + 1}: ${fault}`);
    if (!to.includes('unreadable')) expect(faults).toHaveLength(1);
  });

  const A2 =
    '{ "course": "FS1", "number": 2, "start": "2026-12-05T10:00", "end": "2026-12-05T11:30", "interviewer": "alpha" }';
  const B1 = '{ "course": "Own", "number": 1, "start": "2026-12-07T10:00", "interviewer": "echo" }';
  const placed = (fixed: string, keep = '[]') =>
    requestText(['"busy":', `"fixed": ${fixed}, "keep": ${keep},\n  "busy":`]);
  const OF = 'course, number, start, end, interviewer';

  it.each([
    [
      'fixed mocks that are no list',
      '‸{}',
      `fixed is an empty map, expected a list of mocks, each with ${OF}`,
    ],
    ['a fixed mock that is none', '[‸"FS1"]', `fixed[0] is the text "FS1", expected a map with ${OF}`],
    [
      'a fixed mock that says more',
      `[${A2.replace('"course"', '‸"corse": 1, "course"')}]`,
      `unknown key "corse", expected one of ${OF} (did you mean "course"?)`,
    ],
    [
      'a fixed mock without its end',
      `[‸${A2.replace('"end": "2026-12-05T11:30", ', '')}]`,
      'the key "end" is missing, expected an instant such as 2026-12-02T18:00:00-08:00; without an offset it is America/Los_Angeles time',
    ],
    [
      'a fixed mock that ends before it starts',
      `[${A2.replace('"2026-12-05T11:30"', '‸"2026-12-05T09:30"')}]`,
      'the mock ends 2026-12-05T09:30, not after its start 2026-12-05T10:00, expected an end after the start',
    ],
    [
      'a fixed mock of a course that the SOP does not have',
      `[${A2.replace('"FS1"', '‸"FS7"')}]`,
      'the SOP has no course "FS7", expected one of FS1, Own (did you mean "FS1"?)',
    ],
    [
      'a fixed mock that its course does not have',
      `[${A2.replace('2,', '‸3,')}]`,
      'the SOP has no FS1 Mock3, expected a whole number from 1 to 2',
    ],
    [
      'a number that is none',
      `[${A2.replace('2,', '‸1.5,')}]`,
      'number is 1.5, expected a whole number from 1 to 2',
    ],
    [
      'a number in quotes',
      `[${A2.replace('2,', '‸"2",')}]`,
      'number is the text "2", expected a whole number from 1 to 2',
    ],
    [
      'an interviewer by name',
      `[${A2.replace('"alpha"', '‸"Alpha Jones"')}]`,
      '"Alpha Jones" is no id of an interviewer, expected an interviewer\'s id, such as alpha',
    ],
    [
      'a mock that is fixed twice',
      `[${A2}, ‸${A2}]`,
      'FS1 Mock2 is here a second time, expected each mock at most once',
    ],
  ])('%s is refused at that place', (_, fixed, fault) => {
    expectFault(placed(fixed), fault);
  });

  it('a mock that is fixed and to be kept, or kept twice, is refused', () => {
    const kept = A2.replace('"end": "2026-12-05T11:30", ', '');
    expectFault(
      placed(`[${A2}]`, `[‸${kept}]`),
      'FS1 Mock2 is fixed already, expected each mock at most once',
    );
    expectFault(
      placed('[]', `[${B1}, ‸${B1}]`),
      'Own Mock1 is here a second time, expected each mock at most once',
    );
  });

  function expectFault(text: string, fault: string) {
    const before = text.slice(0, text.indexOf(HERE)).split('\n');
    const result = parseRequests(
      text.replace(HERE, ''),
      'r.json',
      { jsonLines: 'detect' },
      { ...CONTEXT, procedure: PROCEDURE },
    );
    expect(result.ok ? [] : result.faults.map(formatFault)).toEqual([
      `r.json:${before.length}:${(before.at(-1) ?? '').length + 1}: ${fault}`,
    ]);
  }

  it('a misspelt key is not told that it lacks the key', () => {
    expect(faultsOf(requestText(['"email": "casey', '"emial": "casey']))).toEqual([
      'r.json:2:35: unknown key "emial", expected one of name, email, timeZone (did you mean "email"?)',
    ]);
  });

  it('several faults is told all of them', () => {
    expect(
      faultsOf(
        requestText(
          ['"casey@', '"casey'],
          ['2026-12-01', '2026-13-01'],
          ['18:00-22:00', '18-22'],
          ['mock', 'x'],
        ),
      ),
    ).toEqual([
      expect.stringMatching(/^r\.json:2:\d+: "caseyexample\.com" is no email/),
      expect.stringMatching(/^r\.json:3:\d+: "2026-13-01" is no day/),
      expect.stringMatching(/^r\.json:4:\d+: "18-22" is not a range/),
      expect.stringMatching(/^r\.json:7:\d+: kind is the text "x"/),
    ]);
  });

  it('wrong JSON is refused where it is wrong', () => {
    expect(faultsOf(requestText(['"end": "2026-12-28"', '"end" "2026-12-28"']))).toEqual([
      'r.json:3:44: found "\\"", expected ":"',
    ]);
  });

  it('a list, or nothing, in place of a map is refused', () => {
    expect(faultsOf(`[${REQUEST}]`)).toEqual([
      'r.json:1:1: the file is a list, expected a map with candidate, window and slots',
    ]);
    expect(faultsOf('')).toEqual(['r.json:1:1: the text ends here, expected a value']);
  });
});

describe('a file with one request per line', () => {
  const line = onOneLine(REQUEST);

  it('holds as many requests as lines that are not blank', () => {
    expect(parsed(`${line}\n\n${line}\r\n${line}`, 'r.jsonl')).toHaveLength(3);
  });

  it('is known by its name, and on standard input by its lines', () => {
    expect(parsed(line, 'r.jsonl')).toHaveLength(1);
    expect(parsed(`${line}\n${line}\n`, '-')).toHaveLength(2);
    expect(parsed(REQUEST, '-')).toHaveLength(1);
  });

  it('is refused whole, with the line of each fault', () => {
    const wrong = onOneLine(requestText(['mock', 'mok']));
    expect(
      faultsOf(`${line}\n${wrong}\n\n{ "candidate": tru }\n{ "window": 1, "window": 2 }\n`, '-'),
    ).toEqual([
      `-:2:${wrong.indexOf('"mok"') + 1}: kind is the text "mok", expected mock or other (did you mean "mock"?)`,
      '-:4:16: found "tru", expected a value',
      '-:5:16: the key "window" is written twice, expected each key once',
    ]);
  });

  it('is refused where it is empty', () => {
    expect(faultsOf('\n \n', 'r.jsonl')).toEqual([
      'r.jsonl:1:1: the file is empty, expected a request per line',
    ]);
  });

  it('that is one request over several lines is not taken apart', () => {
    expect(faultsOf(requestText(['"end"', 'end']), '-')).toEqual([
      '-:3:38: found "end", expected a key in double quotes',
    ]);
  });

  it('with 200 requests of 300 busy times each is read in about a second at most', () => {
    const busy = Array.from({ length: 300 }, (_, index) => ({
      email: `p${index % 8}@example.com`,
      start: `2026-12-${String((index % 28) + 1).padStart(2, '0')}T18:00:00-08:00`,
      end: '2027-01-01T00:00:00Z',
      kind: 'other',
    }));
    const text = `${JSON.stringify({ ...JSON.parse(REQUEST), busy })}\n`.repeat(200);
    const started = performance.now();
    expect(parsed(text, 'r.jsonl')[199]?.busy).toHaveLength(300);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('no request crashes the reader', () => {
  it('whatever characters are cut out of or typed into it', () => {
    fc.assert(
      fc.property(fc.nat(REQUEST.length), fc.nat(5), fc.string({ maxLength: 4 }), (at, cut, typed) => {
        const text = REQUEST.slice(0, at) + typed + REQUEST.slice(at + cut);
        for (const fault of faultsOf(text)) expect(fault).toMatch(/^r\.json:\d+:\d+: \S/);
      }),
      { numRuns: 500 },
    );
  });

  it('whatever JSON stands in place of one of its parts', () => {
    const keys = ['candidate', 'window', 'slots', 'now', 'busy', 'unreadable', '__proto__'];
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        const part = `${JSON.stringify(key)}:${JSON.stringify(value)}`;
        const others = Object.entries(JSON.parse(REQUEST) as Record<string, unknown>)
          .filter(([other]) => other !== key)
          .map((entry) => `${JSON.stringify(entry[0])}:${JSON.stringify(entry[1])}`);
        for (const fault of faultsOf(`{${[part, ...others].join()}}`))
          expect(fault).toMatch(/^r\.json:1:\d+: \S/);
      }),
      { numRuns: 500 },
    );
  });
});
