import type { CalendarWork } from '../../src/calendar/calendar.ts';

/** What a process that is killed looks like from inside: nothing after it happens. */
export class Killed extends Error {}

export interface Fate {
  calls: number;
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** Calls through, and dies at the call of a number, before it is carried out or after. */
export function dyingAt<Port extends object>(port: Port, fate: Fate): Port {
  return new Proxy(port, {
    get(target, key) {
      const member = Reflect.get(target, key) as unknown;
      if (typeof member !== 'function') return member;
      if (key === 'during') {
        const during = member as (work: CalendarWork) => Port;
        return (work: CalendarWork) => dyingAt(during.call(target, work), fate);
      }
      return async (...given: unknown[]) => {
        fate.calls += 1;
        // Once dead, always dead: a process does not come back to itself.
        if (fate.calls > fate.at || (fate.calls === fate.at && fate.when === 'before')) throw new Killed();
        const result = await (member as (...all: unknown[]) => unknown).apply(target, given);
        if (fate.calls === fate.at) throw new Killed();
        return result;
      };
    },
  });
}
