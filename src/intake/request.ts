import type { CandidateRequestJson } from '../request/model.ts';
import { sameZone } from '../time/zone.ts';
import type { IntakeContext } from './dialogue.ts';
import type { AllAnswers } from './state.ts';

/**
 * The request that the answers make. A group of days without slots has no key; `slots.timeZone` is
 * there only where the slots are not meant in the SOP's zone.
 */
export function requestFrom(answers: AllAnswers, { sop }: IntakeContext): CandidateRequestJson {
  const { name, email, timeZone, start, end, weekdays, weekends, days, slotsZone } = answers;
  const zone = slotsZone === 'sop' ? sop.timeZone : slotsZone === 'candidate' ? timeZone : slotsZone;
  return {
    candidate: { name, email, timeZone },
    window: { start, end },
    slots: {
      ...(weekdays.length === 0 ? {} : { weekdays }),
      ...(weekends.length === 0 ? {} : { weekends }),
      ...days,
      ...(sameZone(zone, sop.timeZone) ? {} : { timeZone: zone }),
    },
  };
}
