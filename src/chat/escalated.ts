import { readCandidateRequest } from '../request/candidate-request.ts';
import type { CandidateRequest } from '../request/model.ts';
import type { CandidateRow } from '../store/rows.ts';
import type { ChatDesk } from './chat-desk.ts';
import { findCandidate } from './find-candidate.ts';
import { type ChatReply, plain } from './reply.ts';
import { pointToQuestion, seenQuestionAbout } from './seen-question.ts';

/** An escalated candidate and the request that can be edited; or what to answer where there is none. */
export async function findEscalated(
  desk: ChatDesk,
  wanted: string,
  usage: string,
  rest = '',
): Promise<{ found: CandidateRow; request: CandidateRequest } | { answer: ChatReply }> {
  const match = await findCandidate(desk, wanted, usage, rest);
  if ('answer' in match) return match;
  const { found } = match;
  if (found.state === 'escalated' && found.change !== null) {
    return {
      answer: plain(
        `What waits is a change to the booked mocks of ${found.name}, not their request. /retry ${found.email} tries it again; /dismiss ${found.email} WHY calls it off.`,
      ),
    };
  }
  if (found.state === 'escalated') return { found, request: readCandidateRequest(found.request) };
  const question = await seenQuestionAbout(desk, found);
  if (question !== null) return { answer: pointToQuestion(question) };
  const instead =
    found.state === 'queued'
      ? `/dismiss ${found.email} WHY takes them out, /start adds them anew.`
      : found.state === 'scheduled'
        ? `/reschedule ${found.email} plans anew what is still to come.`
        : `/status ${found.email} says more.`;
  return {
    answer: plain(`${found.name} is ${found.state}; this is for an escalated candidate. ${instead}`),
  };
}
