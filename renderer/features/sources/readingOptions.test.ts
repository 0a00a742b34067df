import { describe, expect, it } from 'vitest';
import { parseOptions } from './readingOptions.ts';

describe('parseOptions', () => {
  it('reads one option a line and passes over blank lines', () => {
    expect(parseOptions('separator=;\n\n time-column = ts ')).toEqual({
      separator: ';',
      'time-column': 'ts',
    });
  });
  it('keeps an equals sign in a value', () => {
    expect(parseOptions('separator==')).toEqual({ separator: '=' });
  });
  it('refuses a line without a name or an equals sign', () => {
    expect(parseOptions('separator')).toBeNull();
    expect(parseOptions('=;')).toBeNull();
  });
});
