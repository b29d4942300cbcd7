import type { BookingRow } from '../../src/store/rows.ts';
import type { Entries, Entry } from './entries.ts';
import { comingMocks, type Office, WORKSPACE } from './office.ts';
import { ZONE } from './team.ts';

/** Where things are done, and what was entered besides mocks. */
export interface Scene {
  readonly office: Office;
  readonly entries: Entries;
}

const SOON_HOURS = 12;

/** Somebody says no to a mock that is some days ahead, or only hours. */
export async function decline(
  scene: Scene,
  who: 'interviewer' | 'candidate',
  isLate: boolean,
): Promise<void> {
  const hours: readonly [number, number] = isLate ? [1, SOON_HOURS - 1] : [SOON_HOURS + 4, 24 * 10];
  const mock = await someMock(scene, hours);
  if (mock === null) return;
  const { google, ledger } = scene.office;
  const email = who === 'interviewer' ? mock.interviewerEmail : mock.candidateEmail;
  const guest = google.event(mock.eventId)?.attendees.find((one) => one.email.toLowerCase() === email);
  if (guest === undefined || guest.responseStatus === 'declined') return;
  google.people.decline(mock.eventId, email);
  ledger.did(`${who} declines${isLate ? `, less than ${SOON_HOURS} h before` : ''}`, [mock.id]);
}

/** Something else comes into somebody's calendar, over one of their mocks. */
export async function meetingOverMock(scene: Scene, who: 'interviewer' | 'candidate'): Promise<void> {
  const mock = await someMock(scene, [3, 24 * 9]);
  if (mock === null) return;
  const { chance } = scene.office;
  const email = who === 'interviewer' ? mock.interviewerEmail : mock.candidateEmail;
  const start = mock.start.add({ minutes: chance.among([-30, 0, 30]) });
  await entered(
    scene,
    scene.entries.meeting(email, start, chance.among([60, 90])),
    who === 'interviewer' ? 'interviewer gets a meeting over a mock' : 'candidate gets something over a mock',
  );
}

/** Something at a time of no mock, or of one by chance: the calendar is full of such. */
export async function meetingSomewhere(scene: Scene): Promise<void> {
  const { chance, clock } = scene.office;
  const day = today(scene).add({ days: chance.whole(1, 14) });
  const start = at(day, chance.whole(9, 20));
  if (Temporal.Instant.compare(start, clock.now()) <= 0) return;
  const entry = scene.entries.meeting(somebody(scene).email, start, 60);
  await entered(scene, entry, 'other entries in the calendar');
}

/** Two days to two weeks, announced by /timeoff, or entered as out of office. */
export async function vacation(scene: Scene): Promise<void> {
  const { chance, store, ledger } = scene.office;
  const { id, email } = somebody(scene);
  const isAnnounced = chance.happens(0.5);
  const from = today(scene).add({ days: isAnnounced ? chance.whole(14, 35) : chance.whole(7, 21) });
  const to = from.add({ days: chance.among([2, 3, 5, 7, 10, 14]) - 1 });
  if (!isAnnounced) {
    const entry = scene.entries.away(email, from, to, { timeZone: ZONE, declines: chance.happens(0.5) });
    await entered(scene, entry, 'vacation, as out-of-office entry');
    return;
  }
  const off = { from: at(from, 0), to: at(to.add({ days: 1 }), 0) };
  await store.addTimeOff({
    workspace: WORKSPACE,
    id: chance.uuid(),
    interviewer: id,
    ...off,
    note: 'vacation',
    actor: 'Ann',
  });
  const hit = await mocksIn(scene, { email, start: off.from, end: off.to });
  ledger.did(
    'vacation, by /timeoff',
    hit.map((mock) => mock.id),
  );
}

/** Out of office for today, entered in the morning; what they were invited to is declined with it. */
export async function illness(scene: Scene): Promise<void> {
  const { email } = somebody(scene);
  const entry = scene.entries.away(email, today(scene), today(scene), { timeZone: ZONE, declines: true });
  await entered(scene, entry, 'interviewer is ill for the day');
}

