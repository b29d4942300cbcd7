import { readFile, writeFile } from 'node:fs/promises';

/** What people do in their calendar: the file of a local calendar, edited by hand. */
export class Hands {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async answer(eventId: string, email: string, answer: 'ACCEPTED' | 'DECLINED' | 'TENTATIVE'): Promise<void> {
    await this.#edit(eventId, (line) =>
      line.startsWith('ATTENDEE') && line.endsWith(`mailto:${email}`)
        ? line.replace(/PARTSTAT=[A-Z-]+/, `PARTSTAT=${answer}`)
        : line,
    );
  }

  async drag(eventId: string, start: Temporal.Instant, end: Temporal.Instant): Promise<void> {
    await this.#edit(eventId, (line) => {
      if (line.startsWith('DTSTART')) return `DTSTART:${stamp(start)}`;
      return line.startsWith('DTEND') ? `DTEND:${stamp(end)}` : line;
    });
  }

  async retitle(eventId: string, title: string): Promise<void> {
    await this.#edit(eventId, (line) => (line.startsWith('SUMMARY') ? `SUMMARY:${title}` : line));
  }

  /** Invites somebody in place of somebody else. */
  async replaceGuest(eventId: string, email: string, other: string): Promise<void> {
    await this.#edit(eventId, (line) =>
      line.startsWith('ATTENDEE') ? line.replace(`mailto:${email}`, `mailto:${other}`) : line,
    );
  }

  async remove(eventId: string): Promise<void> {
    await this.#edit(eventId, () => null);
  }

  /** Deletes an event; the function that comes back takes it out of the bin again, as all events were then. */
  async cut(eventId: string): Promise<() => Promise<void>> {
    const before = await readFile(this.#file, 'utf8');
    await this.remove(eventId);
    return () => writeFile(this.#file, before);
  }

  /** Duplicates an event, people and marks with it; gives the id of the copy. */
  async duplicate(eventId: string, start: Temporal.Instant, end: Temporal.Instant): Promise<string> {
    const id = `copy${eventId}`;
    const lines: string[] = [];
    await this.#edit(eventId, (line) => {
      lines.push(line);
      return line;
    });
    const copy = lines.map((line) => {
      if (line.startsWith('UID:')) return line.replace(eventId, id);
      if (line.startsWith('DTSTART')) return `DTSTART:${stamp(start)}`;
      return line.startsWith('DTEND') ? `DTEND:${stamp(end)}` : line;
    });
    const text = await readFile(this.#file, 'utf8');
    const tail = 'END:VCALENDAR';
    await writeFile(this.#file, text.replace(tail, `${[...copy, 'END:VEVENT', tail].join('\r\n')}`));
    return id;
  }

  async #edit(eventId: string, change: (line: string) => string | null): Promise<void> {
    const text = (await readFile(this.#file, 'utf8')).replaceAll('\r\n ', '');
    const blocks = text.split(/(?=BEGIN:VEVENT)/);
    const edited = blocks.map((block) => {
      if (!block.includes(`UID:${eventId}@`)) return block;
      const [event, rest] = block.split('END:VEVENT\r\n');
      const lines = event!.split('\r\n').slice(0, -1).map(change);
      const whole = lines.every((line) => line === null) ? '' : `${lines.join('\r\n')}\r\nEND:VEVENT\r\n`;
      return `${whole}${rest}`;
    });
    await writeFile(this.#file, edited.join(''));
  }
}

function stamp(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}
