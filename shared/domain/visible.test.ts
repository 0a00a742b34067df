import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hyphenated, visible, visibleJson, visibleProse } from './visible.ts';

// oxlint-disable-next-line no-control-regex -- what must not be left
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

describe('visible', () => {
  it.each([
    ['an escape sequence', '\u001b[31mred', '\\u001b[31mred'],
    ['a second line', 'one\ntwo\rthree\u2028four', 'one\\u000atwo\\u000dthree\\u2028four'],
    ['C1 and DEL', 'a\u009bb\u007f', 'a\\u009bb\\u007f'],
    ['a turned direction', 'gpj.\u202eexe', 'gpj.\\u202eexe'],
    ['unassigned characters', 'a\u0378\u{e0080}', 'a\\u0378\\u{e0080}'],
    ['a lone surrogate', 'a\ud800b', 'a\\ud800b'],
    ['a family that is joined', '\u{1f469}\u200d\u{1f467}', '\u{1f469}\u200d\u{1f467}'],
    ['plain text of any language', 'Prüfung “p95” – 監査 🙂 מבחן', 'Prüfung “p95” – 監査 🙂 מבחן'],
  ])('writes %s', (_what, text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  it('leaves one line, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(controls);
      }),
    );
  });
});

describe('visibleProse', () => {
  it('keeps the lines and tabs of a text, and nothing else that cannot be seen', () => {
    expect(visibleProse('one\n\ttwo\r\nthree\rfour\u202efive')).toBe(
      'one\n\ttwo\nthree\\u000dfour\\u202efive',
    );
  });
});

describe('hyphenated', () => {
  it('has a hyphen for what could not be seen', () => {
    expect(hyphenated('gpj.\u202eexe\n\u001b[2J')).toBe('gpj.-exe--[2J');
  });
});

describe('visibleJson', () => {
  it('says the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = visibleJson(JSON.stringify(value));
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(json).not.toMatch(controls);
      }),
    );
  });
});
