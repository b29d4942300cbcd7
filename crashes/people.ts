import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from '../simulation/chance.ts';
import { isOurs } from '../simulation/hands.ts';
import type { Store } from '../src/store/store.ts';
import type { RawEvent } from '../test/google/stand-in/raw-event.ts';
import type { ChatMessage } from '../test/telegram/stand-in/chats.ts';
import type { Stage } from './stage.ts';
import type { Story } from './story.ts';

const FIRST = ['Ada', 'Bert', 'Cora', 'Dan', 'Edna', 'Fritz', 'Gala', 'Hugo'];
const LAST = ['Falk', 'Mosby', 'Quint', 'Rowe', 'Tully', 'Zander'];
const INTERVIEWERS = ['alpha', 'bravo', 'charlie', 'delta'].map((id) => `${id}@example.com`);
const ZONE = 'America/Los_Angeles';
/** More than so many on their way to be booked, and nobody else arrives: what is booked is of interest as well. */
const UNDER_WAY_MOST = 3;
/** So long somebody waits for something to tap. */
const OFFER_MS = 15_000;
/** Of Ann's newest messages: the buttons of older ones are not tapped any more. */
const RECENT = 5;
/** Once nobody dies any more the bot has answered within this time. */
const PATIENCE_MS = 90_000;
/** As long as they do, nobody is surprised. */
const LONG_PATIENCE_MS = 1_800_000;

/** What the bot asks of whoever brings a candidate, and what Ben says. */
const DIALOGUE: readonly (readonly [awaited: string, says: (who: Candidate) => string])[] = [
  ['Which email address', ({ name }) => name],
  ['On which day may the mocks start', ({ email }) => email],
  ['Until which day', () => 'in 2 days'],
  ['Which slots on weekdays', () => '3 weeks'],
  ['Which slots on weekends', () => '12pm-8pm'],
  ['In which time zone', () => '12pm-8pm'],
  ['Shall I queue this?', () => 'PST'],
  ['is queued', () => 'yes'],
];

interface Candidate {
  readonly name: string;
  readonly email: string;
}

/** What everybody does meanwhile: candidates arrive, admins give orders, people change what is in the calendar. */
export class People {
  readonly candidates: Candidate[] = [];
  readonly arrived = new Set<string>();
  /** Events of ours that somebody changed by hand. */
  readonly touched = new Set<string>();
  /** What was done, by kind. */
  readonly done = new Map<string, number>();
  /** What the bot should have done and did not. */
  readonly faults: string[] = [];
  readonly #stage: Stage;
  readonly #store: Store;
  readonly #story: Story;
  readonly #chance: Chance;
  readonly #most: number;
  #onboarding: Promise<void> | null = null;
  /** Addresses of candidates by the state in which they were last seen. */
  #states: ReadonlyMap<string, readonly string[]> = new Map();

  /** @param most how many candidates arrive at the most */
  constructor(
    stage: Stage,
    ports: { readonly store: Store; readonly story: Story; readonly chance: Chance; readonly most: number },
  ) {
    this.#stage = stage;
    this.#store = ports.store;
    this.#story = ports.story;
    this.#chance = ports.chance;
    this.#most = ports.most;
  }

  /** One thing after another, until told to stop; what was begun in a chat is finished after that. */
  async live(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await this.#deed();
      await delay(this.#chance.whole(200, 1_000));
    }
  }

  /** Resolves when what was begun in a chat is over, or nobody answers there any more. */
  async finish(): Promise<void> {
    const patience = new AbortController();
    await Promise.race([this.#onboarding, delay(PATIENCE_MS, null, patience).catch(() => {})]);
    patience.abort();
    if (this.#onboarding !== null) {
      this.faults.push(`Ben is not answered any more: ${this.#stage.ben.transcript.slice(-300)}`);
    }
  }

  async #deed(): Promise<void> {
    const chance = this.#chance;
    const rows = await this.#stage.database.query<{ email: string; state: string }>(
      'select email, state from public.candidates order by enqueued_at, id',
    );
    const states = Map.groupBy(rows, ({ state }) => state);
    this.#states = new Map([...states].map(([state, those]) => [state, those.map(({ email }) => email)]));
    const kind = chance.weighted({
      'is enqueued': 7,
      'is onboarded in the chat': 2,
      'orders a new plan': 2,
      'orders mocks deleted': 1,
      'taps a button': 3,
      'drags an event': 2,
      'declines an event': 2,
      'accepts an event': 1,
      'deletes an event': 1,
      'enters an appointment': 2,
    });
    if (await this.#do(kind)) this.done.set(kind, (this.done.get(kind) ?? 0) + 1);
  }

  /** False where there is nothing to do it with. */
  async #do(kind: string): Promise<boolean> {
    switch (kind) {
      case 'is enqueued':
        return this.#enqueue();
      case 'is onboarded in the chat':
        return this.#onboard();
      case 'orders a new plan':
        return this.#order('/reschedule');
      case 'orders mocks deleted':
        return this.#order('/delete');
      case 'taps a button':
        return this.#tap();
      case 'enters an appointment':
        return this.#appointment();
      default:
        return this.#touch(kind);
    }
  }

