/** What can be known of a font without drawing with it. */
export interface Font {
  /** Whether the font has a sign for a code point. */
  has(codePoint: number): boolean;
  /** Width in pixels: the advances of the signs, without kerning and joining, which only make it less. */
  widthOf(text: string, size: number): number;
}

/**
 * Reads widths out of a TrueType file: the tables `cmap` (formats 4 and 12), `hmtx`, `hhea` and `head`
 * of the OpenType specification. Throws a `RangeError` where the file is none.
 */
export function readFont(bytes: Uint8Array): Font {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = tablesOf(view);
  const table = (name: string): number => {
    const offset = tables.get(name);
    if (offset === undefined) throw new RangeError(`The font has no table ${name}.`);
    return offset;
  };
  const unitsPerEm = view.getUint16(table('head') + 18);
  const metrics = view.getUint16(table('hhea') + 34);
  const hmtx = table('hmtx');
  const glyphs = glyphsOf(view, table('cmap'));
  const advance = (codePoint: number) => {
    const glyph = glyphs.get(codePoint) ?? 0;
    return view.getUint16(hmtx + 4 * Math.min(glyph, metrics - 1));
  };
  return {
    has: (codePoint) => glyphs.has(codePoint),
    widthOf(text, size) {
      let units = 0;
      for (const sign of text) units += advance(sign.codePointAt(0)!);
      return (units * size) / unitsPerEm;
    },
  };
}

function tablesOf(view: DataView): Map<string, number> {
  const tables = new Map<string, number>();
  const count = view.getUint16(4);
  for (let index = 0; index < count; index += 1) {
    const at = 12 + 16 * index;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((letter) => view.getUint8(at + letter)));
    tables.set(name, view.getUint32(at + 8));
  }
  return tables;
}

/** Glyph by code point, out of all Unicode subtables. */
function glyphsOf(view: DataView, cmap: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  const count = view.getUint16(cmap + 2);
  for (let index = 0; index < count; index += 1) {
    const record = cmap + 4 + 8 * index;
    const platform = view.getUint16(record);
    if (platform !== 0 && platform !== 3) continue;
    const subtable = cmap + view.getUint32(record + 4);
    const format = view.getUint16(subtable);
    if (format === 4) addSegments(view, subtable, glyphs);
    if (format === 12) addGroups(view, subtable, glyphs);
  }
  return glyphs;
}

function addSegments(view: DataView, at: number, glyphs: Map<number, number>): void {
  const doubled = view.getUint16(at + 6);
  for (let segment = 0; segment < doubled; segment += 2) {
    const end = view.getUint16(at + 14 + segment);
    const start = view.getUint16(at + 16 + doubled + segment);
    const delta = view.getUint16(at + 16 + 2 * doubled + segment);
    const rangeAt = at + 16 + 3 * doubled + segment;
    const range = view.getUint16(rangeAt);
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const found = range === 0 ? code : view.getUint16(rangeAt + range + 2 * (code - start));
      const glyph = found === 0 ? 0 : (found + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
}

function addGroups(view: DataView, at: number, glyphs: Map<number, number>): void {
  const count = view.getUint32(at + 12);
  for (let group = 0; group < count; group += 1) {
    const from = at + 16 + 12 * group;
    const [start, end, first] = [view.getUint32(from), view.getUint32(from + 4), view.getUint32(from + 8)];
    for (let code = start; code <= end; code += 1) glyphs.set(code, first + code - start);
  }
}
