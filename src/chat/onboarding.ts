import { turnsOutToBeOf } from '../correlation.ts';
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
import { conversationFrom, type Kept, type Over, stateOf } from './kept-conversation.ts';
import { monthNamed } from './month-buttons.ts';
import { previewOf } from './preview.ts';
import { type Looked, previewPictures } from './preview-picture.ts';
import { askedAt, progressPlace, questionReply, tellsOfDates } from './question-reply.ts';
import { type ChatReply, plain } from './reply.ts';

/**
 * The intake conversation in a chat: its state is loaded, moved one step and saved; what the step
 * wants to know is found out and told to it. The state is saved before anything is done for it, so
 * that after a crash the same thing is done again and no answer is lost. The candidate's id is
 * chosen when the conversation begins: queued twice is queued once. Which message a step has heard,
 * and what was said to it, is saved with the step: a message that is delivered again is answered in
 * the same words and moves nothing.
 */
export class Onboarding {
  readonly #desk: ChatDesk;

  constructor(desk: ChatDesk) {
    this.#desk = desk;
  }

  /** Whether this chat is in the middle of a conversation, or has just ended one by this very message. */
  async isUnderWay(message: ChatMessage): Promise<boolean> {
    const stored = await this.#load(message);
    return stored !== null && (stored.over === undefined || stored.over === message.id);
  }

  /** The first question, or the open one where a conversation is under way already. */
  async begin(message: ChatMessage): Promise<readonly ChatReply[]> {
    const stored = await this.#load(message);
    if (stored !== null && stored.over === undefined) {
      return this.#wasHeard(message, stored) ? this.#again(message, stored) : this.#resume(message, stored);
    }
    const kept: Kept = {
      candidateId: this.#desk.newId(),
      intake: null,
      version: stored?.version ?? 0,
      heard: null,
    };
    return this.#carryOn(message, kept, beginIntake(this.#context()), []);
  }

