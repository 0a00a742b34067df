import { describe, expect, it } from 'vitest';
import { closingQuestion } from './closing.ts';
import type { JobProgress } from './jobs.ts';

const job: JobProgress = {
  jobId: '1',
  method: 'source.import',
  label: 'app.csv',
  writes: true,
  state: 'running',
  phase: 'Reading',
  done: 619,
  total: 1000,
  unit: 'B',
  rate: 0,
};

describe('the question before closing', () => {
  it('names the file, how far it is, and what closing costs', () => {
    expect(closingQuestion([job])).toEqual({
      message: 'app.csv is still being imported; 61\u202F% is done.',
      detail: 'Closing cancels the import, and nothing of it is kept.',
      close: 'Cancel the import and close',
      goOn: 'Go on',
    });
  });

  it('shows what cannot be seen in a name, and keeps it on one line', () => {
    const { message } = closingQuestion([{ ...job, label: 'a\u202egpj\nb' }]) ?? {};
    expect(message).toBe('a\\u202egpj\\u000ab is still being imported; 61\u202F% is done.');
  });

  it('counts what waits, and does not guess how far a job is', () => {
    const signing = { ...job, method: 'bundle.create', label: 'B.zip', total: 0 };
    expect(closingQuestion([signing, { ...job, phase: 'Waiting' }])).toMatchObject({
      message: 'B.zip is still being written, and 1 more after it.',
      close: 'Cancel the signing and close',
    });
  });

  it('is not asked where no job writes to the audit', () => {
    expect(closingQuestion([])).toBeNull();
    expect(closingQuestion([{ ...job, method: 'bundle.verify', writes: false }])).toBeNull();
    expect(closingQuestion([{ ...job, state: 'done' }])).toBeNull();
  });
});