  #next(): Candidate | null {
    const number = this.candidates.length;
    const underWay = ['queued', 'scheduling', 'waiting'].flatMap((state) => this.#states.get(state) ?? []);
    if (number >= this.#most || underWay.length >= UNDER_WAY_MOST) return null;
    const name = `${FIRST[number % FIRST.length]} ${LAST[Math.floor(number / FIRST.length) % LAST.length]}`;
    const candidate = { name, email: `${name.toLowerCase().replace(' ', '.')}@example.com` };
    this.candidates.push(candidate);
    return candidate;
  }

  async #enqueue(): Promise<boolean> {
    const candidate = this.#next();
    if (candidate === null) return false;
    const { name, email } = candidate;
    const today = Temporal.Now.plainDateISO(ZONE);
    const timeZone = 'America/New_York';
    await this.#store.enqueue({
      workspace: 'default',
      candidateId: randomUUID(),
      name,
      email,
      timeZone,
      request: {
        candidate: { name, email, timeZone },
        window: { start: `${today.add({ days: 2 })}`, end: `${today.add({ days: 23 })}` },
        slots: { everyday: ['12:00-20:00'] },
      },
      chat: null,
      actor: 'by hand',
    });
    this.arrived.add(email);
    this.#story.tell(name, 'is enqueued');
    return true;
  }

  async #onboard(): Promise<boolean> {
    if (this.#onboarding !== null) return false;
    const candidate = this.#next();
    if (candidate === null) return false;
    this.#story.tell('Ben', `begins to onboard ${candidate.name}`);
    this.#onboarding = this.#talk(candidate).finally(() => {
      this.#onboarding = null;
    });
    // Who is not answered is told of in the end.
    this.#onboarding.catch(() => {});
    return true;
  }

  async #talk(candidate: Candidate): Promise<void> {
    const { ben, telegram } = this.#stage;
    const say = async (text: string, awaited: string) => {
      const heard = ben.heard.length;
      ben.type(text);
      await telegram.until(() => ben.heardFrom(heard).includes(awaited), LONG_PATIENCE_MS);
    };
    await say('/start', "What is the candidate's name?");
    for (const [awaited, says] of DIALOGUE) {
      await say(says(candidate), awaited);
      await delay(this.#chance.whole(0, 200));
    }
    this.arrived.add(candidate.email);
    this.#story.tell('Ben', `has onboarded ${candidate.name}`);
  }

  /** Of somebody who is booked; what is shown is mostly agreed to. */
  #order(command: string): boolean {
    const booked = this.#states.get('scheduled') ?? [];
    if (booked.length === 0) return false;
    const email = this.#chance.among(booked);
    const { ann, telegram } = this.#stage;
    const heard = ann.heard.length;
    ann.type(`${command} ${email}`);
    this.#story.tell('Ann', `types ${command} ${email}`);
    if (this.#chance.happens(0.2)) return true;
    const yes = () =>
      ann.heard
        .slice(heard)
        .flatMap((message) => message.keyboard.flat().map(({ text }) => ({ message, label: text })))
        .findLast(({ label }) => label.startsWith('✅'));
    // Where there is nothing to agree to, nothing is tapped.
    void telegram
      .until(() => yes() !== undefined, OFFER_MS)
      .then(
        () => this.#tapOn(yes()!),
        () => {},
      );
    return true;
  }

  /** One of those that the bot offers just now, mostly one that says yes. */
  #tap(): boolean {
    const { ann } = this.#stage;
    const offers = ann.heard
      .slice(-RECENT)
      .flatMap((message) => message.keyboard.flat().map(({ text }) => ({ message, label: text })));
    if (offers.length === 0) return false;
    const yes = offers.filter(({ label }) => label.startsWith('✅'));
    this.#tapOn(this.#chance.among(yes.length > 0 && this.#chance.happens(0.6) ? yes : offers));
    return true;
  }

  #tapOn({ message, label }: { readonly message: ChatMessage; readonly label: string }): void {
    this.#stage.ann.tapOn(message, label);
    this.#story.tell('Ann', `taps “${label}”`);
  }

  #appointment(): boolean {
    const chance = this.#chance;
    const near = this.#event();
    const who = chance.among(INTERVIEWERS);
    const day = Temporal.Now.plainDateISO(ZONE).add({ days: chance.whole(2, 20) });
    const start =
      near?.start?.dateTime !== undefined && chance.happens(0.6)
        ? Temporal.Instant.from(near.start.dateTime)
        : day
            .toZonedDateTime({ timeZone: ZONE, plainTime: `${chance.whole(9, 19)}:00`.padStart(5, '0') })
            .toInstant();
    this.#stage.google.people.appointment(who, { start, end: start.add({ hours: 1 }) });
    this.#story.tell(who, `enters an appointment at ${start}`);
    return true;
  }

  #touch(kind: string): boolean {
    const event = this.#event();
    if (event?.start?.dateTime === undefined) return false;
    const { people } = this.#stage.google;
    const chance = this.#chance;
    const email = event.extendedProperties?.private?.[chance.among(['interviewerEmail', 'candidateEmail'])];
    this.touched.add(event.id);
    if (kind === 'drags an event') {
      people.drag(
        event.id,
        Temporal.Instant.from(event.start.dateTime).add({ minutes: 30 * chance.whole(-4, 4) }),
      );
    } else if (kind === 'deletes an event') people.delete(event.id);
    else if (!event.attendees?.some((one) => one.email === email)) return false;
    else if (kind === 'declines an event') people.decline(event.id, email!);
    else people.accept(event.id, email!);
    this.#story.tell('somebody', `${kind}: ${event.summary} (${event.id})`);
    return true;
  }

  /** One of ours that stands in the calendar, mostly of somebody whose mocks are all booked. */
  #event(): RawEvent | undefined {
    const ours = this.#stage.google.events().filter(isOurs);
    const booked = this.#states.get('scheduled') ?? [];
    const done = ours.filter(({ extendedProperties }) =>
      booked.includes(extendedProperties?.private?.['candidateEmail'] ?? ''),
    );
    const some = this.#chance.happens(0.15) ? ours : done;
    return some.length === 0 ? undefined : this.#chance.among(some);
  }
}
