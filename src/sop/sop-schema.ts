import { z } from 'zod';
import { fileShape } from './variant-shape.ts';

/**
 * The JSON Schema (2020-12) of an SOP file, for editors that complete and check while one types.
 * It knows the shape; what goes together with what, only `loadSop` knows.
 */
export function sopSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(fileShape, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    title: 'Standard operating procedure for mock interviews',
    description: 'The rules and people by which mock-scheduler plans, version 1.',
    ...schema,
  };
}

/** The schema as the text of `sop/sop.schema.json`. */
export function sopSchemaText(): string {
  return `${JSON.stringify(sopSchema(), null, 2)}\n`;
}
