import { describe, expect, it } from 'vitest';
import { withTables } from '../../bench/documentation.ts';

describe('the page of the bench', () => {
  it('gets the tables between its markers, again and again', () => {
    const page = 'before\n<!-- bench: begin -->\nold\n<!-- bench: end -->\nafter\n';
    const once = withTables(page, '| new |');
    expect(once).toBe('before\n<!-- bench: begin -->\n\n| new |\n\n<!-- bench: end -->\nafter\n');
    expect(withTables(once, '| new |')).toBe(once);
  });

  it('may have several, each between markers of its own', () => {
    const page =
      '<!-- bench: begin -->\nold\n<!-- bench: end -->\n<!-- small: begin -->\nold\n<!-- small: end -->\n';
    expect(withTables(page, '| new |', 'small')).toBe(
      '<!-- bench: begin -->\nold\n<!-- bench: end -->\n<!-- small: begin -->\n\n| new |\n\n<!-- small: end -->\n',
    );
  });

  it('is left alone where a marker is missing', () => {
    expect(() => withTables('no markers', 'tables')).toThrow(/must hold/);
  });
});
