import type { Command } from 'commander';
import { addCandidatesExportCommand } from './candidates-export.ts';
import { addCandidatesForgetCommand } from './candidates-forget.ts';

/** `candidates …`: what is known of a person, and taking it away. */
export function addCandidatesCommands(program: Command): void {
  const candidates = program
    .command('candidates')
    .description('what is known of a person, to hand it over or to forget it');
  addCandidatesExportCommand(candidates);
  addCandidatesForgetCommand(candidates);
}
