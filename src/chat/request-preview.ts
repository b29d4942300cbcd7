import { merged } from '../document/merged.ts';
import type { PlainMap } from '../document/plain-data.ts';
import { previewText } from '../intake/intake.ts';
import { candidateRequestFrom, toJson } from '../request/candidate-request.ts';
import type { CandidateRequest } from '../request/model.ts';
import type { CandidateRow } from '../store/rows.ts';
import type { ChatDesk } from './chat-desk.ts';
import { editText } from './editing/edit-text.ts';
import { previewOf } from './preview.ts';
import { previewPictures } from './preview-picture.ts';
import { type Button, type ChatReply, inRows, plain } from './reply.ts';
import { requestLines } from './request-text.ts';

/**
 * What another request would lead to, with a button that puts it in force. The buttons say the whole
 * edit, so that a tap does what stood there when it was shown, whatever has changed since.
 */
export async function requestPreview(
  desk: ChatDesk,
  { name, email }: CandidateRow,
  from: CandidateRequest,
  to: CandidateRequest,
): Promise<ChatReply> {
  const zone = desk.procedure.base.timeZone;
  const edit = editText(from, to, zone);
  if (edit === '') return plain(`That is what ${name}'s request says already.`);
  const request = toJson(to);
  const preview = await previewOf(desk, request);
  const proposals = preview.status === 'infeasible' ? preview.proposals : [];
  const further = proposals.flatMap((proposal, index): Button[] => {
    if (!('request' in proposal)) return [];
    const better = withPart(to, proposal.request as PlainMap);
    if (better === null) return [];
    return [{ label: `💡 Apply ${index + 1} too`, says: `/edit ${email} ${editText(from, better, zone)}` }];
  });
  const yes = preview.status === 'infeasible' ? 'Queue it all the same' : 'Queue it so';
  return {
    text: [
      `${name} <${email}>, with this request:`,
      ...requestLines(to, zone),
      '',
      previewText(preview),
      '',
      `Nothing is changed yet. ${yes}: /edit ${email} ${edit} yes`,
    ].join('\n'),
    buttons: [
      ...inRows(further),
      ...inRows([
        { label: `✅ ${yes}`, says: `/edit ${email} ${edit} yes`, once: true },
        { label: '‹ Back', says: `/escalations ${email}` },
      ]),
    ],
    files: await previewPictures(desk, { request, preview }),
    inPlace: `edit:${email}`,
  };
}

/** A request with a part of another merged in, as the planner tried it; null where that is none. */
export function withPart(request: CandidateRequest, part: PlainMap): CandidateRequest | null {
  const reading = candidateRequestFrom(merged(toJson(request) as unknown as PlainMap, part));
  return reading.ok ? reading.request : null;
}
