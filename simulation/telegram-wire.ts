export type Payload = Readonly<Record<string, unknown>>;

/** What the Bot API answers where it refuses. */
export function refusal(code: number, description: string, parameters: object = {}): object {
  return { ok: false, error_code: code, description, parameters };
}

/** The little of a response that grammY reads. */
/** What a proxy or a portal may answer in Telegram's place: JSON, and not the Bot API's. */
export const GARBAGE: readonly (object | null)[] = [
  null,
  [],
  {},
  { ok: 'yes' },
  { ok: true },
  { ok: true, result: '<html>' },
  { ok: false, error_code: 'none' },
  { error: 'Bad Gateway' },
];

export function asResponse(body: object | null): { json: () => Promise<object> } {
  const text = JSON.stringify(body);
  return { json: async () => JSON.parse(text) as object };
}

/** JSON as it is sent; of a form with files only its short fields. */
export async function payloadOf(body: unknown): Promise<Payload> {
  if (body === undefined || body === null) return {};
  if (typeof body === 'string') return JSON.parse(body) as Payload;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('latin1');
  const fields = text.matchAll(/name="([^"]+)"\r\n\r\n([^\r]*)\r\n/g);
  return Object.fromEntries([...fields].map(([, name, value]) => [name!, value!]));
}

/** Files are of no interest here beyond that there is one. */
export function filesOf(payload: Payload) {
  const file = { name: 'file', type: 'application/octet-stream', bytes: new Uint8Array([1]) };
  const names = ['photo', 'document'].flatMap((field) => {
    const named = payload[field];
    return typeof named === 'string' ? [named.replace(/^attach:\/\//, '')] : [];
  });
  return new Map(names.map((name) => [name, file]));
}
