// What the engine and the import worker say to each other.
import type { Source } from '../../../shared/contract/sources.ts';
import type { ErrorData } from '../../../shared/domain/errors.ts';
import type { ContainerForm } from './containers/container.ts';
import type { ImportProgress, ImportSettings } from './pipeline.ts';

export interface FileRequest {
  type: 'file';
  path: string;
  settings: ImportSettings;
}

export interface ContainerRequest {
  type: 'container';
  path: string;
  form: ContainerForm;
  settings: ImportSettings;
  /** The members to import and the format of each that was chosen; null for all of them. */
  only: ReadonlyMap<string, string | undefined> | null;
}

/** One member, or with `member` null the container from some place on. */
export interface LeftMember {
  member: string | null;
  error: ErrorData;
}

export type FromWorker =
  | { type: 'progress'; progress: ImportProgress }
  /** A member stands whole in the staging database; the worker waits for `ToWorker`. */
  | { type: 'staged'; source: Source }
  | ({ type: 'left' } & LeftMember)
  | { type: 'hidden' }
  | { type: 'done'; source: Source | null }
  | { type: 'failed'; error: ErrorData };

/** The id for the next member, once the last one is in the audit or was put away. */
export interface ToWorker {
  sourceId: number;
}
