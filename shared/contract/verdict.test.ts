import { describe, expect, it } from 'vitest';
import type { Verification } from './bundle.ts';
import { figuresText, isConfirmed, verdictOf } from './verdict.ts';

const sound: Verification = {
  ok: true,
  bundle: null,
  signerGiven: true,
  signerMatched: true,
  signatures: [
    { role: 'auditor', identity: 'ada', keyFingerprint: 'SHA256:x', algorithm: 'ssh-ed25519', ok: true },
  ],
  files: { checked: 9, missing: [], altered: [], extra: [] },
  journal: { entries: 4, ok: true, firstBroken: null },
  recomputed: null,
  figures: null,
  newer: null,
  problems: [],
  notes: [],
};
const alike: NonNullable<Verification['recomputed']> = {
  claims: 2,
  matched: 2,
  differing: [],
  otherVersion: [],
  documents: { checked: 3, differing: [] },
  baselines: { checked: 1, differing: [] },
  report: { state: 'same', made: 1, ran: 1, known: true, differing: [] },
};
const sentence = (changes: Partial<Verification>): string =>
  verdictOf({ ...sound, ok: false, ...changes }).sentence;

describe('the verdict on a bundle', () => {
  it('is good only when the signer was named', () => {
    expect(verdictOf(sound).tone).toBe('good');
    expect(verdictOf({ ...sound, signerGiven: false, signerMatched: null })).toEqual({
      tone: 'warn',
      sentence: 'Whole, and signed by a key that nobody has confirmed.',
    });
  });

  it.each([
    ['newer', false, 'Whole, and signed by the key you gave, but a newer bundle of this audit exists.'],
    ['diverged', false, 'Whole, and signed by the key you gave, but it and the other bundle have diverged.'],
    [
      'other-audit',
      false,
      'Whole, and signed by the key you gave, but the other bundle is of another audit.',
    ],
    ['not-verified', false, 'Whole, and signed by the key you gave, but the other bundle does not verify.'],
    ['older', true, 'Whole, and signed by the key you gave.'],
    ['same', true, 'Whole, and signed by the key you gave.'],
  ] as const)('tells what another bundle is to it: %s', (state, confirmed, text) => {
    const result = { ...sound, newer: { state, signedAt: null, entries: 0 } };
    expect(verdictOf(result)).toEqual({ tone: confirmed ? 'good' : 'warn', sentence: text });
    expect(isConfirmed(result)).toBe(confirmed);
  });

  it('names what is wrong', () => {
    expect(sentence({ signerMatched: false })).toContain('signed by another key than the one you gave');
    expect(sentence({ signatures: [] })).toContain('no signature');
    expect(sentence({ signatures: sound.signatures.map((one) => ({ ...one, ok: false })) })).toContain(
      'not valid',
    );
    expect(sentence({ files: { checked: 9, missing: ['a'], altered: ['b', 'c'], extra: [] } })).toBe(
      'Do not rely on this bundle: 2 files altered, 1 file missing.',
    );
    expect(sentence({ journal: { entries: 4, ok: false, firstBroken: 2 } })).toContain('journal');
    expect(
      sentence({
        recomputed: { ...alike, matched: 1, differing: [{ id: 1, title: 'p95', reason: 'r' }] },
      }),
    ).toContain('1 figure came out different');
    expect(
      sentence({
        recomputed: { ...alike, documents: { checked: 3, differing: ['data/series.json'] } },
      }),
    ).toContain('something else than it says');
    expect(
      sentence({
        recomputed: {
          ...alike,
          baselines: { checked: 1, differing: [{ name: 'March', reason: 'r' }] },
        },
      }),
    ).toContain('1 baseline came out different');
    expect(
      sentence({
        recomputed: {
          ...alike,
          report: { state: 'differing', made: 1, ran: 1, known: true, differing: ['report/report.html'] },
        },
      }),
    ).toContain('report says something else');
    expect(sentence({ recomputed: { ...alike, claims: 0, matched: 0 } })).toContain('no figure in it');
    const other = { what: 'figure', id: 1, title: 'p95', made: 7, ran: 1, equal: false } as const;
    expect(sentence({ recomputed: { ...alike, otherVersion: [{ ...other, known: false }] } })).toContain(
      'a version that this Assay cannot compare with',
    );
    expect(
      sentence({
        recomputed: {
          ...alike,
          report: { state: 'other-version', made: 2, ran: 1, known: false, differing: [] },
        },
      }),
    ).toContain('a version that this Assay cannot compare with');
    expect(sentence({ problems: ['4 bytes follow the end of the archive.'] })).toContain(
      'not what a bundle must be',
    );
  });
});

describe('the figures of a report', () => {
  const counts = { computed: 1212, stated: 14, judged: 6 };
  it.each([
    [{ ...counts, recomputed: null }, '1,212 computed; 14 stated; 6 judged.'],
    [{ ...counts, recomputed: 1200 }, '1,212 computed, 1,200 of them recomputed; 14 stated; 6 judged.'],
    [{ ...counts, recomputed: 1212 }, '1,212 computed and recomputed; 14 stated; 6 judged.'],
    [null, 'The report does not tell computed, stated and judged figures apart.'],
  ])('are told apart', (figures, text) => {
    expect(figuresText({ figures })).toBe(text);
  });
});
