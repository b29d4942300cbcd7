import { type Desk, dayIn, weekIn } from './desk.ts';
import type { Claim } from './placement.ts';
import type { PlanWeight } from './weights.ts';

/** Claims on one interviewer's time as a candidate sees them, with the caps that they fill. */
export class ClaimedPerson {
  readonly person: number;
  readonly #desk: Desk;
  readonly #claims: readonly Claim[];
  readonly #byDay: ReadonlyMap<number, readonly Claim[]>;
  readonly #byWeek: ReadonlyMap<number, readonly Claim[]>;

  constructor(desk: Desk, person: number, claims: readonly Claim[]) {
    this.person = person;
    this.#desk = desk;
    this.#claims = claims.toSorted((a, b) => a.start - b.start);
    const mocks = claims.filter(({ kind }) => kind === 'mock');
    this.#byDay = Map.groupBy(mocks, ({ day }) => day);
    this.#byWeek = Map.groupBy(mocks, ({ day }) => weekIn(desk, day));
  }

  /**
   * For each of some rising prices, by start: the minutes from it for which this interviewer can be
   * had if plans worth no more than that price give way. Two claims of the same plan count twice,
   * which errs on the dear side.
   */
  roomAtPrices(prices: readonly number[], weightOf: PlanWeight): Int32Array[] {
    const { starts, people, sop } = this.#desk.problem;
    const { room: alone } = people[this.person]!;
    const buffer = sop.rules.interviewerBuffer;
    const rooms = prices.map(() => new Int32Array(starts.count));
    const priceOfDay = this.#desk.problem.days.map((_, day) => this.#capPrice(day, weightOf));
    let first = 0;
    for (let at = 0; at < starts.count; at += 1) {
      const from = starts.minute[at]!;
      const to = from + alone[at]!;
      if (to === from) continue;
      while (first < this.#claims.length && this.#claims[first]!.end + buffer <= from) first += 1;
      let next = first;
      let paid = 0;
      for (const [index, price] of prices.entries()) {
        if (priceOfDay[starts.day[at]!]! > price) continue;
        let end = to;
        for (; next < this.#claims.length; next += 1) {
          const claim = this.#claims[next]!;
          if (claim.end + buffer <= from) continue;
          if (claim.start - buffer >= to) break;
          const more = paid + weightOf(claim.owner);
          if (more > price) {
            end = Math.max(from, claim.start - buffer);
            break;
          }
          paid = more;
        }
        rooms[index]![at] = end - from;
      }
    }
    return rooms;
  }

  /** Owners who would have to give way to a mock of `[start, end)` for its time alone. */
  inTheWay(start: number, end: number): number[] {
    const buffer = this.#desk.problem.sop.rules.interviewerBuffer;
    return this.#claims
      .filter((claim) => claim.start - buffer < end && claim.end + buffer > start)
      .map(({ owner }) => owner);
  }

  /** Of those who fill the caps of a day, the cheapest who would have to give way too, so that there is room for `mocks` more. */
  overCaps(day: number, mocks: number, gone: ReadonlySet<number>, weightOf: PlanWeight): number[] {
    const { dayLeft, weekLeft } = this.#desk.problem.people[this.person]!;
    const week = weekIn(this.#desk, day);
    const left = dayLeft[dayIn(this.#desk, day)!]!;
    const ofDay = cheapestOver(this.#byDay.get(day) ?? [], left - mocks, gone, weightOf);
    const still = new Set([...gone, ...ofDay]);
    return [
      ...ofDay,
      ...cheapestOver(this.#byWeek.get(week) ?? [], weekLeft[week]! - mocks, still, weightOf),
    ];
  }

  #capPrice(day: number, weightOf: PlanWeight): number {
    const { dayLeft, weekLeft } = this.#desk.problem.people[this.person]!;
    const week = weekIn(this.#desk, this.#desk.firstDay + day);
    const ofDay = this.#byDay.get(this.#desk.firstDay + day) ?? [];
    const ofWeek = this.#byWeek.get(week) ?? [];
    return Math.max(
      ofDay.length >= dayLeft[day]! ? least(ofDay, weightOf) : 0,
      ofWeek.length >= weekLeft[week]! ? least(ofWeek, weightOf) : 0,
    );
  }
}

function least(claims: readonly Claim[], weightOf: PlanWeight): number {
  return claims.reduce((price, { owner }) => Math.min(price, weightOf(owner)), Number.POSITIVE_INFINITY);
}

/** The cheapest owners without whom at most `left` of the claims remain. */
function cheapestOver(
  claims: readonly Claim[],
  left: number,
  gone: ReadonlySet<number>,
  weightOf: PlanWeight,
): number[] {
  const remaining = claims.filter(({ owner }) => !gone.has(owner));
  const owners = remaining.map(({ owner }) => owner).sort((a, b) => weightOf(a) - weightOf(b) || a - b);
  return owners.slice(0, Math.max(0, remaining.length - Math.max(0, left)));
}
