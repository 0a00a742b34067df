// What the launcher tells the user: one line a step, on stderr, so that `assay --json` keeps stdout to itself.

/** Prints one line about set-up. @param {string} line */
export function say(line) {
  process.stderr.write(`assay: ${line}\n`);
}

/** A set-up that cannot go on: the message says what is missing, the hint what to do. Shown as one line. */
export class SetupError extends Error {
  /**
   * @param {string} message
   * @param {string} [hint]
   * @param {number} [status] what the launcher ends with; its own choice when absent
   */
  constructor(message, hint, status) {
    super(message);
    this.name = 'SetupError';
    this.hint = hint;
    this.status = status;
  }
}
