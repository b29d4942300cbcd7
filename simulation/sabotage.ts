import type { Calendar } from '../src/calendar/calendar.ts';
import type { Pace } from '../src/calendar/google/pace.ts';
import type { Procedure } from '../src/sop/model.ts';
import type { Driver } from '../src/store/driver.ts';
import type { Store } from '../src/store/store.ts';
import type { Clock } from '../src/time/clock.ts';

/** What a bug may lay its hands on: each port of a process as it is put together, and the schema. */
export interface Sabotage {
  /** Laid over the schema of the database. */
  readonly sql?: string;
  readonly driver?: (driver: Driver) => Driver;
  readonly store?: (store: Store, tools: Tools) => Store;
  readonly calendar?: (calendar: Calendar) => Calendar;
  readonly procedure?: (procedure: Procedure) => Procedure;
  readonly pace?: (pace: Pace) => Pace;
  readonly newId?: (newId: () => string) => () => string;
}

export interface Tools {
  readonly clock: Clock;
  readonly log: (line: object) => void;
}

/** A port with some methods done otherwise. */
export function withMethods<Port extends object>(port: Port, methods: Partial<Port>): Port {
  return new Proxy(port, {
    get: (target, key) => (key in methods ? Reflect.get(methods, key) : Reflect.get(target, key)),
  });
}
