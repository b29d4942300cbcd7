import type { Command } from 'commander';
import { loadEnvironment } from '../config/environment.ts';
import { EXIT } from '../errors.ts';
import { checkConfiguration } from './doctor/configuration.ts';
import { checkDataDir } from './doctor/data-dir.ts';
import { checkEnvFile } from './doctor/env-file.ts';
import type { Finding } from './doctor/finding.ts';
import { checkGoogle } from './doctor/google.ts';
import { checkProcedureFile } from './doctor/procedure.ts';
import { checkPublicAddress } from './doctor/public-address.ts';
import { checkStore } from './doctor/store.ts';
import { checkTelegram } from './doctor/telegram.ts';
import { print } from './output.ts';

const ENV_FILE = '.env';

/** `doctor`: tries what is configured and says how to mend what fails. */
export function addDoctorCommand(program: Command, finish: (code: number) => void): void {
  program
    .command('doctor')
    .description('try each configured service and say how to mend what fails')
    .option('--json', 'as JSON')
    .action(async (options: { json?: true }) => {
      const findings = await examine();
      const fine = findings.every(({ status }) => status !== 'fails');
      print(options.json === true ? JSON.stringify({ ok: fine, findings }) : findings.map(lines).join('\n'));
      finish(fine ? EXIT.ok : EXIT.fault);
    });
}

async function examine(): Promise<readonly Finding[]> {
  const envFile = checkEnvFile(ENV_FILE);
  const { environment, warnings } = loadEnvironment(ENV_FILE);
  const { settings, findings } = checkConfiguration(environment, warnings);
  if (settings === null) return [envFile, ...findings];
  const procedure = checkProcedureFile(settings.sopFile);
  const dataDir = checkDataDir(settings);
  return [
    envFile,
    ...findings,
    ...procedure.findings,
    dataDir,
    // A store that lives there would only say the same once more.
    ...(dataDir.status === 'fails' ? [] : [await checkStore(settings)]),
    ...(await checkGoogle(settings.google, procedure.procedure)),
    ...(await checkPublicAddress(settings.publicUrl, settings.google !== null)),
    ...(await checkTelegram(settings.telegram)),
  ];
}

const MARKS = { ok: 'ok      ', warning: 'warning ', fails: 'FAILS   ' } as const;

function lines({ check, status, message, remedy }: Finding): string {
  const line = `${MARKS[status]} ${check}: ${message}`;
  return remedy === null ? line : `${line}\n         → ${remedy}`;
}
