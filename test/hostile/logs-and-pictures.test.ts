import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLog } from '../../src/cli/logger.ts';
import { visible, visibleLines } from '../../src/document/visible.ts';
import { schedulePicture, weeksPicture } from '../../src/picture/picture.ts';
import { lettering, pngOf } from '../../src/picture/png.ts';
import { drawing, mock } from '../picture/scene.ts';
import { nastyText, runs, UNSAFE_TO_SHOW } from './nasty.ts';

describe('Whatever a name or a title holds', () => {
  it('is one line of the log, which means the same and shows nothing raw', () => {
    fc.assert(
      fc.property(nastyText, nastyText, (text, message) => {
        const lines: string[] = [];
        const log = openLog('info', { write: (line: string) => lines.push(line) });
        log.info({ title: text }, message);
        expect(lines).toHaveLength(1);
        const line = (lines[0] ?? '').replace(/\n$/, '');
        expect(line).not.toMatch(UNSAFE_TO_SHOW);
        expect(line).not.toContain('\n');
        expect(JSON.parse(line)).toMatchObject({
          title: text.toWellFormed() === text ? text : expect.any(String),
        });
      }),
      runs(200),
    );
  });

  it('is shown on a terminal without what it would obey; JSON means the same', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(visibleLines(text).replaceAll('\r\n', '\n')).not.toMatch(UNSAFE_TO_SHOW);
        expect(visible(text)).not.toMatch(UNSAFE_TO_SHOW);
        expect(visibleLines(visibleLines(text))).toBe(visibleLines(text));
        expect(JSON.parse(visibleLines(JSON.stringify({ text })))).toEqual({ text });
      }),
      runs(500),
    );
  });

  it('can be drawn', async () => {
    const letters = await lettering();
    await fc.assert(
      fc.asyncProperty(nastyText, nastyText, async (course, name) => {
        const mocks = [mock(course, 1, '2026-12-01T18:00', { interviewer: name })];
        for (const draw of [schedulePicture, weeksPicture]) {
          const picture = draw(drawing(mocks, { title: name, otherTitle: course }), letters);
          expect(picture?.svg).not.toContain('<script');
          expect(await pngOf(picture!)).toBeInstanceOf(Uint8Array);
        }
      }),
      runs(8),
    );
  });
});
