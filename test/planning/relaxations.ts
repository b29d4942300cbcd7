import type { Case, RulesText, SopText } from './case.ts';

/** A case with one rule taken out of it, as a planner would see it that forgot the rule. */
export type Relaxation = (given: Case) => Case;

const rules =
  (change: Partial<RulesText>): Relaxation =>
  ({ sop, request }) => ({
    sop: {
      ...sop,
      rules: { ...sop.rules, ...change },
      variants: (sop.variants ?? []).map((variant) => ({
        ...variant,
        rules: { ...variant.rules, ...change },
      })),
    },
    request,
  });

const interviewers =
  (change: (each: SopText['interviewers'][string]) => SopText['interviewers'][string]): Relaxation =>
  ({ sop, request }) => ({
    sop: {
      ...sop,
      interviewers: Object.fromEntries(
        Object.entries(sop.interviewers).map(([id, each]) => [id, change(each)]),
      ),
    },
    request,
  });

const request =
  (change: (given: Case) => Partial<Case['request']>): Relaxation =>
  (given) => ({ sop: given.sop, request: { ...given.request, ...change(given) } });

const WHOLE_DAY = { everyday: ['00:00-24:00'] };

/** What a forgetful planner might leave out, by the name of the rule. */
export const RELAXATIONS: Readonly<Record<string, Relaxation>> = {
  minGap: rules({ minGap: '0m' }),
  maxGap: rules({ maxGap: null }),
  courseGap: rules({ courseGap: null }),
  maxPerInterviewerPerDay: rules({ maxPerInterviewerPerDay: null }),
  maxPerInterviewerPerWeek: rules({ maxPerInterviewerPerWeek: null }),
  maxPerCandidatePerDay: rules({ maxPerCandidatePerDay: null }),
  interviewerBuffer: rules({ interviewerBuffer: '0m' }),
  minNotice: rules({ minNotice: '0m' }),
  holidays: rules({ holidays: [] }),
  startEvery: rules({ startEvery: '15m' }),
  maxPerDay: interviewers(({ maxPerDay: _, ...each }) => each),
  calendar: interviewers(({ calendar: _, ...each }) => each),
  timeOff: interviewers((each) => ({ ...each, timeOff: [] })),
  hours: interviewers((each) => ({ ...each, hours: WHOLE_DAY })),
  slots: request(() => ({ slots: WHOLE_DAY })),
  slotsTimeZone: request(({ request: { slots } }) => {
    const { timeZone: _, ...week } = slots;
    return { slots: week };
  }),
  unreadable: request(() => ({ unreadable: [] })),
  candidateBusy: request(({ request: { busy, candidate } }) => ({
    busy: busy.filter(({ email }) => email !== candidate.email.toLowerCase()),
  })),
  interviewerBusy: request(({ request: { busy, candidate } }) => ({
    busy: busy.filter(({ email }) => email === candidate.email.toLowerCase()),
  })),
  mockKind: request(({ request: { busy } }) => ({
    busy: busy.map((entry) => ({ ...entry, kind: 'other' })),
  })),
  now: request(() => ({ now: '2026-01-01T00:00:00Z' })),
  variants: ({ sop, request: same }) => ({ sop: { ...sop, variants: [] }, request: same }),
  sequence: ({ sop, request: same }) => ({
    sop: { ...sop, sequence: [{ anyOrder: Object.keys(sop.courses) }] },
    request: same,
  }),
  prefer: ({ sop, request: same }) => ({ sop: { ...sop, prefer: [...sop.prefer].reverse() }, request: same }),
  timeOfDay: ({ sop, request: same }) => ({
    sop: { ...sop, timeOfDay: { default: 'earliest' } },
    request: same,
  }),
};
