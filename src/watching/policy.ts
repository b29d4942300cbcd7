import type { Sop } from '../sop/model.ts';
import type { ObservationRow } from '../store/rows.ts';
import { type Outlook, outlookOf, placeOf } from './conditions/outlook.ts';
import type { AskedWhy, AtMock, Decision, Noted, Standing, ToAsk, ToMend } from './decision-model.ts';
import type { Condition, ConditionKind, Sight } from './model.ts';
import { type Agreed, agreedOf, isAgreed } from './policy/agreed.ts';
import { type Call, callFor } from './policy/call.ts';
import { declinedBefore } from './policy/declined-before.ts';
import { forbiddenByDecline, forbiddenByHand, occupiedBy } from './policy/forbids.ts';
import { restlessMocks } from './policy/restless.ts';
import { isThere } from './standing.ts';

/** All that is known of one mock to come. */
interface Mock extends Omit<AtMock, 'noted'> {
  readonly isSoon: boolean;
  /** People agreed that it is booked where it is against the rules. */
  readonly isAgreed: boolean;
  /** It was changed by itself several times within a day. */
  readonly isRestless: boolean;
  /** Not settled, in any state; none where all is as booked. */
  readonly noted: readonly Noted[];
  /** Those to be dealt with now. */
  readonly open: readonly Noted[];
}

type Dealt = 'ask' | 'cancel' | 'mend' | 'putBack' | 'accept' | 'tell' | 'asked' | 'left';

/** The strongest first: of several things at one mock, it decides for all. */
const STRENGTH = ['ask', 'cancel', 'mend', 'putBack', 'accept', 'tell'] as const;
const OF_THE_PLACE: readonly ConditionKind[] = ['interviewer-busy', 'candidate-busy', 'time-off', 'rule'];
const REASONS: readonly AskedWhy[] = ['tries', 'kept', 'soon', 'restless', 'wrong', 'policy'];

/**
 * What is to be done, by the SOP's `onChange`, about what is seen at one candidate. Only what is `open` is
 * dealt with; what people are asked about, said to leave, or is being mended stays where it is. A pure function.
 *
 * @param observations those of the candidate, the settled ones too: these tell what exceptions people have
 *   agreed to, which are then left alone as if they were kept, and when whom a mock did not suit before
 */
export function decisionOf(
  sight: Sight,
  observations: readonly ObservationRow[],
  conditions: readonly Condition[],
): Decision {
  const outlook = outlookOf(sight);
  const { sop } = outlook;
  const agreed = agreedOf(sight.held, observations);
  const restless = restlessMocks(sop.onChange, observations, sight.now);
  const mocks = mocksOf(outlook, notedOf(conditions, observations), agreed, restless);
  const dealt = new Map(mocks.map((mock) => [mock, dealtWith(sop, mock)]));
  const all = (what: Dealt) => mocks.filter((mock) => dealt.get(mock)!.what === what);
  const ask = all('ask').map((mock) => toAsk(sop, mock, whyOf(dealt.get(mock)!.calls)));
  const asked = all('asked').map((mock) => toAsk(sop, mock, 'again'));
  const stays = mocks.filter((mock) => isFixed(mock, dealt.get(mock)!.what));
  return {
    mend: all('mend').map((mock) => toMend(sop, mock)),
    accept: all('accept').map(withOpen),
    putBack: all('putBack').map(withOpen),
    cancel: all('cancel').map(withOpen),
    tell: all('tell').map((mock) => toAsk(sop, mock, 'told')),
    ask,
    asked,
    fixed: stays.map((mock) => {
      const standing = standingOf(mock);
      return dealt.get(mock)!.what === 'left' && isLeft(mock, standing)
        ? { ...standing, isLeft: true }
        : standing;
    }),
    occupied: [
      ...[...ask, ...asked].flatMap(({ booking, noted }) =>
        noted.flatMap(({ condition }) => occupiedBy(sop, booking, condition)),
      ),
      ...declinedBefore(sop, sight, observations),
    ],
  };
}

