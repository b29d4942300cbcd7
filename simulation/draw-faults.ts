import type { Chance } from './chance.ts';
import type { Fault, Link, Mishap } from './faults.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const REFUSALS: Readonly<Record<Link, readonly (readonly [number, string, number | null])[]>> = {
  google: [
    [403, 'rateLimitExceeded', null],
    [403, 'rateLimitExceeded', null],
    [403, 'userRateLimitExceeded', null],
    [429, 'rateLimitExceeded', 20],
    [403, 'quotaExceeded', null],
    [403, 'dailyLimitExceeded', null],
    [500, 'backendError', null],
    [503, 'backendError', 10],
    [401, 'authError', null],
    [404, 'notFound', null],
    [410, 'deleted', null],
    [409, 'duplicate', null],
    [403, 'forbidden', null],
    [400, 'invalid', null],
  ],
  telegram: [
    [429, 'Too Many Requests: retry after 3', 3],
    [429, 'Too Many Requests: retry after 30', 30],
    [500, 'Internal Server Error', null],
    [502, 'Bad Gateway', null],
  ],
  store: [
    [0, '40001', null],
    [0, '57P03', null],
    [0, '55P03', null],
    [0, 'HTTP 503', null],
  ],
};

const RARE: readonly Pick<Fault, 'link' | 'mishap'>[] = [
  { link: 'store', mishap: { kind: 'refused', status: 0, reason: '40P01', retryAfter: null } },
  { link: 'telegram', mishap: { kind: 'garbage' } },
];

/** Faults by chance, most of them soon after something has begun to happen. */
export function drawFaults(chance: Chance, moments: readonly number[], processes: number): Fault[] {
  const common = Array.from({ length: chance.among([0, 1, 2, 3, 4, 6, 10]) }, (_, id): Fault => {
    const link = chance.weighted({ google: 5, store: 4, telegram: 2 });
    const isOutage = link === 'store' && chance.happens(0.3);
    const at = drawMoment(chance, moments);
    const mishap: Mishap = isOutage ? { kind: 'request lost', reset: true } : drawMishap(chance, link);
    const reach = drawReach(chance, processes);
    return { id, at, link, mishap, ...reach, share: isOutage ? 1 : drawShare(chance) };
  });
  // A chance of its own: with it or without it, a seed has the same common faults.
  const rare = chance.split('rare');
  const count = rare.happens(0.3) ? rare.whole(1, 3) : 0;
  return [
    ...common,
    ...Array.from({ length: count }, (_, index): Fault => {
      const at = drawMoment(rare, moments);
      const reach = drawReach(rare, processes);
      return { id: common.length + index, at, ...reach, share: drawShare(rare), ...rare.among(RARE) };
    }),
  ];
}

function drawMoment(chance: Chance, moments: readonly number[]): number {
  return Math.max(0, chance.among(moments) + chance.whole(-5, 60) * SECOND);
}

function drawReach(chance: Chance, processes: number): Pick<Fault, 'forMs' | 'process'> {
  return {
    forMs: chance.among([3 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE]) * (0.5 + chance.next()),
    process: chance.happens(0.2) ? chance.whole(0, processes - 1) : null,
  };
}

function drawShare(chance: Chance): number {
  return chance.among([0.1, 0.2, 0.4, 1]);
}

function drawMishap(chance: Chance, link: Link): Mishap {
  const kind = chance.weighted({
    refused: 5,
    'request lost': 2,
    'answer lost': 3,
    'request late': link === 'google' ? 1 : 0,
    slow: 2,
    garbage: link === 'google' ? 1 : 0,
  });
  switch (kind) {
    case 'refused': {
      const [status, reason, retryAfter] = chance.among(REFUSALS[link]);
      return { kind, status, reason, retryAfter };
    }
    case 'request lost':
    case 'answer lost':
      return { kind, reset: chance.happens(0.7) };
    case 'request late':
      return { kind, byMs: chance.whole(1, 20) * SECOND };
    case 'slow':
      return { kind, byMs: chance.among([SECOND, 5 * SECOND, 20 * SECOND, 40 * SECOND]) };
    case 'garbage':
      return { kind };
  }
}
