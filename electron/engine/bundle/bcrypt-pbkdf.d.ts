declare module 'bcrypt-pbkdf' {
  const bcrypt: {
    /** Fills `output` with the derived key. Returns 0, or -1 where a length or the rounds are out of range. */
    pbkdf(
      password: Uint8Array,
      passwordLength: number,
      salt: Uint8Array,
      saltLength: number,
      output: Uint8Array,
      outputLength: number,
      rounds: number,
    ): number;
  };
  export default bcrypt;
}
