import type { Command } from 'commander';
import { showSop } from '../sop/show-sop.ts';
import { sopSchemaText } from '../sop/sop-schema.ts';
import { print } from './output.ts';
import { loadProcedure } from './sop-file.ts';

/** `sop check`, `sop show`, `sop schema`. */
export function addSopCommands(program: Command, sopFile: () => string): void {
  const sop = program.command('sop').description('check a procedure, show it, or print its JSON Schema');
  sop
    .command('check')
    .argument('<file>', 'the procedure (YAML)')
    .description('find every fault at once, each with its line and column')
    .action((file: string) => {
      const { base, variants } = loadProcedure(file);
      const mocks = [...base.courses.values()].reduce((sum, course) => sum + course.mocks.length, 0);
      const parts = [
        `${counted(base.courses.size, 'course')} with ${counted(mocks, 'mock')}`,
        counted(base.interviewers.size, 'interviewer'),
        counted(variants.length, 'variant'),
      ];
      print(`${file}: right. ${base.name}: ${parts.join(', ')}.`);
    });
  sop
    .command('show')
    .argument('[file]', 'the procedure (YAML); by default SOP_FILE')
    .description('courses, people, hours and rules as people read them')
    .action((file?: string) => print(showSop(loadProcedure(file ?? sopFile()))));
  sop
    .command('schema')
    .description('the JSON Schema of the procedure file, for editors')
    .action(() => print(sopSchemaText().trimEnd()));
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
