import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { sopSchema, sopSchemaText } from '../../src/sop/sop-schema.ts';
import { teamFile } from './team-file.ts';

const COMMITTED = readFileSync(new URL('../../sop/sop.schema.json', import.meta.url), 'utf8');
const TECHPATH = readFileSync(new URL('../../sop/techpath.yaml', import.meta.url), 'utf8');

const shape = z.fromJSONSchema(JSON.parse(COMMITTED) as Parameters<typeof z.fromJSONSchema>[0]);
const accepts = (text: string) => shape.safeParse(parse(text)).success;

describe('the JSON Schema of SOP files', () => {
  it('in the repository is the one that `sop schema` prints', () => {
    expect(COMMITTED).toBe(sopSchemaText());
  });

  it('accepts the default procedure', () => {
    expect(accepts(TECHPATH)).toBe(true);
    expect(accepts(teamFile())).toBe(true);
  });

  it.each([
    ['an unknown key', 'prefer:', 'perfer:'],
    ['another version', 'sop: 1', 'sop: 2'],
    ['a gap in words', 'minGap: 12h', 'minGap: 12 hours'],
    ['a slot that is none', '"17:00-19:00"', '"5pm-7pm"'],
    ['an unknown key of a variant', '    rules: { courseGap', '    ruls: { courseGap'],
    ['a course without a main interviewer', 'main: [bravo]', 'main: []'],
  ])('refuses %s', (_, from, to) => {
    expect(accepts(teamFile([from, to]))).toBe(false);
  });

  it('says of every key what it means', () => {
    const silent: string[] = [];
    const visit = (schema: unknown, path: string) => {
      if (typeof schema !== 'object' || schema === null) return;
      const { properties } = schema as { properties?: Record<string, { description?: string }> };
      for (const [key, value] of Object.entries(properties ?? {})) {
        if (value.description === undefined) silent.push(`${path}.${key}`);
      }
      for (const [key, value] of Object.entries(schema)) visit(value, `${path}.${key}`);
    };
    visit(sopSchema(), '');
    expect(silent).toEqual([]);
  });
});
