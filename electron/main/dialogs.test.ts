import { describe, expect, it } from 'vitest';
import { defaultPath, fileDialogs, safeFileName, withExtension } from './dialogs.ts';

describe('file dialogs', () => {
  it('suggest a name with the extension of its kind', () => {
    expect(defaultPath('/docs', fileDialogs['create-audit'], 'Orders')).toBe('/docs/Orders.assay');
    expect(defaultPath('/docs', fileDialogs['save-bundle'], 'orders.zip')).toBe('/docs/orders.zip');
    expect(defaultPath('/docs', fileDialogs['save-bundle'])).toBe('/docs/Bundle.zip');
  });

  it('start in the documents folder, whatever a suggested name holds', () => {
    expect(defaultPath('/docs', fileDialogs['create-audit'], '../../etc/x')).toBe('/docs/-..-etc-x.assay');
    expect(safeFileName('..')).toBe('');
    expect(safeFileName('a:b\u0000c')).toBe('a-b-c');
    expect(safeFileName('gpj.\u202eexe\n')).toBe('gpj.-exe-');
  });

  it('complete a name typed without its extension', () => {
    expect(withExtension('/docs/Orders', '.assay')).toBe('/docs/Orders.assay');
    expect(withExtension('/docs/Orders.ASSAY', '.assay')).toBe('/docs/Orders.ASSAY');
    expect(withExtension('/docs/key', '')).toBe('/docs/key');
  });
});
