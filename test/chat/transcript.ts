import { Chat } from '../../src/chat/chat.ts';
import type { ChatDesk } from '../../src/chat/chat-desk.ts';
import type { ChatReply } from '../../src/chat/reply.ts';

/**
 * A conversation written down as it is read: what is typed or tapped behind `>`, what comes back below,
 * buttons in brackets, ids as `ID1`, `ID2`.
 */
export function transcriptOf(desk: ChatDesk, chat = 'terminal') {
  const lines: string[] = [];
  const ids: string[] = [];
  let last: readonly ChatReply[] = [];
  const shown = (text: string) =>
    text.replaceAll(/\b(?=[0-9a-f]*\d)[0-9a-f]{8}\b/g, (id) => {
      if (!ids.includes(id)) ids.push(id);
      return `ID${ids.indexOf(id) + 1}`;
    });
  const answer = async (text: string, said: string) => {
    last = await new Chat(desk).answer({ chat, actor: 'admin', text });
    lines.push(`> ${said}`);
    for (const reply of last) {
      lines.push(...shown(reply.text).split('\n'));
      for (const row of reply.buttons ?? []) {
        for (const { says } of row) shown(says);
        lines.push(row.map(({ label }) => `[${label}]`).join(' '));
      }
    }
  };
  return {
    /** Each text with `ID1` and the like put back. */
    async type(...texts: string[]): Promise<void> {
      for (const text of texts) {
        await answer(
          text.replaceAll(/\bID(\d+)\b/g, (_, number: string) => ids[Number(number) - 1] ?? number),
          text,
        );
      }
    },
    /** Taps the button of the last answer that begins so. */
    async tap(label: string): Promise<void> {
      const found = last
        .flatMap(({ buttons = [] }) => buttons.flat())
        .find((each) => each.label.startsWith(label));
      if (found === undefined) throw new Error(`no button ${label}`);
      await answer(found.says, `[${found.label}]`);
    },
    says: () => last.flatMap(({ buttons = [] }) => buttons.flat()).map(({ says }) => shown(says)),
    /** What was said since the last asking. */
    read: () => `\n${lines.splice(0).join('\n')}\n`,
  };
}
