import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../engine.ts';
import { sections } from '../report/sections/registry.ts';
import { testAudit } from '../../../test/support/engine.ts';

let folder: string;
let engine: Engine;
beforeEach(async () => {
  ({ engine, folder } = await testAudit('Orders'));
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('report.forms', () => {
  it('names what a report can be written as', async () => {
    const { forms } = await engine.call('report.forms', {});
    const named = forms.map(({ id, extension }) => [id, extension]);
    for (const form of ['html', 'json', 'md']) expect(named).toContainEqual([form, form]);
  });
});

describe('report.preview', () => {
  it('is the page, with what the report says it misses', async () => {
    const { html, missing } = await engine.call('report.preview', {});
    expect(html).toContain('<!doctype html>');
    expect(missing.length).toBeGreaterThan(5);
    for (const { section, message } of missing) expect(html).toContain(`<li>${section}: ${message}</li>`);
  });
});

describe('report.build', () => {
  it('refuses a format there is not, and makes no folder', async () => {
    const out = join(folder, 'report');
    await expect(engine.call('report.build', { out, formats: ['html', 'pdf'] })).rejects.toMatchObject({
      code: 'usage.unknown-report-format',
    });
    expect(readdirSync(folder)).not.toContain('report');
  });

  it('leaves the report that is there as it was when a section fails', async () => {
    const out = join(folder, 'report');
    const { files } = await engine.call('report.build', { out });
    const before = files.map(({ path }) => readFileSync(path, 'utf8'));
    await engine.call('audit.update', { name: 'Another name' });
    const [section] = sections;
    if (!section) throw new Error('no section');
    vi.spyOn(section, 'build').mockImplementation(() => {
      throw new Error('fault of a section');
    });
    await expect(engine.call('report.build', { out })).rejects.toThrow('fault of a section');
    expect(files.map(({ path }) => readFileSync(path, 'utf8'))).toEqual(before);
    expect(readdirSync(out).toSorted()).toEqual(files.map(({ path }) => basename(path)).toSorted());
  });
});
