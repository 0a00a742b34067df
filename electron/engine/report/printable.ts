/**
 * What HTML forbids, the other controls, and marks that turn the direction of reading. Listed one by one, and not as
 * `visible` has them: which characters are unassigned depends on the runtime, and a report must come out the same, byte
 * for byte, by every one.
 */
const unseen =
  // oxlint-disable-next-line no-control-regex -- these are what HTML forbids
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Text that every form can carry: what cannot be seen is written out (`\u202e`), lone surrogates become U+FFFD. */
export const printable = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
