import { type Refusal, tooMany } from './refusal.ts';

/** What goes wrong: a refusal in place of the answer, or a connection that closes. */
export type Fault = Refusal | 'closed before' | 'closed after';

interface Planned {
  readonly method: string | null;
  readonly chat: number | null;
  readonly fault: Fault;
  times: number;
}

/** Faults on demand and by rate. */
export class Faults {
  readonly #planned: Planned[] = [];
  readonly #sent = new Map<number, number[]>();
  #rate: { readonly perMinute: number; readonly now: () => Temporal.Instant } | null = null;
  /** Nothing is answered at all. */
  isDown = false;

  /** The next `times` calls that fit meet with this. */
  next(fault: Fault, about: { method?: string; chat?: number; times?: number } = {}): void {
    const { method = null, chat = null, times = 1 } = about;
    this.#planned.push({ method, chat, fault, times });
  }

  /** No chat gets more messages and edits in a minute. */
  limit(perMinute: number, now: () => Temporal.Instant): void {
    this.#rate = { perMinute, now };
  }

  /** What this call meets with, if anything. */
  of(method: string, chat: number | null): Fault | null {
    if (this.isDown) return 'closed before';
    const planned = this.#planned.find(
      (each) =>
        each.times > 0 &&
        (each.method === null || each.method === method) &&
        (each.chat === null || each.chat === chat),
    );
    if (planned !== undefined) {
      planned.times -= 1;
      return planned.fault;
    }
    if (this.#rate === null || chat === null || !/^(?:send|edit)/.test(method)) return null;
    const now = this.#rate.now().epochMilliseconds;
    const recent = (this.#sent.get(chat) ?? []).filter((at) => at > now - 60_000);
    if (recent.length >= this.#rate.perMinute) return tooMany(Math.ceil((recent[0]! + 60_000 - now) / 1_000));
    this.#sent.set(chat, [...recent, now]);
    return null;
  }
}
