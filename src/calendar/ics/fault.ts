import { visible } from '../../document/visible.ts';

/** What is wrong with an iCalendar text, and at which line (1-based) of it. */
export class IcsFault extends Error {
  override readonly name = 'IcsFault';
  readonly line: number;

  constructor(message: string, line: number) {
    super(visible(message));
    this.line = line;
  }
}
