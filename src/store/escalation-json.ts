import type { JsonObject } from './rows.ts';
import type { EscalationInput } from './store.ts';

/** An escalation or a question as the database functions read it. */
export function escalationJson({ code, message, reasons, proposals, facts }: EscalationInput): JsonObject {
  return { ...facts, code, message, reasons, proposals };
}
