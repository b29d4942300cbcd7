import type { SqlArgument, SqlArguments } from './driver.ts';

/** A function call with named arguments as one statement; objects and lists go as JSON text. */
export function sqlCall(name: string, args: SqlArguments): { text: string; values: SqlArgument[] } {
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  const named = given.map(([argument], index) => `${argument} => $${index + 1}`).join(', ');
  return {
    text: `select public.${name}(${named}) as answer`,
    values: given.map(([, value]) =>
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    ),
  };
}
