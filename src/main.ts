import { runProgram } from './cli/program.ts';

// A diagnostic report, where an operator asks Node for one, must not hold what the environment holds.
process.report.excludeEnv = true;

process.exitCode = await runProgram(process.argv);
