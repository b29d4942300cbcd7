import { type Environment, settingOf } from './setting-of.ts';
import { VARIABLES } from './variables.ts';

/** Every variable with what is in force; secrets only as set or not. */
export function describeSettings(environment: Environment): { name: string; value: string; note: string }[] {
  return VARIABLES.map((variable) => {
    const value = settingOf(environment, variable);
    const isSet = environment[variable.name]?.trim() ? 'set' : 'default';
    if (value === undefined) return { name: variable.name, value: '–', note: 'not set' };
    return {
      name: variable.name,
      value: variable.secret === true ? '••••••••' : withoutPassword(value),
      note: isSet,
    };
  });
}

/** A URL may carry a password between the user's name and the host. */
function withoutPassword(value: string): string {
  return value.replace(/(\/\/[^:/@\s]*):[^@/\s]*@/g, '$1:••••••••@');
}
