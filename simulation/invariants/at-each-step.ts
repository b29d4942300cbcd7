import type { DoneCall } from '../database.ts';
import type { CalendarCall } from '../google.ts';
import type { Hands } from '../hands.ts';
import type { World } from '../world.ts';
import { HolderAlone } from './holder-alone.ts';
import { NobodyTwice } from './nobody-twice.ts';
import { Pace } from './pace.ts';
import { RightPlans } from './right-plans.ts';

/** Of no interest to anybody who reads what happened. */
const QUIET =
  /^(list|count|load|hold_telegram|telegram|time_until|take_(calendar|watch)|end_watch|extend|keep_telegram|mark_telegram_updates|tidy|record_calendar|address|save_conversation|write_digest|close_over)/;

/** What is looked at after every call that changes something. */
export class Steps {
  /** How often something was held against what must be. */
  checks = 0;
  readonly pace: Pace;
  readonly plans: RightPlans;
  readonly #world: World;
  readonly #nobodyTwice: NobodyTwice;
  readonly #holderAlone: HolderAlone;

  constructor(world: World, hands: Hands) {
    this.#world = world;
    this.pace = new Pace(world);
    this.plans = new RightPlans(world, hands);
    this.#nobodyTwice = new NobodyTwice(world);
    this.#holderAlone = new HolderAlone(world);
  }

  async afterCall(call: DoneCall): Promise<void> {
    const { by, name, args } = call;
    if (!QUIET.test(name)) this.#world.story.tell(by.name, told(name, args));
    this.pace.afterCall(call);
    this.checks += await this.#holderAlone.afterCall(call);
    this.checks += await this.#nobodyTwice.afterCall(call);
    this.checks += await this.plans.afterCall(call);
  }

  afterSending(call: Pick<CalendarCall, 'by' | 'method'>): void {
    this.checks += this.pace.afterSending(call);
  }

  afterCalendarCall(call: CalendarCall): void {
    const { by, method, status, eventId } = call;
    const about = eventId === null ? '' : ` of ${eventId}`;
    this.#world.story.tell(by.name, `calls the calendar: ${method}${about}, answered ${status}`);
    this.plans.afterCalendarCall(call);
  }
}

function told(name: string, args: DoneCall['args']): string {
  const facts = [
    'p_candidate_id',
    'p_booking_id',
    'p_fence',
    'p_outbox_id',
    'p_summary',
    'p_action',
    'p_until',
  ]
    .map((key) => args[key])
    .filter((value) => value !== undefined && value !== null);
  return [name.replaceAll('_', ' '), ...facts].join(' · ');
}
