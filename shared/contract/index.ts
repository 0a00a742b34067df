// The only door between the window, the command line and the engine.
import type { z } from 'zod';
import type { ErrorData } from '../domain/errors.ts';
import { analysisMethods } from './analyses.ts';
import { auditMethods } from './audit.ts';
import { bundleMethods } from './bundle.ts';
import type { Merged } from './define.ts';
import { findingMethods } from './findings.ts';
import { jobMethods, type EngineEvent } from './jobs.ts';
import { journalMethods } from './journal.ts';
import { kindContracts } from './kinds.ts';
import { methodMethods } from './method.ts';
import { reportMethods } from './report.ts';
import { shellMethods } from './shell.ts';
import { sourceMethods } from './sources.ts';

type KindContracts = typeof kindContracts;
/** The methods of every kind of evidence. */
const kindMethods = Object.assign(
  {},
  ...Object.values(kindContracts).map(({ methods }) => methods),
) as Merged<KindContracts[keyof KindContracts]['methods']>;

export const engineContract = {
  ...auditMethods,
  ...sourceMethods,
  ...kindMethods,
  ...analysisMethods,
  ...methodMethods,
  ...findingMethods,
  ...journalMethods,
  ...reportMethods,
  ...bundleMethods,
  ...jobMethods,
};
export const shellContract = shellMethods;
export const contract = { ...engineContract, ...shellContract };

export type EngineMethod = keyof typeof engineContract;
export type ShellMethod = keyof typeof shellContract;
export type MethodName = keyof typeof contract;
/** What a caller passes. */
export type Input<M extends MethodName> = z.input<(typeof contract)[M]['input']>;
/** What a handler receives: the input after validation. */
export type Received<M extends MethodName> = z.output<(typeof contract)[M]['input']>;
export type Output<M extends MethodName> = z.output<(typeof contract)[M]['output']>;

/** Errors cross process borders as data. */
export type CallResult<M extends MethodName = MethodName> =
  | { ok: true; output: Output<M> }
  | { ok: false; error: ErrorData };

/** What the preload script puts on `window.assay`. */
export interface WindowBridge {
  /** `jobId` names a job so that its progress can be followed and cancelled. */
  call<M extends MethodName>(method: M, input: Input<M>, jobId?: string): Promise<CallResult<M>>;
  /** Returns the function that stops listening. */
  onEvent(listener: (event: EngineEvent) => void): () => void;
  /** The path of a dropped file, which from then on is open to the contract's methods. */
  pathForFile(file: File): string;
}
