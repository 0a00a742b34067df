/** Text that every form can carry: what HTML forbids, and lone surrogates, become U+FFFD. */
export const printable = (text: string): string =>
  text
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex -- these are what HTML forbids
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '\uFFFD');
