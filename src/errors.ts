/** Exit codes: 0 success, 1 a fault the user can mend, 2 infeasible (only `plan`), 70 our own bug. */
export const EXIT = { ok: 0, fault: 1, infeasible: 2, bug: 70 } as const;

/**
 * Something the reader can mend: what happened and where, and what to do next. Shown without a
 * stack trace. Messages never hold secrets.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly remedy: string | undefined;

  constructor(message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.remedy = options.remedy;
  }
}
