import type { Command } from 'commander';
import { describeSettings } from '../config/describe.ts';
import { loadEnvironment } from '../config/environment.ts';
import { readSettings } from '../config/settings.ts';
import { print, tell } from './output.ts';
import { columns } from './table.ts';

/** `config`: what is in force, secrets masked; fails where it could not be used. */
export function addConfigCommand(program: Command): void {
  program
    .command('config')
    .description('print what is in force, secrets masked')
    .action(() => {
      const { environment, warnings } = loadEnvironment();
      for (const warning of warnings) tell(`warning: ${warning}`);
      const rows = describeSettings(environment).map(({ name, value, note }) => [name, value, note]);
      print(columns(['Variable', 'Value', ''], rows));
      readSettings(environment);
    });
}
