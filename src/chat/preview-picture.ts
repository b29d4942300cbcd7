import type { Preview } from '../intake/intake.ts';
import { readCandidateRequest } from '../request/candidate-request.ts';
import type { CandidateRequestJson } from '../request/model.ts';
import { candidateDrawing } from './candidate-drawing.ts';
import type { ChatDesk } from './chat-desk.ts';
import { weeksFile } from './picture-file.ts';
import type { ReplyFile } from './reply.ts';

/** A request that was planned for an admin to look at, and what the planner said. */
export interface Looked {
  readonly request: CandidateRequestJson;
  readonly preview: Preview;
}

/** The weeks of a plan that is not booked yet; no file where there is no plan. */
export async function previewPictures(
  { procedure }: ChatDesk,
  { request, preview }: Looked,
): Promise<readonly ReplyFile[]> {
  if (preview.status !== 'planned') return [];
  const mocks = preview.plan.map((mock) => ({
    ...mock,
    start: Temporal.Instant.from(mock.start),
    end: Temporal.Instant.from(mock.end),
    isPending: false,
  }));
  const file = await weeksFile(candidateDrawing(procedure, readCandidateRequest(request), mocks));
  return file === null ? [] : [file];
}
