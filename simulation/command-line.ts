/**
 * What a command of `npm run` is asked to do. Prints how it is used where that is asked for, and ends; says
 * what is wrong with the options, and ends with 1.
 */
export function askedFor<Options>(read: (argv: readonly string[]) => Options, usage: string): Options {
  const argv = process.argv.slice(2);
  if (argv.includes('--help')) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  try {
    return read(argv);
  } catch (error) {
    if (!isOfTheCaller(error)) throw error;
    process.stderr.write(`${error.message}\n\n${usage}\n`);
    process.exit(1);
  }
}

/** An option that there is not, or a value that it cannot have. */
function isOfTheCaller(error: unknown): error is Error {
  if (error instanceof RangeError) return true;
  const { code } = error as { readonly code?: unknown };
  return error instanceof TypeError && typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS_');
}
