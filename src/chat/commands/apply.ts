import type { PlainMap } from '../../document/plain-data.ts';
import { isMap } from '../../document/plain-data.ts';
import type { Command } from '../command.ts';
import { findEscalated } from '../escalated.ts';
import { inRows, plain } from '../reply.ts';
import { requestPreview, withPart } from '../request-preview.ts';
import { sopEditText } from '../sop-edit.ts';

export const apply: Command = {
  name: 'apply',
  argument: 'NAME NUMBER',
  help: 'look at what a proposal of an escalation leads to, and put it in force',
  example: '/apply dana 1',
  async run(desk, _message, argument) {
    const [, who = argument, written = ''] = /^([\s\S]*?)\s+#?(\d{1,3})\s*$/.exec(argument) ?? [];
    const match = await findEscalated(desk, who, this.example, written);
    if ('answer' in match) return [match.answer];
    const { found, request } = match;
    const { store, workspace, procedure } = desk;
    const [open] = await store.escalations({ workspace, open: true, candidateId: found.id });
    const proposals = open?.proposals ?? [];
    if (proposals.length === 0)
      return [
        plain(`Nothing was found that would help ${found.name}. /edit ${found.email} changes the request.`),
      ];
    const proposal = proposals[Number(written) - 1];
    if (proposal === undefined) {
      const numbers = proposals.length === 1 ? '1' : `1 to ${proposals.length}`;
      return [plain(`Which proposal, ${numbers}? For example: /apply ${found.email} 1`)];
    }
    const { message, change } = proposal as PlainMap;
    if (isMap(change) && isMap(change['sop'])) {
      return [
        {
          text: `${String(message)}\n${sopEditText(procedure.source, change['sop'])}`,
          buttons: inRows([
            { label: '↻ Retry', says: `/retry ${found.email}` },
            { label: '‹ Back', says: `/escalations ${found.email}` },
          ]),
        },
      ];
    }
    const part = isMap(change) && isMap(change['request']) ? change['request'] : null;
    const edited = part === null ? null : withPart(request, part);
    if (edited === null)
      return [plain(`That proposal no longer fits the request. /retry ${found.email} looks for others.`)];
    return [await requestPreview(desk, found, request, edited)];
  },
};
