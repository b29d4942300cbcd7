import type { Environment } from '../../config/setting-of.ts';
import { checkSettings, type Settings } from '../../config/settings.ts';
import { type Finding, fails, ok, warning } from './finding.ts';

const CHECK = 'configuration';

/** All faults of the variables; without settings nothing else can be tried. */
export function checkConfiguration(
  environment: Environment,
  warnings: readonly string[],
): { settings: Settings | null; findings: readonly Finding[] } {
  const { settings, faults } = checkSettings(environment);
  const unread = warnings.map((text) => warning(CHECK, text, 'Correct the name, or remove the line.'));
  if (settings === null) {
    const remedy = 'Correct it in .env; nothing else is tried before.';
    return { settings, findings: [...faults.map((fault) => fails(CHECK, fault, remedy)), ...unread] };
  }
  return { settings, findings: [ok(CHECK, 'Every variable can be used.'), ...unread] };
}
