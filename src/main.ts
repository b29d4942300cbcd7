import { reportFailure } from './cli/failure.ts';
import { runProgram } from './cli/program.ts';

// A diagnostic report, where an operator asks Node for one, must not hold what the environment holds.
process.report.excludeEnv = true;

// Told as any other bug of ours: Node's own way prints all that an error of a library holds, keys among it.
process.on('uncaughtException', (error) => process.exit(reportFailure(error)));

process.exitCode = await runProgram(process.argv);