/** The decision where nothing can be ordered for some mocks (by booking): people are asked about them, too. */
export function askedInstead(sight: Sight, decision: Decision, bookingIds: ReadonlySet<string>): Decision {
  const { sop } = outlookOf(sight);
  const isOne = ({ booking }: AtMock) => bookingIds.has(booking.id);
  const others = <T extends AtMock>(mocks: readonly T[]): T[] => mocks.filter((mock) => !isOne(mock));
  const { mend, accept, putBack, cancel } = decision;
  const ask = [...mend, ...accept, ...putBack, ...cancel].filter(isOne);
  const standing = ask.filter(
    ({ booking }) => !decision.fixed.some((each) => each.booking.id === booking.id),
  );
  return {
    ...decision,
    mend: others(mend),
    accept: others(accept),
    putBack: others(putBack),
    cancel: others(cancel),
    ask: [
      ...decision.ask,
      ...ask.map((mock): ToAsk => ({ ...mock, why: 'noWay', forbids: forbidden(sop, mock) })),
    ],
    fixed: [...decision.fixed, ...standing.map(standingOf)],
  };
}

/**
 * What one question is to be about: all that is to be asked, and with it what was asked before and what is to
 * be told. Empty where there is nothing new to ask, and what there is to tell can be told by itself.
 *
 * @param isAskedTooMuch some of what was asked before is so no longer
 */
export function questionAbout({ ask, asked, tell }: Decision, isAskedTooMuch = false): readonly ToAsk[] {
  const isNew = ask.length > 0 || (asked.length > 0 && (tell.length > 0 || isAskedTooMuch));
  if (!isNew) return [];
  return [...ask, ...asked, ...tell].sort((a, b) =>
    Temporal.Instant.compare(a.booking.start, b.booking.start),
  );
}

/** The ids of the observations of mocks. */
export function observationsOf(mocks: readonly AtMock[]): readonly string[] {
  return mocks.flatMap(({ noted }) => noted.map(({ observation }) => observation.id));
}

function notedOf(conditions: readonly Condition[], observations: readonly ObservationRow[]): Noted[] {
  const lasting = observations.filter(({ state }) => state !== 'settled');
  return conditions.flatMap((condition) => {
    const { bookingId, kind, key } = condition;
    const observation = lasting.find(
      (each) => each.bookingId === bookingId && each.kind === kind && each.key === key,
    );
    return observation === undefined ? [] : [{ condition, observation }];
  });
}

function mocksOf(
  { sop, sight, coming }: Outlook,
  noted: readonly Noted[],
  agreed: Agreed,
  restless: ReadonlySet<string>,
): Mock[] {
  const soon = sight.now.add({ minutes: sop.onChange.notWithin });
  return coming.map(({ booking, stand }) => {
    const own = noted.filter(({ condition }) => condition.bookingId === booking.id);
    const right = own.find(({ condition }) => condition.place !== undefined && condition.broken.length === 0);
    const starts = [booking, ...(stand.how === 'there' ? [stand.place] : [])];
    return {
      booking,
      place: right?.condition.place ?? placeOf(booking),
      isSoon: starts.some(({ start }) => Temporal.Instant.compare(start, soon) < 0),
      isAgreed: agreed.bookings.has(booking.id),
      isRestless: restless.has(booking.id),
      noted: own,
      open: copiesLast(
        sop,
        own.filter(
          ({ condition, observation }) =>
            observation.state === 'open' && !isAgreed(agreed, condition) && !isMoot(own, condition),
        ),
      ),
    };
  });
}

/** What speaks against the booked place is of no matter where people said to leave the mock in another. */
function isMoot(own: readonly Noted[], { kind }: Condition): boolean {
  const isElsewhere = own.some(
    ({ condition, observation }) => observation.state === 'kept' && condition.place !== undefined,
  );
  return isElsewhere && OF_THE_PLACE.includes(kind);
}

