/** The Bot API says no: `{ ok: false, error_code, description, parameters }`. */
export class Refusal extends Error {
  readonly code: number;
  readonly parameters: { retry_after?: number; migrate_to_chat_id?: number };

  constructor(code: number, description: string, parameters: Refusal['parameters'] = {}) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export const badRequest = (why: string) => new Refusal(400, `Bad Request: ${why}`);
export const forbidden = (why: string) => new Refusal(403, `Forbidden: ${why}`);
export const tooMany = (seconds: number) =>
  new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
