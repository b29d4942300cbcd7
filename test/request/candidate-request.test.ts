import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { candidateRequestFrom, readCandidateRequest, toJson } from '../../src/request/candidate-request.ts';
import type { CandidateRequest, CandidateRequestJson } from '../../src/request/model.ts';
import { DAY_KEYS } from '../../src/sop/read-weekly-slots.ts';

const JSON_REQUEST: CandidateRequestJson = {
  candidate: { name: 'Casey', email: 'casey@example.com', timeZone: 'America/New_York' },
  window: { start: '2026-12-01', end: '2026-12-28' },
  slots: { weekdays: ['18:00-22:00'], weekends: ['10:00-14:00', '20:00-24:00'], timeZone: 'America/Chicago' },
};

/** Any right request. */
const anyRequest: fc.Arbitrary<CandidateRequest> = fc.record({
  candidate: fc.record({
    name: fc.constantFrom('Casey', 'José Ñ', 'שלום', '李 雷', '🙂'),
    email: fc.constantFrom('casey@example.com', 'a.b+c@mail.example.com'),
    timeZone: fc.constantFrom('America/New_York', 'Asia/Tokyo', 'UTC'),
  }),
  window: fc.tuple(fc.nat(4000), fc.nat(365)).map(([from, days]) => {
    const start = Temporal.PlainDate.from('2024-01-01').add({ days: from });
    return { start, end: start.add({ days }) };
  }),
  slots: fc.record({
    timeZone: fc.option(fc.constantFrom('America/Chicago', 'Europe/Berlin')),
    weekly: fc.dictionary(
      fc.constantFrom(...DAY_KEYS),
      fc.uniqueArray(fc.nat(24 * 60), { maxLength: 8 }).map((clocks) => {
        const sorted = clocks.toSorted((a, b) => a - b);
        return Array.from({ length: sorted.length >> 1 }, (_, index) => ({
          start: sorted[2 * index] ?? 0,
          end: sorted[2 * index + 1] ?? 0,
        }));
      }),
      { noNullPrototype: true },
    ),
  }),
});

describe('a request that the queue keeps', () => {
  it('is read back from its JSON', () => {
    expect(toJson(readCandidateRequest(JSON_REQUEST))).toEqual(JSON_REQUEST);
  });

  it('is the same after any number of times to JSON and back', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const json: unknown = JSON.parse(JSON.stringify(toJson(request)));
        const reading = candidateRequestFrom(json);
        if (!reading.ok) throw new Error(JSON.stringify(reading.findings));
        expect(toJson(reading.request)).toEqual(json);
        expect(reading.request.slots).toEqual(request.slots);
        expect(reading.request.candidate).toEqual(request.candidate);
        expect(reading.request.window.start.equals(request.window.start)).toBe(true);
        expect(reading.request.window.end.equals(request.window.end)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('has nothing but what the candidate asks for', () => {
    const reading = candidateRequestFrom({ ...JSON_REQUEST, busy: [] });
    expect(reading.ok ? [] : reading.findings).toEqual([
      { path: 'busy', message: 'unknown key "busy"', expected: 'one of candidate, window, slots' },
    ]);
  });

  it('that cannot be read is told with everything that is wrong, and what to do', () => {
    const wrong = { ...JSON_REQUEST, window: { start: '2026-12-01' }, slots: { weekdays: ['9-5'] } };
    const failure = (() => {
      try {
        return readCandidateRequest(wrong);
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(UserError);
    expect((failure as UserError).message).toContain('window.end: the key "end" is missing');
    expect((failure as UserError).message).toContain('slots.weekdays[0]: "9-5" is not a range of the day');
    expect((failure as UserError).remedy).toContain('Edit the request');
  });

  it('is refused, never crashed over, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(candidateRequestFrom(value).ok).toBe(false);
      }),
    );
  });
});
