import type { RecordedCall } from '../test/google/stand-in/google.ts';

/**
 * How many milliseconds too early calls reached Google, at the worst: over any number of calls in a row,
 * the time that these should have taken by the delay, less the time that they took. A call that is slow
 * on its way makes the next one seem early by as much, so some of it says nothing; a process that kept no
 * pace, or did not know what the one before it had done, would make it grow with each call.
 */
export function earliness(calls: readonly RecordedCall[], delayMs: number): number {
  const paced = calls.filter(({ method }) => method !== 'token' && method !== 'unknown');
  let most = 0;
  let early = 0;
  for (const [index, call] of paced.entries()) {
    const before = paced[index - 1];
    if (before === undefined) continue;
    early = Math.max(0, early + delayMs - (call.at.epochMilliseconds - before.at.epochMilliseconds));
    most = Math.max(most, early);
  }
  return most;
}
