import type { JsonObject } from '../../src/store/rows.ts';
import { type Office, WORKSPACE } from './office.ts';
import { ZONE } from './team.ts';

export const CANDIDATES_A_WEEK = 10;

/** Free times as candidates give them: late afternoons and evenings, some of them whole weekends. */
const SLOTS: readonly Readonly<Record<string, readonly string[]>>[] = [
  { weekdays: ['16:00-22:00'], weekends: ['09:00-13:00', '17:00-21:00'] },
  { weekdays: ['17:00-22:00'], weekends: ['09:00-21:00'] },
  { weekdays: ['16:00-20:00'], weekends: ['09:00-14:00'] },
  { everyday: ['16:30-21:30'] },
  { weekdays: ['18:00-22:00'], weekends: ['10:00-14:00', '17:00-21:00'] },
];
const ZONES = [ZONE, 'America/Chicago', 'America/New_York', 'Asia/Kolkata'];

/** A candidate, as somebody queues one, for a window of four to five weeks that begins in some days. */
export async function arrival(office: Office, number: number): Promise<void> {
  const { store, clock, chance } = office;
  const name = `Candidate ${number}`;
  const email = `candidate-${number}@example.com`;
  const timeZone = chance.among(ZONES);
  const start = clock
    .now()
    .toZonedDateTimeISO(ZONE)
    .toPlainDate()
    .add({ days: chance.whole(3, 7) });
  const window = { start: `${start}`, end: `${start.add({ days: chance.whole(28, 35) - 1 })}` };
  const request = { candidate: { name, email, timeZone }, window, slots: chance.among(SLOTS) };
  await store.enqueue({
    workspace: WORKSPACE,
    candidateId: chance.uuid(),
    name,
    email,
    timeZone,
    request: request as unknown as JsonObject,
    chat: null,
    actor: 'Ann',
  });
}
