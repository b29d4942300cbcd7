/**
 * What a partial plan has used up of limits that a next mock must know of: how many mocks a tracked
 * interviewer gave that day and that week, how many the candidate had that day, and how long a
 * tracked interviewer must still be left alone. Loads are interned: equal loads are one number.
 */
export interface Load {
  readonly day: ReadonlyMap<number, number>;
  readonly week: ReadonlyMap<number, number>;
  readonly candidateDay: number;
  /** Minutes from the end of the last mock until an interviewer's buffer is over. */
  readonly release: ReadonlyMap<number, number>;
}

/** Which limits are tracked; people are indices. What is not tracked is not part of a load. */
export interface Tracked {
  readonly day: ReadonlySet<number>;
  readonly week: ReadonlySet<number>;
  readonly candidateDay: boolean;
  readonly buffer: ReadonlySet<number>;
}

export const NOTHING_TRACKED: Tracked = {
  day: new Set(),
  week: new Set(),
  candidateDay: false,
  buffer: new Set(),
};

/** Nobody in particular: some interviewer whose limits are not tracked. */
export const ANY_UNTRACKED = -1;

/** Whoever gives a fixed mock: what it takes of limits and buffers is taken from them beforehand. */
export const GIVEN = -2;

/** The load of an empty plan, and of one whose mocks no longer matter. */
export const EMPTY_LOAD = 0;

/** How much of a load is left at a later start: of the same day, of the same week, or of neither. */
export type Era = 'day' | 'week' | 'far';

export class Loads {
  readonly #tracked: Tracked;
  readonly #buffer: number;
  readonly #loads: Load[] = [];
  readonly #ids = new Map<string, number>();
  readonly #memo = new Map<string, number>();

  constructor(tracked: Tracked, buffer: number) {
    this.#tracked = tracked;
    this.#buffer = buffer;
    this.#intern({ day: new Map(), week: new Map(), candidateDay: 0, release: new Map() });
  }

  get(id: number): Load {
    return this.#loads[id]!;
  }

  /** The load as a start sees it that comes `gap` minutes after the last mock's end, in a given era. */
  atStart(id: number, era: Era, gap: number): number {
    if (id === EMPTY_LOAD) return id;
    // Beyond the buffer every gap is the same, which keeps the memo small.
    const elapsed = Math.min(gap, this.#buffer);
    return this.#remember(`s${id},${era},${elapsed}`, () => {
      const load = this.get(id);
      return {
        day: era === 'day' ? load.day : new Map(),
        week: era === 'far' ? new Map() : load.week,
        candidateDay: era === 'day' ? load.candidateDay : 0,
        release: shortened(load.release, elapsed),
      };
    });
  }

  /** The load after a mock of `length` minutes given by `person`, from the load at its start. */
  afterMock(id: number, person: number, length: number): number {
    return this.#remember(`m${id},${person},${length}`, () => {
      const load = this.get(id);
      const release = shortened(load.release, length);
      if (this.#tracked.buffer.has(person)) release.set(person, this.#buffer);
      return {
        day: this.#tracked.day.has(person) ? plusOne(load.day, person) : load.day,
        week: this.#tracked.week.has(person) ? plusOne(load.week, person) : load.week,
        candidateDay:
          this.#tracked.candidateDay && person !== GIVEN ? load.candidateDay + 1 : load.candidateDay,
        release,
      };
    });
  }

  #remember(question: string, answer: () => Load): number {
    let id = this.#memo.get(question);
    if (id === undefined) {
      id = this.#intern(answer());
      this.#memo.set(question, id);
    }
    return id;
  }

  #intern(load: Load): number {
    const text = [load.day, load.week, load.release].map(sortedText).join('|');
    const key = `${text}|${load.candidateDay}`;
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#loads.length;
      this.#loads.push(load);
      this.#ids.set(key, id);
    }
    return id;
  }
}

function plusOne(counts: ReadonlyMap<number, number>, person: number): Map<number, number> {
  return new Map(counts).set(person, (counts.get(person) ?? 0) + 1);
}

function shortened(release: ReadonlyMap<number, number>, minutes: number): Map<number, number> {
  return new Map(
    [...release].map(([person, left]) => [person, left - minutes] as const).filter(([, left]) => left > 0),
  );
}

function sortedText(counts: ReadonlyMap<number, number>): string {
  return [...counts].sort(([a], [b]) => a - b).join(';');
}
