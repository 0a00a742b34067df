import { describe, expect, it } from 'vitest';
import { formats } from '../formats/registry.ts';
import { chooseAmong, chooseFormat, detect } from './detect.ts';

const [first, second, third] = formats;
if (!first || !second || !third) throw new Error('Three formats are needed.');

const codeOf = (attempt: () => unknown): string => {
  try {
    attempt();
    return 'no error';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('choosing among the formats that could read a file', () => {
  it('takes the one that is surest', () => {
    const candidates = [
      { format: first, score: 0.9 },
      { format: second, score: 0.4 },
    ];
    expect(chooseAmong(candidates)).toEqual({ state: 'one', format: first, confidence: 0.9 });
  });

  it('chooses nothing where no format fits, so that the import says why', () => {
    expect(chooseAmong([])).toBeNull();
  });

  it('calls a tie among all that share the best score, and among no other', () => {
    const candidates = [
      { format: first, score: 0.6 },
      { format: second, score: 0.6 },
      { format: third, score: 0.2 },
    ];
    expect(chooseAmong(candidates)).toEqual({ state: 'tied', formats: [first, second] });
  });
});

describe('detecting a format', () => {
  const csv = Buffer.from('time,latency_ms\n2026-01-05T00:00:00Z,12\n');

  it('hands on the format itself with how sure it is', () => {
    const { candidates, choice } = detect(csv, 'a.csv');
    expect(choice).toMatchObject({ state: 'one', format: { id: 'metric-csv-wide' } });
    expect(candidates[0]?.format).toBe(formats.find(({ id }) => id === 'metric-csv-wide'));
  });

  it('has an error for blank and for unknown bytes', () => {
    expect(detect(Buffer.from(' \n'), 'a.csv').choice).toMatchObject({ error: { code: 'import.empty' } });
    expect(detect(Buffer.from('prose'), 'a.txt').choice).toMatchObject({
      error: { code: 'import.unrecognised' },
    });
  });

  it('throws that error where the file is to be imported, and takes the format that was asked for', () => {
    expect(codeOf(() => chooseFormat(Buffer.from(''), 'a.csv', 'otlp-json'))).toBe('import.empty');
    expect(codeOf(() => chooseFormat(Buffer.from('prose'), 'a.txt', undefined))).toBe('import.unrecognised');
    expect(codeOf(() => chooseFormat(csv, 'a.csv', 'no-such'))).toBe('usage.unknown-format');
    expect(chooseFormat(csv, 'a.csv', 'otlp-json')).toMatchObject({ format: { id: 'otlp-json' } });
  });
});
