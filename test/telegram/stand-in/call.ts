import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

export type Payload = Readonly<Record<string, unknown>>;

export interface UploadedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** One call of a method of the Bot API, whether it came as JSON or as a form with files. */
export interface Call {
  readonly method: string;
  readonly payload: Payload;
  /** By the name of the part, which a field names as `attach://…`. */
  readonly files: ReadonlyMap<string, UploadedFile>;
}

/** Null where the caller was gone before all of it was sent: then nothing was asked for. */
export async function readCall(request: IncomingMessage, method: string): Promise<Call | null> {
  const body = await buffer(request).catch(() => null);
  if (body === null) return null;
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) {
    const payload = body.length === 0 ? {} : (JSON.parse(body.toString()) as Payload);
    return { method, payload, files: new Map() };
  }
  const form = await new Response(quoted(body), { headers: { 'content-type': type } }).formData();
  const payload: Record<string, unknown> = {};
  const files = new Map<string, UploadedFile>();
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') payload[name] = plainValue(value);
    else files.set(name, { name: value.name, type: value.type, bytes: await value.bytes() });
  }
  return { method, payload, files };
}

/**
 * grammY writes file names without quotes, which the Bot API takes in any script, and the parser of Node in ASCII
 * only. Read as Latin-1, every byte stays what it is.
 */
function quoted(body: Buffer): Buffer {
  const named = /^(content-disposition:form-data;name="[^"\r\n]*";filename=)([^"\r\n]+)\r$/gm;
  return Buffer.from(body.toString('latin1').replace(named, '$1"$2"\r'), 'latin1');
}

/** Fields of a form are text; those that are JSON are read as such, as the Bot API does. */
function plainValue(text: string): unknown {
  if (!/^(?:[[{]|-?\d+$|true$|false$)/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
