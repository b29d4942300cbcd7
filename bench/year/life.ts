import { arrival, CANDIDATES_A_WEEK } from './arrivals.ts';
import * as deeds from './deeds.ts';
import { SOP_EDITS, type Source, teamProcedure, ZONE } from './team.ts';

/** What happens in a usual week, and between which hours of a day. */
interface Habit {
  readonly aWeek: number;
  readonly hours: readonly [number, number];
  readonly deed: (scene: deeds.Scene) => Promise<void>;
}

const AWAKE = [8, 21] as const;

const HABITS: readonly Habit[] = [
  { aWeek: 6, hours: AWAKE, deed: (scene) => deeds.decline(scene, 'interviewer', false) },
  { aWeek: 1, hours: [8, 19], deed: (scene) => deeds.decline(scene, 'interviewer', true) },
  { aWeek: 4, hours: AWAKE, deed: (scene) => deeds.meetingOverMock(scene, 'interviewer') },
  { aWeek: 4, hours: AWAKE, deed: deeds.meetingSomewhere },
  { aWeek: (8 * 3) / 52, hours: AWAKE, deed: deeds.vacation },
  { aWeek: (8 * 4) / 52, hours: [6, 9], deed: deeds.illness },
  { aWeek: 2, hours: AWAKE, deed: (scene) => deeds.decline(scene, 'candidate', false) },
  { aWeek: 0.5, hours: [8, 19], deed: (scene) => deeds.decline(scene, 'candidate', true) },
  { aWeek: 2, hours: AWAKE, deed: (scene) => deeds.meetingOverMock(scene, 'candidate') },
  { aWeek: 2, hours: AWAKE, deed: deeds.smallDrag },
  { aWeek: 0.5, hours: AWAKE, deed: deeds.wildDrag },
  { aWeek: 0.5, hours: AWAKE, deed: deeds.swap },
  { aWeek: 0.5, hours: AWAKE, deed: deeds.deletion },
  { aWeek: 1, hours: AWAKE, deed: deeds.renaming },
];

/** Enters all that happens in so many weeks from `start`: who comes, what people do, and edits of the SOP. */
export function enterLife(scene: deeds.Scene, start: Temporal.PlainDate, weeks: number): void {
  const { agenda, chance } = scene.office;
  let number = 0;
  for (let week = 0; week < weeks; week += 1) {
    const monday = start.add({ days: week * 7 });
    for (let each = 0; each < CANDIDATES_A_WEEK; each += 1) {
      number += 1;
      const candidate = number;
      const day = monday.add({ days: chance.whole(0, 4) });
      agenda.enter(momentOn(scene, day, [9, 18]), () => arrival(scene.office, candidate));
    }
    for (const { aWeek, hours, deed } of HABITS) {
      const times = Math.floor(aWeek) + (chance.happens(aWeek % 1) ? 1 : 0);
      for (let time = 0; time < times; time += 1) {
        const day = monday.add({ days: chance.whole(0, 6) });
        agenda.enter(momentOn(scene, day, hours), () => deed(scene));
      }
    }
  }
  enterEdits(scene, start, weeks);
}

function enterEdits(scene: deeds.Scene, start: Temporal.PlainDate, weeks: number): void {
  const { agenda, ledger } = scene.office;
  const made: ((source: Source) => void)[] = [];
  for (const [index, { says, edit }] of SOP_EDITS.entries()) {
    const week = Math.floor((weeks * (index + 1)) / (SOP_EDITS.length + 1));
    agenda.enter(momentOn(scene, start.add({ days: week * 7 + 1 }), [9, 12]), async () => {
      made.push(edit);
      scene.office.procedure = teamProcedure((source) => {
        for (const each of made) each(source);
      });
      ledger.changes += 1;
      ledger.did(`the SOP is edited: ${says}`, []);
    });
  }
}

function momentOn(
  { office }: deeds.Scene,
  day: Temporal.PlainDate,
  [from, to]: readonly [number, number],
): Temporal.Instant {
  const plainTime = new Temporal.PlainTime(from).add({ seconds: office.chance.whole(0, (to - from) * 3600) });
  return day.toZonedDateTime({ timeZone: ZONE, plainTime }).toInstant();
}
