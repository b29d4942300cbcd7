import {
  advanceIntake,
  beginIntake,
  type IntakeContext,
  type IntakeEvent,
  type IntakeStep,
  type IntakeWant,
  pendingWant,
  type Reply,
  resumeReplies,
} from '../intake/intake.ts';
import type { CandidateRequestJson } from '../request/model.ts';
import type { CandidateState, JsonObject, JsonValue } from '../store/rows.ts';
import type { ChatDesk, ChatMessage } from './chat-desk.ts';
import { previewOf } from './preview.ts';

/**
 * The intake conversation in a chat: its state is loaded, moved one step and saved; what the step
 * wants to know is found out and told to it. The state is saved before anything is done for it, so
 * that after a crash the same thing is done again and no answer is lost. The candidate's id is
 * chosen when the conversation begins: queued twice is queued once.
 */
export class Onboarding {
  readonly #desk: ChatDesk;

  constructor(desk: ChatDesk) {
    this.#desk = desk;
  }

  /** Whether this chat is in the middle of a conversation. */
  async isUnderWay(message: ChatMessage): Promise<boolean> {
    return (await this.#load(message)) !== null;
  }

  /** The first question, or the open one where a conversation is under way already. */
  async begin(message: ChatMessage): Promise<readonly Reply[]> {
    const stored = await this.#load(message);
    if (stored !== null) return this.#resume(message, stored);
    const kept = { candidateId: this.#desk.newId(), intake: null, version: 0 };
    return this.#carryOn(message, kept, beginIntake(this.#context()));
  }

  /** Takes what was typed as the answer to the open question. */
  async hear(message: ChatMessage): Promise<readonly Reply[]> {
    const stored = await this.#load(message);
    if (stored === null)
      return [{ text: 'Nothing is being asked just now. /start adds a candidate.', suggestions: [] }];
    const open = pendingWant(stored.intake, this.#context());
    if (open !== null) return this.#resume(message, stored);
    return this.#tell(message, stored, { type: 'text', text: message.text });
  }

  async #resume(message: ChatMessage, stored: Kept): Promise<readonly Reply[]> {
    const open = pendingWant(stored.intake, this.#context());
    if (open === null) return resumeReplies(stored.intake, this.#context());
    return this.#tell(message, stored, await this.#fulfil(message, stored.candidateId, open));
  }

  #tell(message: ChatMessage, kept: Kept, event: IntakeEvent): Promise<readonly Reply[]> {
    return this.#carryOn(message, kept, advanceIntake(kept.intake, event, this.#context()));
  }

  async #carryOn(message: ChatMessage, kept: Kept, first: IntakeStep): Promise<readonly Reply[]> {
    const replies: Reply[] = [];
    let step = first;
    let { version } = kept;
    for (;;) {
      await this.#save(message, kept.candidateId, step, version);
      version += 1;
      replies.push(...step.replies);
      if (step.want === null || step.state === null) return replies;
      const event = await this.#fulfil(message, kept.candidateId, step.want);
      step = advanceIntake(step.state, event, this.#context());
    }
  }

  async #fulfil(message: ChatMessage, candidateId: string, want: IntakeWant): Promise<IntakeEvent> {
    const { store, workspace } = this.#desk;
    switch (want.type) {
      case 'checkEmail': {
        const known = await store.candidates({ workspace, email: want.email });
        const active = known.find(({ state }) => ACTIVE.includes(state));
        return {
          type: 'emailChecked',
          queued: active === undefined ? null : { name: active.name, state: active.state },
        };
      }
      case 'preview':
        return { type: 'previewed', preview: await previewOf(this.#desk, want.request) };
      case 'enqueue':
        return this.#enqueue(message, candidateId, want.request);
    }
  }

  async #enqueue(
    message: ChatMessage,
    candidateId: string,
    request: CandidateRequestJson,
  ): Promise<IntakeEvent> {
    const { store, workspace, wakeWorker } = this.#desk;
    const { name, email, timeZone } = request.candidate;
    const result = await store.enqueue({
      workspace,
      candidateId,
      name,
      email,
      timeZone,
      request: request as unknown as JsonObject,
      chat: message.chat,
      actor: message.actor,
    });
    wakeWorker();
    if (result.outcome === 'queued') return { type: 'enqueued', position: result.position };
    return { type: 'enqueueRefused', why: `${email} is already ${result.state} as ${result.name}.` };
  }

  async #load(message: ChatMessage): Promise<Kept | null> {
    const row = await this.#desk.store.loadConversation({
      workspace: this.#desk.workspace,
      key: message.chat,
    });
    if (row === null) return null;
    const { candidateId, intake } = row.state;
    if (typeof candidateId !== 'string' || intake === undefined) return null;
    return { candidateId, intake, version: row.version };
  }

  async #save(message: ChatMessage, candidateId: string, step: IntakeStep, version: number): Promise<void> {
    const intake = step.state as unknown as JsonValue;
    await this.#desk.store.saveConversation({
      workspace: this.#desk.workspace,
      key: message.chat,
      state: step.state === null ? null : { candidateId, intake },
      version,
    });
  }

  #context(): IntakeContext {
    return { now: this.#desk.clock.now(), sop: this.#desk.procedure.base };
  }
}

interface Kept {
  readonly candidateId: string;
  readonly intake: JsonValue;
  readonly version: number;
}

/** States in which an email address is in the queue and cannot be queued again. */
const ACTIVE: readonly CandidateState[] = ['queued', 'scheduling', 'waiting', 'escalated'];
