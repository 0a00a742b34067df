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
   */
  constructor(message, hint) {
    super(message);
    this.name = 'SetupError';
    this.hint = hint;
  }
}
