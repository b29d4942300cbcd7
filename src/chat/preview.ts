import { readAndPlan } from '../booking/read-and-plan.ts';
import { CalendarError } from '../calendar/calendar.ts';
import type { Preview, PreviewProposal } from '../intake/intake.ts';
import type { Change, Planned, PlannedMock } from '../planning/answer.ts';
import { readCandidateRequest } from '../request/candidate-request.ts';
import type { CandidateRequestJson } from '../request/model.ts';
import type { Procedure } from '../sop/model.ts';
import { sentence } from '../time/spoken.ts';
import type { ChatDesk } from './chat-desk.ts';
import { withCountedCalls } from './counted-calls.ts';
import { sopEditText } from './sop-edit.ts';

/** What the planner says of a request now; nothing is reserved by it. */
export async function previewOf(desk: ChatDesk, json: CandidateRequestJson): Promise<Preview> {
  const { procedure } = desk;
  const request = readCandidateRequest(json);
  try {
    const { reading, answer } = await withCountedCalls(desk, (calendar) =>
      readAndPlan({ ...desk, calendar }, procedure, request),
    );
    if (answer.status === 'planned') return planned(desk, answer, reading.warnings);
    return {
      status: 'infeasible',
      reasons: [
        ...answer.reasons.map(({ message }) => message),
        ...reading.warnings,
        ...(reading.counted === null ? [] : [reading.counted]),
      ],
      proposals: answer.proposals.map((proposal) => previewProposal(procedure, proposal)),
    };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    return { status: 'unknown', why: `${sentence(error.message)} ${error.remedy}` };
  }
}

/** A proposal with its change of the request, or with what to write into the SOP file. */
export function previewProposal(
  { source }: Procedure,
  { message, change }: { readonly message: string; readonly change: Change },
): PreviewProposal {
  return 'sop' in change
    ? { message, edit: sopEditText(source, change.sop) }
    : { message, request: change.request };
}

function planned(desk: ChatDesk, answer: Planned, warnings: readonly string[]): Preview {
  const { timeZone, interviewers } = desk.procedure.base;
  const withWhom = ({ course, number, interviewer }: PlannedMock) =>
    `${course} Mock${number} with ${interviewers.get(interviewer)?.name ?? interviewer} (backup)`;
  return {
    status: 'planned',
    mocks: answer.mocks.length,
    firstDay: answer.mocks[0]!.start.toZonedDateTimeISO(timeZone).toPlainDate().toString(),
    finishDay: answer.score.finishDay.toString(),
    backups: answer.mocks.filter(({ role }) => role === 'backup').map(withWhom),
    variant: answer.variant,
    warnings,
    plan: answer.mocks.map(({ course, number, start, end, interviewer, role }) => ({
      course,
      number,
      start: start.toString(),
      end: end.toString(),
      interviewer: interviewers.get(interviewer)?.name ?? interviewer,
      role,
    })),
  };
}
