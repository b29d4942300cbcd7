import { askedFor } from './command-line.ts';
import { readOptions, USAGE } from './options.ts';
import { manySeeds } from './show/many-seeds.ts';
import { oneSeed } from './show/one-seed.ts';
import { plantedBugs } from './show/planted.ts';

const options = askedFor(readOptions, USAGE);
const print = (text: string) => process.stdout.write(text);
const isRight =
  options.what === 'planted'
    ? await plantedBugs(options, print)
    : options.what === 'one'
      ? await oneSeed(options, print)
      : await manySeeds(options, print);
process.exit(isRight ? 0 : 1);