  /** Takes what was typed as the answer to the open question. */
  async hear(message: ChatMessage): Promise<readonly ChatReply[]> {
    const stored = await this.#load(message);
    if (stored === null || stored.over !== undefined) {
      if (stored?.over !== undefined && stored.over === message.id) return [await this.#ending(stored)];
      return [plain(NOT_ASKED)];
    }
    if (this.#wasHeard(message, stored)) return this.#again(message, stored);
    const context = this.#context();
    if (message.asked !== undefined && message.asked !== askedAt(stored)) {
      const open = resumeReplies(stored.intake, context).slice(-1);
      return [questionReply(stored, [{ text: LATE_TAP, suggestions: [] }, ...open], context)];
    }
    if (pendingWant(stored.intake, context) !== null) return this.#resume(message, stored);
    const month = monthNamed(message.text);
    if (month !== null && tellsOfDates(stored.intake)) {
      return [questionReply(stored, resumeReplies(stored.intake, context).slice(-1), context, month)];
    }
    return this.#tell(message, stored, { event: { type: 'text', text: message.text }, looked: null }, []);
  }

  #wasHeard(message: ChatMessage, stored: Kept): boolean {
    return message.id !== undefined && stored.heard?.id === message.id;
  }

  /** The same message once more: the same answer, and what it set going is taken to its end. */
  async #again(message: ChatMessage, stored: Kept): Promise<readonly ChatReply[]> {
    const said = stored.heard?.replies ?? [];
    const open = pendingWant(stored.intake, this.#context());
    if (open === null) return [questionReply(stored, said, this.#context())];
    return this.#tell(message, stored, await this.#fulfil(message, stored.candidateId, open), said);
  }

  async #resume(message: ChatMessage, stored: Kept): Promise<readonly ChatReply[]> {
    const context = this.#context();
    const open = pendingWant(stored.intake, context);
    if (open === null) return [questionReply(stored, resumeReplies(stored.intake, context), context)];
    return this.#tell(message, stored, await this.#fulfil(message, stored.candidateId, open), []);
  }

  #tell(
    message: ChatMessage,
    kept: Kept,
    { event, looked }: Told,
    said: readonly Reply[],
  ): Promise<readonly ChatReply[]> {
    const step = advanceIntake(kept.intake, event, this.#context());
    return this.#carryOn(message, kept, step, said, looked);
  }

  async #carryOn(
    message: ChatMessage,
    kept: Kept,
    first: IntakeStep,
    said: readonly Reply[],
    lookedBefore: Looked | null = null,
  ): Promise<readonly ChatReply[]> {
    const replies: Reply[] = [...said];
    let step = first;
    let looked = lookedBefore;
    let { version } = kept;
    turnsOutToBeOf(kept.candidateId);
    for (;;) {
      replies.push(...step.replies);
      await this.#save(message, kept.candidateId, step, replies, version);
      version += 1;
      const intake = step.state as unknown as JsonValue;
      if (step.state === null) return [this.#last(kept.candidateId, step, replies)];
      if (step.want === null) {
        if (replies.length === 0) return [];
        const reply = questionReply(
          { candidateId: kept.candidateId, intake, version },
          replies,
          this.#context(),
        );
        return [looked === null ? reply : { ...reply, files: await previewPictures(this.#desk, looked) }];
      }
      const told = await this.#fulfil(message, kept.candidateId, step.want);
      looked = told.looked;
      step = advanceIntake(step.state, told.event, this.#context());
    }
  }

  /** The last words; those of a candidate who is queued stand where progress is told from then on. */
  #last(candidateId: string, { outcome }: IntakeStep, replies: readonly Reply[]): ChatReply {
    const text = replies.map((reply) => reply.text).join('\n');
    return outcome === 'enqueued'
      ? { text, inPlace: progressPlace(candidateId) }
      : { text, inPlace: 'intake' };
  }

  async #ending({ candidateId }: Over): Promise<ChatReply> {
    const { store, workspace } = this.#desk;
    const [queued] = await store.candidates({ workspace, id: candidateId });
    if (queued === undefined) return { text: 'Stopped. Nothing was queued.', inPlace: 'intake' };
    const place = queued.position === null ? queued.state : `queued, as number ${queued.position}`;
    return { text: `${queued.name} is ${place}.`, inPlace: progressPlace(candidateId) };
  }

  async #fulfil(message: ChatMessage, candidateId: string, want: IntakeWant): Promise<Told> {
    const { store, workspace } = this.#desk;
    switch (want.type) {
      case 'checkEmail': {
        const known = await store.candidates({ workspace, email: want.email });
        const active = known.find(({ state }) => ACTIVE.includes(state));
        const queued = active === undefined ? null : { name: active.name, state: active.state };
        return { event: { type: 'emailChecked', queued }, looked: null };
      }
      case 'preview': {
        const preview = await previewOf(this.#desk, want.request);
        return { event: { type: 'previewed', preview }, looked: { request: want.request, preview } };
      }
      case 'enqueue':
        return { event: await this.#enqueue(message, candidateId, want.request), looked: null };
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

  async #load(message: ChatMessage): Promise<Kept | Over | null> {
    const { store, workspace } = this.#desk;
    const row = await store.loadConversation({ workspace, key: message.chat });
    return row === null ? null : conversationFrom(row);
  }

  async #save(
    message: ChatMessage,
    candidateId: string,
    step: IntakeStep,
    replies: readonly Reply[],
    version: number,
  ): Promise<void> {
    await this.#desk.store.saveConversation({
      workspace: this.#desk.workspace,
      key: message.chat,
      state: stateOf(candidateId, step, message.id, replies),
      version,
    });
  }

  #context(): IntakeContext {
    return { now: this.#desk.clock.now(), sop: this.#desk.procedure.base };
  }
}

/** What the conversation is told, and the plan that a picture is made of. */
interface Told {
  readonly event: IntakeEvent;
  readonly looked: Looked | null;
}

/** Who types “yes” long after a preview, or after none, meets this. */
const NOT_ASKED =
  'This answers no question of a new candidate. A preview is answered with its button, or with yes or no within the hour. /start adds a candidate, /help shows what else there is.';

const LATE_TAP = 'That button belongs to a question that was answered before.';

/** States in which an email address is in the queue and cannot be queued again. */
const ACTIVE: readonly CandidateState[] = ['queued', 'scheduling', 'waiting', 'escalated'];
