import { planRequestOf, readBusy } from '../booking/reading.ts';
import { type Calendar, CalendarError } from '../calendar/calendar.ts';
import { CallTally } from '../calendar/calls.ts';
import type { Preview } from '../intake/intake.ts';
import type { Planned, PlannedMock } from '../planning/answer.ts';
import { plan } from '../planning/plan.ts';
import { readCandidateRequest } from '../request/candidate-request.ts';
import type { CandidateRequestJson } from '../request/model.ts';
import { sentence } from '../time/spoken.ts';
import type { ChatDesk } from './chat-desk.ts';

/** What the planner says of a request now; nothing is reserved by it. */
export async function previewOf(desk: ChatDesk, json: CandidateRequestJson): Promise<Preview> {
  const { procedure } = desk;
  const request = readCandidateRequest(json);
  try {
    const reading = await counted(desk, (calendar) => readBusy({ ...desk, calendar }, procedure, request));
    const answer = plan(procedure, planRequestOf(request, reading, desk.clock.now()));
    if (answer.status === 'planned') return planned(desk, answer, reading.warnings);
    return {
      status: 'infeasible',
      reasons: [
        ...answer.reasons.map(({ message }) => message),
        ...reading.warnings,
        ...(reading.counted === null ? [] : [reading.counted]),
      ],
      proposals: answer.proposals.map(({ message }) => message),
    };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    return { status: 'unknown', why: `${sentence(error.message)} ${error.remedy}` };
  }
}

/** A preview's calls count as everyone's do. */
async function counted<Result>(
  { store, calendar, calendarAccount }: ChatDesk,
  work: (calendar: Calendar) => Promise<Result>,
): Promise<Result> {
  const tally = new CallTally();
  try {
    return await work(calendar.during({ keep: async () => {}, tally }));
  } finally {
    const calls = tally.byMethod();
    if (calendarAccount !== null && Object.keys(calls).length > 0) {
      await store.recordCalendarCalls({ account: calendarAccount, calls });
    }
  }
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
  };
}