/** A copy is no reason to ask before what is wrong with the mock itself is put right, but where that is asked, too. */
function copiesLast({ onChange }: Sop, open: readonly Noted[]): readonly Noted[] {
  const others = open.filter(({ condition }) => condition.kind !== 'double');
  const asIfAlone = { isSoon: false, isKept: false, isRestless: false };
  const isChanged = others.some((each) => !['ask', 'tell'].includes(callFor(onChange, each, asIfAlone).what));
  return isChanged ? others : open;
}

interface Dealing {
  readonly what: Dealt;
  readonly calls: readonly Call[];
}

function dealtWith({ onChange }: Sop, mock: Mock): Dealing {
  const { noted, open, isSoon, isRestless } = mock;
  const asked = noted.filter(({ observation }) => observation.state === 'asked');
  const isMending = noted.some(({ observation }) => observation.state === 'mending');
  if (open.length === 0 || isMending) return { what: asked.length > 0 ? 'asked' : 'left', calls: [] };
  const calls = open.map((each) => callFor(onChange, each, { isSoon, isKept: isKept(mock), isRestless }));
  const strongest = STRENGTH.find((what) => calls.some((call) => call.what === what))!;
  // What people are deciding about is not changed meanwhile; a copy is no part of it.
  const isDecided = asked.some(({ condition }) => condition.kind !== 'double');
  return { what: isDecided ? 'ask' : strongest, calls };
}

/** People said to leave it as it is; an edit or a copy that is left so does not keep a mock where it is. */
function isKept({ noted, isAgreed: isException }: Mock): boolean {
  return (
    isException ||
    noted.some(({ condition, observation }) => observation.state === 'kept' && isOfThePlace(condition))
  );
}

function isOfThePlace({ kind }: Condition): boolean {
  return kind !== 'edited' && kind !== 'double';
}

function whyOf(calls: readonly Call[]): AskedWhy {
  const reasons = calls.flatMap((call) => (call.what === 'ask' ? [call.why] : []));
  return REASONS.find((why) => reasons.includes(why)) ?? 'again';
}

function toMend(sop: Sop, mock: Mock): ToMend {
  const { booking, place, noted } = withOpen(mock);
  const forbids = noted.flatMap(({ condition }) => forbiddenByDecline(sop, booking, place, condition));
  return { booking, place, noted, forbids };
}

/** With what was asked about this mock before: one line of thought for people. */
function toAsk(sop: Sop, { booking, place, noted, open }: Mock, why: AskedWhy): ToAsk {
  const about = noted.filter((each) => each.observation.state === 'asked' || open.includes(each));
  return { booking, place, noted: about, why, forbids: forbidden(sop, { booking, place, noted: about }) };
}

function forbidden(sop: Sop, { booking, place, noted }: AtMock) {
  const conditions = noted.map(({ condition }) => condition);
  return conditions.flatMap((condition) => [
    ...forbiddenByDecline(sop, booking, place, condition),
    ...forbiddenByHand(sop, booking, condition, conditions),
  ]);
}

function withOpen({ booking, place, open }: Mock): AtMock {
  return { booking, place, noted: open };
}

function isFixed(mock: Mock, what: Dealt): boolean {
  if (what === 'mend' || what === 'cancel') return false;
  const isMending = mock.noted.some(({ observation }) => observation.state === 'mending');
  const isDealtWith = what === 'ask' || what === 'asked' || what === 'accept' || what === 'putBack';
  return isDealtWith || isMending || mock.isSoon || isKept(mock);
}

/** Left so where it is booked, and not too close to its start. */
function isLeft(mock: Mock, { place }: Standing): boolean {
  return isKept(mock) && !mock.isSoon && isThere(mock.booking, place);
}

/** A wrong place that people said to keep is where the mock will take place. */
function standingOf({ booking, place, noted }: AtMock): Standing {
  const kept = noted.find(
    ({ condition, observation }) => observation.state === 'kept' && condition.place !== undefined,
  );
  return { booking, place: kept?.condition.place ?? place };
}
