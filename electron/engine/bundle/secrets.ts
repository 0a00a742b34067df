// Secrets are held in bytes and overwritten once they have served: a text stays in memory until it is collected. Where
// the runtime holds a copy of its own (a key object, a text that was typed in the window), nothing can be done.

/** A passphrase; one given as bytes is overwritten by what uses it. */
export type Secret = string | Uint8Array;

/** The bytes of a secret, in place where it is given as such. */
export const bytesOf = (secret: Secret): Buffer =>
  typeof secret === 'string'
    ? Buffer.from(secret, 'utf8')
    : Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength);

export function overwrite(...secrets: readonly (Uint8Array | null | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0);
}

/** Overwrites what a caller gave, where it can be. */
export const overwriteGiven = (secret: Secret | undefined): void =>
  overwrite(typeof secret === 'string' ? null : secret);
