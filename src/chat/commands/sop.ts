import { showSop } from '../../sop/show-sop.ts';
import type { Command } from '../command.ts';
import { inRows, plain } from '../reply.ts';
import { SOP_PARTS, type SopPart, sopPart } from '../sop-text.ts';

/** A message of Telegram holds 4,096 characters; some are left for what may come around it. */
const LENGTH_MAX = 3_800;

export const sop: Command = {
  name: 'sop',
  argument: `[${SOP_PARTS.join('|')}]`,
  help: 'the procedure in force, whole or a part of it',
  example: '/sop people',
  async run({ procedure }, _message, argument) {
    const wanted = argument.trim().toLowerCase();
    const part = SOP_PARTS.find((each) => each === wanted);
    if (wanted !== '' && part === undefined) {
      return [
        plain(
          `“${argument.trim()}” is no part of the SOP; there are ${SOP_PARTS.join(', ')}. For example: ${this.example}`,
        ),
      ];
    }
    const { name, timeZone } = procedure.base;
    const shown: readonly SopPart[] = part === undefined ? SOP_PARTS : [part];
    const text = [
      `${name}\nAll times are ${timeZone}.`,
      ...shown.map((each) => sopPart(procedure, each)),
    ].join('\n\n');
    const bytes = new TextEncoder().encode(`${showSop(procedure)}\n`);
    const offered = SOP_PARTS.map((each) => ({ label: capitalised(each), says: `/sop ${each}` }));
    return [
      {
        text: shortened(text),
        buttons: inRows(offered),
        inPlace: 'sop',
        // The tables stay legible in a file alone.
        ...(part === undefined ? { files: [{ name: 'sop.txt', mediaType: 'text/plain', bytes }] } : {}),
      },
    ];
  },
};

function shortened(text: string): string {
  if (text.length <= LENGTH_MAX) return text;
  const head = text.slice(0, LENGTH_MAX);
  return `${head.slice(0, head.lastIndexOf('\n'))}\n… shortened here; the parts can be asked for one by one.`;
}

function capitalised(word: string): string {
  return `${word[0]!.toUpperCase()}${word.slice(1)}`;
}
