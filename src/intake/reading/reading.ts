/** What a text was understood as, or why it was not. */
export type Reading<T> = { readonly ok: true; readonly value: T } | Refusal;

export interface Refusal {
  readonly ok: false;
  /** For people: what is wrong, and an example of what is right. */
  readonly why: string;
  /** Answers that may have been meant. */
  readonly suggestions: readonly string[];
}

export function understood<T>(value: T): Reading<T> {
  return { ok: true, value };
}

export function refused(why: string, suggestions: readonly string[] = []): Refusal {
  return { ok: false, why, suggestions };
}
