import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { EXIT } from '../errors.ts';
import { addAuthCommands } from './auth-google.ts';
import { addCalendarCommands } from './calendar.ts';
import { addCandidatesCommands } from './candidates.ts';
import { addConfigCommand } from './config.ts';
import { addDbCommands } from './db.ts';
import { addDemoCommand } from './demo.ts';
import { addDoctorCommand } from './doctor.ts';
import { addEnqueueCommand } from './enqueue.ts';
import { reportFailure } from './failure.ts';
import { print, tell } from './output.ts';
import { addPlanCommand } from './plan.ts';
import { loadSettings } from './settings.ts';
import { addSopCommands } from './sop.ts';
import { addStartCommand } from './start.ts';
import { addStatusCommand } from './status.ts';
import { addWorkspaceCommands } from './workspace.ts';

/** Runs one command line; the answer is the exit code. */
export async function runProgram(argv: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.ok;
  const finish = (code: number) => {
    exitCode = code;
  };
  const sopFile = () => loadSettings().sopFile;
  const program = new Command('mock-scheduler')
    .description("Plans and books a candidate's whole sequence of mock interviews by a company's own rules.")
    .version(packageJson.version)
    .showHelpAfterError('(--help explains every command)')
    .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: (text) => tell(text.trimEnd()) })
    .exitOverride();
  addStartCommand(program);
  addDemoCommand(program);
  addPlanCommand(program, finish, sopFile);
  addSopCommands(program, sopFile);
  addEnqueueCommand(program);
  addStatusCommand(program);
  addCalendarCommands(program);
  addAuthCommands(program);
  addDoctorCommand(program, finish);
  addWorkspaceCommands(program);
  addCandidatesCommands(program);
  addDbCommands(program, finish);
  addConfigCommand(program);
  try {
    await program.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    // Commander has said already what is wrong with the call, or shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.fault;
    return reportFailure(error);
  }
}
