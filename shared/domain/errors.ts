// The one error shape of Assay. It crosses process borders as plain data, so it is rebuilt, not cloned.

/** Why an operation failed, as stable data: what was found and expected, where, and what to do next. */
export interface ErrorData {
  /** A stable word, `subject.reason`, such as `csv.time-column-missing`. */
  code: string;
  /** What happened: what was found and what was expected. */
  message: string;
  file?: string;
  /** 1-based line in the decoded text. */
  line?: number;
  /** Byte offset in the decoded content (after gzip, zstd and UTF-16 are undone). */
  offset?: number;
  /** What the user can do about it. */
  hint?: string;
}

export class AssayError extends Error {
  readonly data: ErrorData;

  constructor(data: ErrorData, cause?: unknown) {
    super(data.message, cause === undefined ? undefined : { cause });
    this.name = 'AssayError';
    this.data = data;
  }

  get code(): string {
    return this.data.code;
  }
}

/** Any thrown value as error data; what Assay did not expect becomes `internal.fault`. */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof AssayError) return thrown.data;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'internal.fault',
    message,
    hint: 'This is a fault of Assay itself. The audit is unharmed; please report what you did.',
  };
}

/** Exit status of the command line for an error code (see docs/cli.md). */
export function exitStatusOf(code: string): 2 | 3 | 4 | 5 {
  if (code.startsWith('usage.')) return 2;
  if (code === 'audit.locked' || code === 'audit.newer') return 4;
  if (code.startsWith('internal.')) return 5;
  return 3;
}
