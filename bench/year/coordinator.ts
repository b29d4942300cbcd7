import { UserError } from '../../src/errors.ts';
import { readCandidateRequest, toJson } from '../../src/request/candidate-request.ts';
import type { EscalationRow, JsonObject } from '../../src/store/rows.ts';
import type { Asked } from './ledger.ts';
import { candidateOf, type Office, WORKSPACE } from './office.ts';
import { ZONE } from './team.ts';

const ANN = 'Ann';
/** Who cannot be planned is given a longer window so often, by a week each time, and then sent home. */
const LONGER_MAX = 2;

/** Answers what people are asked, some hours later and by the first way out that is offered. */
export class Coordinator {
  /** What was chosen, by question. */
  readonly chosen = new Map<string, string>();
  /** Options that could not be had any more when they were chosen. */
  overtaken = 0;
  /** Candidates who could not be planned at first, or at all. */
  readonly longer = new Map<string, number>();
  readonly sentHome: string[] = [];
  /** Changes that were half done and could not go on. */
  stuck = 0;
  readonly #office: Office;
  readonly #known = new Set<string>();
  #looked = -1;

  constructor(office: Office) {
    this.#office = office;
    office.ledger.onAsked = (asked) => this.#wasAsked(asked);
  }

  /** Looks for escalations that come of no question. */
  async lookAtEscalations(): Promise<void> {
    const { store, agenda, ledger } = this.#office;
    if (ledger.changes === this.#looked) return;
    this.#looked = ledger.changes;
    for (const escalation of await store.escalations({ workspace: WORKSPACE, open: true })) {
      if (escalation.code === 'seen' || this.#known.has(escalation.id)) continue;
      this.#known.add(escalation.id);
      agenda.enter(this.#answeredAt(false), () => this.#settle(escalation));
    }
  }

  #wasAsked(asked: Asked): void {
    this.#office.agenda.enter(this.#answeredAt(this.#isUrgent(asked)), () => this.#answer(asked));
  }

  /** A mock that starts within the day is not left until tomorrow. */
  #isUrgent({ observations }: Asked): boolean {
    const { ledger, clock } = this.#office;
    return observations.some((id) => {
      const start = ledger.startOf(id);
      return start !== null && start.since(clock.now()).total('hours') < 16;
    });
  }

  #answeredAt(isUrgent: boolean): Temporal.Instant {
    const { chance, clock } = this.#office;
    const minutes = isUrgent ? chance.whole(10, 60) : chance.whole(30, 300);
    const at = clock.now().add({ minutes }).toZonedDateTimeISO(ZONE);
    if (isUrgent || (at.hour >= 8 && at.hour < 21)) return at.toInstant();
    const morning = at.hour < 8 ? at : at.add({ days: 1 });
    return morning.with({ hour: 8, minute: chance.whole(0, 59) }).toInstant();
  }

  async #answer({ candidateId, escalationId }: Asked): Promise<void> {
    const { store } = this.#office;
    const open = await store.escalations({ workspace: WORKSPACE, open: true, candidateId });
    const question = open.find(({ id }) => id === escalationId);
    if (question === undefined) return;
    for (const proposal of question.proposals) {
      try {
        await this.#take(candidateId, proposal);
        const kind = String(proposal['kind']);
        this.chosen.set(escalationId, kind);
        if (kind === 'accept' || kind === 'keep') this.#office.ledger.exceptions.add(candidateId);
        return;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        this.overtaken += 1;
      }
    }
  }

  async #take(candidateId: string, { order, message }: JsonObject): Promise<void> {
    const { store } = this.#office;
    if (order === null || order === undefined) {
      await store.keepObserved({ candidateId, actor: ANN, note: '' });
      return;
    }
    const change = order as JsonObject;
    await store.orderChange({ candidateId, change, summary: String(message), actor: ANN, chat: null });
  }

  async #settle({ candidateId, code }: EscalationRow): Promise<void> {
    const { store } = this.#office;
    const candidate = await candidateOf(this.#office, candidateId);
    if (candidate.state !== 'escalated') return;
    if (candidate.change !== null) {
      this.stuck += 1;
      await store.retry({ candidateId, request: null, actor: ANN, note: 'once more' });
      return;
    }
    const times = this.longer.get(candidateId) ?? 0;
    if (times === LONGER_MAX) {
      this.sentHome.push(`${candidate.name} (${code})`);
      await store.cancel({ candidateId, actor: ANN, note: 'no time' });
      return;
    }
    this.longer.set(candidateId, times + 1);
    const request = readCandidateRequest(candidate.request);
    const { start, end } = request.window;
    const longer = toJson({ ...request, window: { start, end: end.add({ days: 7 }) } });
    await store.retry({
      candidateId,
      request: longer as unknown as JsonObject,
      actor: ANN,
      note: 'a week more',
    });
  }
}
