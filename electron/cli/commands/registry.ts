// Written by `npm run registries` from the files beside it.
import type { CliCommand } from '../command.ts';
import { commands as analysesCommands } from './analyses.ts';
import { commands as auditCommands } from './audit.ts';
import { commands as bundleCommands } from './bundle.ts';
import { commands as demoCommands } from './demo.ts';
import { commands as evidenceCommands } from './evidence.ts';
import { commands as graphCommands } from './graph.ts';
import { commands as importCommands } from './import.ts';
import { commands as methodCommands } from './method.ts';

export const commands: readonly CliCommand[] = [
  ...analysesCommands,
  ...auditCommands,
  ...bundleCommands,
  ...demoCommands,
  ...evidenceCommands,
  ...graphCommands,
  ...importCommands,
  ...methodCommands,
];
