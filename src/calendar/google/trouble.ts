import { z } from 'zod';

/**
 * What went wrong with one request, as far as it may be told. The library's own errors never leave
 * this file: they carry tokens, secrets and the addresses of people.
 */
export interface Trouble {
  /** The HTTP status; null where no answer came. */
  readonly status: number | null;
  /** Google's words for it, or the network's; the chief one first. */
  readonly reasons: readonly string[];
  /** The part of the request that was refused, such as `timeMax`. */
  readonly place: string | null;
  /** The header of that name, as it came. */
  readonly retryAfter: string | null;
}

/** An answer of success that cannot be read: a login page of some proxy, half a body. */
export const GARBAGE: Trouble = { status: 200, reasons: ['garbage'], place: null, retryAfter: null };

/** Reads an error of the library; any other error is a bug of ours and is thrown on. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof Error) || !('config' in error)) throw error;
  const response = 'response' in error ? error.response : undefined;
  if (!isResponse(response)) {
    return { status: null, reasons: told([networkReason(error)]), place: null, retryAfter: null };
  }
  // A success that the library refuses to read, as it announced too much.
  if (response.status < 300) return GARBAGE;
  const { reasons, place } = bodyOf(response.data);
  return {
    status: response.status,
    reasons: told(reasons),
    place: told([place])[0] ?? null,
    retryAfter: response.headers.get('retry-after'),
  };
}

interface Response {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly data?: unknown;
}

function isResponse(value: unknown): value is Response {
  return value instanceof Object && 'status' in value && typeof value.status === 'number';
}

function networkReason(error: Error & { code?: unknown }): string {
  const { code, cause } = error;
  if (cause instanceof Error && 'type' in cause && cause.type === 'max-size') return 'garbage';
  if (code === 'TimeoutError' || code === 'AbortError') return 'timeout';
  if (typeof code === 'string') return code;
  const name = cause instanceof Error ? cause.name : '';
  return name === 'AbortError' || name === 'TimeoutError' ? 'timeout' : 'network';
}

const text = z.string().optional().catch(undefined);
const listOf = <Entry extends z.ZodType>(entry: Entry) => z.array(entry).catch([]);

/** The Calendar's own shape, the one of Google's newer services, and the token endpoint's. */
const Body = z.object({
  error: z.union([
    z.string(),
    z.object({
      errors: listOf(z.object({ reason: text, location: text })),
      details: listOf(z.object({ reason: text })),
      status: text,
    }),
  ]),
});

function bodyOf(data: unknown): { reasons: (string | undefined)[]; place: string | undefined } {
  const body = Body.safeParse(typeof data === 'string' ? parsed(data) : data);
  if (!body.success) return { reasons: [], place: undefined };
  const { error } = body.data;
  if (typeof error === 'string') return { reasons: [error], place: undefined };
  return {
    reasons: [
      ...error.errors.map(({ reason }) => reason),
      ...error.details.map(({ reason }) => reason),
      error.status,
    ],
    place: error.errors[0]?.location,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Only what looks like a name of something: whatever else stands there may be anybody's data. */
function told(words: readonly (string | undefined)[]): string[] {
  return words.filter((word) => word !== undefined).filter((word) => /^[\w.[\]-]{1,60}$/.test(word));
}
