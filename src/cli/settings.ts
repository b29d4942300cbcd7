import { loadEnvironment } from '../config/environment.ts';
import { readSettings, type Settings } from '../config/settings.ts';
import { tell } from './output.ts';

/** The settings in force; warnings about `.env` go to standard error. */
export function loadSettings(): Settings {
  const { environment, warnings } = loadEnvironment();
  for (const warning of warnings) tell(`warning: ${warning}`);
  return readSettings(environment);
}
