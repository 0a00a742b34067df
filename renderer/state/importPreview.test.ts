import { describe, expect, it } from 'vitest';
import {
  canImport,
  chooseFormat,
  choose,
  readyRows,
  useImportPreview,
  type PreviewRow,
} from './importPreview.ts';

const row = (key: string, changes: Partial<PreviewRow>): PreviewRow => ({
  key,
  file: `/client/${key}.zip`,
  container: null,
  member: null,
  bytes: 1,
  candidates: [],
  format: null,
  tied: [],
  code: null,
  reason: null,
  hint: null,
  ...changes,
});

const sure = row('sure', { format: 'otlp-json' });
const tied = row('tied', { tied: ['metric-csv-wide', 'collapsed-stacks'], code: 'import.ambiguous' });
const left = row('left', { code: 'import.empty', reason: 'The file is empty.' });

function open(): void {
  const chosen = new Set(['sure']);
  useImportPreview.setState({
    preview: { state: 'choosing', rows: [sure, tied, left], hidden: 0, chosen, formats: new Map() },
  });
}
function ready(): string[] {
  const { preview } = useImportPreview.getState();
  return preview?.state === 'choosing' ? readyRows(preview).map(({ key }) => key) : [];
}

describe('the preview of an import', () => {
  it('can take what a format reads and what several could', () => {
    expect([sure, tied, left].map(canImport)).toEqual([true, true, false]);
  });

  it('takes a file that fits several formats once its format is said', () => {
    open();
    choose(['tied'], true);
    expect(ready()).toEqual(['sure']);
    chooseFormat('tied', 'collapsed-stacks');
    expect(ready()).toEqual(['sure', 'tied']);
  });

  it('takes nothing that was put aside', () => {
    open();
    choose(['sure', 'tied'], false);
    expect(ready()).toEqual([]);
  });
});
