import { type Finding, fails, ok, warning } from './finding.ts';

const CHECK = 'clock';
const WARN_SECONDS = 5;
const FAIL_SECONDS = 60;

/**
 * How far this machine's clock is from Google's: when mocks are due, leases and tokens go by it. The
 * server's time is in whole seconds, said at some moment between `from` and `to`.
 */
export function checkDrift(
  serverTime: Temporal.Instant,
  { from, to }: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
): Finding {
  const middle = (from.epochMilliseconds + to.epochMilliseconds) / 2;
  const seconds = (middle - (serverTime.epochMilliseconds + 500)) / 1000;
  const off = Math.abs(seconds);
  const message = `This machine’s clock is ${off.toFixed(off < 10 ? 1 : 0)} s ${seconds > 0 ? 'ahead of' : 'behind'} Google’s.`;
  const remedy = 'Let the system set its clock by itself (NTP), e.g. timedatectl set-ntp true.';
  if (off > FAIL_SECONDS) return fails(CHECK, message, remedy);
  if (off > WARN_SECONDS) return warning(CHECK, message, remedy);
  return ok(CHECK, `This machine’s clock agrees with Google’s.`);
}