/** Somebody drags an event by half an hour or some more, or to the next day: often that is right. */
export async function smallDrag(scene: Scene): Promise<void> {
  const mock = await someMock(scene, [3, 24 * 9]);
  if (mock === null) return;
  const shift = scene.office.chance.among([-90, -60, -30, 30, 60, 90, -24 * 60, 24 * 60]);
  drag(scene, mock, mock.start.add({ minutes: shift }), 'event dragged a little');
}

/** Somebody drags an event to a time at which nobody works. */
export async function wildDrag(scene: Scene): Promise<void> {
  const mock = await someMock(scene, [24, 24 * 9]);
  if (mock === null) return;
  const day = mock.start.toZonedDateTimeISO(ZONE).toPlainDate();
  drag(scene, mock, at(day, 6), 'event dragged to a wrong hour');
}

/** Somebody invites another interviewer of the course in place of the booked one. */
export async function swap(scene: Scene): Promise<void> {
  const { google, ledger, chance, procedure } = scene.office;
  const mock = await someMock(scene, [3, 24 * 9]);
  const course = mock === null ? undefined : procedure.base.courses.get(mock.course);
  if (mock === null || course === undefined) return;
  const others = [...course.main, ...course.backup].filter((id) => id !== mock.interviewer);
  if (others.length === 0) return;
  google.people.swap(
    mock.eventId,
    invitedAs(scene, mock, mock.interviewerEmail),
    procedure.base.interviewers.get(chance.among(others))!.email,
  );
  ledger.did('another interviewer put in by hand', [mock.id]);
}

export async function deletion(scene: Scene): Promise<void> {
  const mock = await someMock(scene, [3, 24 * 9]);
  if (mock === null) return;
  scene.office.google.people.delete(mock.eventId);
  scene.office.ledger.did('event deleted', [mock.id]);
}

export async function renaming(scene: Scene): Promise<void> {
  const mock = await someMock(scene, [3, 24 * 9]);
  if (mock === null) return;
  scene.office.google.people.rename(mock.eventId, `Mock with ${mock.candidateName}`);
  scene.office.ledger.did('event renamed', [mock.id]);
}

function drag({ office }: Scene, mock: BookingRow, start: Temporal.Instant, what: string): void {
  if (Temporal.Instant.compare(start, office.clock.now()) <= 0) return;
  office.google.people.drag(mock.eventId, start);
  office.ledger.did(what, [mock.id]);
}

/** What is entered concerns all mocks of that person at that time. */
async function entered(scene: Scene, entry: Entry, what: string): Promise<void> {
  const hit = await mocksIn(scene, entry);
  scene.office.ledger.did(
    what,
    hit.map((mock) => mock.id),
  );
}

async function mocksIn({ office }: Scene, { email, start, end }: Entry): Promise<BookingRow[]> {
  const coming = await comingMocks(office);
  return coming.filter(
    (mock) =>
      [mock.interviewerEmail, mock.candidateEmail].includes(email) &&
      Temporal.Instant.compare(mock.start, end) < 0 &&
      Temporal.Instant.compare(mock.end, start) > 0,
  );
}

/** A booked mock that starts within so many hours from now, whose event stands as it is booked. */
async function someMock(
  { office }: Scene,
  [least, most]: readonly [number, number],
): Promise<BookingRow | null> {
  const { clock, google, chance } = office;
  const mocks = (await comingMocks(office)).filter((mock) => {
    const hours = mock.start.since(clock.now()).total('hours');
    const event = google.event(mock.eventId);
    const isInvited =
      event?.attendees.some((one) => one.email.toLowerCase() === mock.interviewerEmail) === true;
    return (
      mock.state === 'booked' &&
      hours >= least &&
      hours <= most &&
      isInvited &&
      event.start.equals(mock.start)
    );
  });
  return mocks.length === 0 ? null : chance.among(mocks);
}

function invitedAs({ office }: Scene, { eventId }: BookingRow, email: string): string {
  return office.google.event(eventId)!.attendees.find((one) => one.email.toLowerCase() === email)!.email;
}

function somebody({ office }: Scene) {
  return office.chance.among([...office.procedure.base.interviewers.values()]);
}

function today({ office }: Scene): Temporal.PlainDate {
  return office.clock.now().toZonedDateTimeISO(ZONE).toPlainDate();
}

function at(day: Temporal.PlainDate, hour: number): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: ZONE, plainTime: { hour } }).toInstant();
}
