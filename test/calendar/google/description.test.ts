import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDescription, writtenDescription } from '../../../src/calendar/google/description.ts';
import { at, newEvent } from '../builders.ts';
import { openScene } from './scene.ts';

describe('a description in Google Calendar, which may hold HTML', () => {
  it('has no markup that stood in a name', async () => {
    const description = 'Candidate: <a href="https://evil.example.com">Dana</a> & <script>x</script>';
    const scene = await openScene();
    const event = newEvent({ description });
    const made = await scene.calendar.create(event);
    expect(made.description).toBe(description);
    expect(scene.google.events().find(({ id }) => id === event.id)?.description).toBe(
      'Candidate: &lt;a href="https://evil.example.com"&gt;Dana&lt;/a&gt; &amp; &lt;script&gt;x&lt;/script&gt;',
    );
    const later = { ...event, start: at('2026-12-02T18:00'), end: at('2026-12-02T19:00') };
    await scene.calendar.move(later);
    await scene.calendar.move(later);
    expect(scene.methods().filter((method) => method === 'patch')).toHaveLength(1);
  });

  it('is read as it was written, whatever it says', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('&', '<', '>', 'amp;', '&lt;', 'x', '\n')), (parts) => {
        const text = parts.join('');
        expect(readDescription(writtenDescription(text))).toBe(text);
        expect(writtenDescription(text)).not.toMatch(/[<>]/);
      }),
    );
  });
});
