import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goesOnGrowing, slopeOf } from '../../bench/soak/growth.ts';

describe('what is measured at the end of each month', () => {
  it('goes on growing where each month adds to it', () => {
    expect(goesOnGrowing([40, 42, 44, 46, 48, 50])).toBe(true);
    expect(goesOnGrowing([40, 43, 42, 45, 46, 49, 51])).toBe(true);
  });

  it('does not where it goes up and down, rose once, or fell', () => {
    expect(goesOnGrowing([42, 40, 44, 41, 43, 40])).toBe(false);
    expect(goesOnGrowing([40, 48, 48, 47, 48, 48])).toBe(false);
    expect(goesOnGrowing([50, 46, 44, 43, 42, 42])).toBe(false);
  });

  it('does not for one month that is off, nor for a growth too small to matter', () => {
    expect(goesOnGrowing([40, 40, 40, 40, 40, 90])).toBe(false);
    expect(goesOnGrowing([40, 40.1, 40.2, 40.3, 40.4, 40.5])).toBe(false);
    expect(goesOnGrowing([3, 4, 4, 5, 5, 5], 5)).toBe(false);
  });

  it('never grows by where it began, and always by a leak that outweighs the noise', () => {
    const noise = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 12 });
    fc.assert(
      fc.property(noise, fc.double({ min: 20, max: 200, noNaN: true }), (off, base) => {
        const leaking = off.map((each, month) => base + each + month * (3 + base / 10));
        expect(goesOnGrowing(leaking)).toBe(true);
        expect(slopeOf(leaking)).toBeGreaterThan(0);
        expect(goesOnGrowing(off.map((each) => base + each / 10))).toBe(false);
      }),
    );
  });
});
