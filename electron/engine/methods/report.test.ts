import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openArchive } from '../bundle/zipReader.ts';
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
    await expect(engine.call('report.build', { out, replace: true })).rejects.toThrow('fault of a section');
    expect(files.map(({ path }) => readFileSync(path, 'utf8'))).toEqual(before);
    expect(readdirSync(out).toSorted()).toEqual(files.map(({ path }) => basename(path)).toSorted());
  });

  it('replaces an earlier report in every form where it is told to, and only there', async () => {
    const out = join(folder, 'report');
    const { files } = await engine.call('report.build', { out });
    await engine.call('audit.update', { name: 'Another name' });
    await expect(engine.call('report.build', { out })).rejects.toMatchObject({ code: 'file.exists' });
    for (const { path } of files) expect(readFileSync(path, 'utf8')).not.toContain('Another name');
    await engine.call('report.build', { out, replace: true });
    for (const { path } of files) expect(readFileSync(path, 'utf8')).toContain('Another name');
  });

  it.each(['html', 'json', 'md'])('never replaces a report.%s that it did not write', async (form) => {
    const out = join(folder, 'report');
    mkdirSync(out);
    const path = join(out, `report.${form}`);
    const foreign = [
      '',
      'Made by Assay 1.0',
      '{"format":"thesis/1"}',
      'null',
      '<!doctype html><footer></footer>',
    ];
    for (const text of foreign) {
      writeFileSync(path, text);
      for (const replace of [false, true]) {
        await expect(engine.call('report.build', { out, replace })).rejects.toMatchObject({
          code: 'file.of-another-kind',
          data: { file: path },
        });
      }
      expect(readFileSync(path, 'utf8')).toBe(text);
      expect(readdirSync(out)).toEqual([`report.${form}`]);
    }
  });

  it('knows the reports of an earlier version for its own', async () => {
    const out = join(folder, 'report');
    mkdirSync(out);
    const bundle = join(import.meta.dirname, '../../../test/fixtures/format-5/bundle.zip');
    const archive = await openArchive(bundle);
    for (const name of ['report.html', 'report.json']) {
      const member = archive.members.get(`report/${name}`);
      if (member === undefined) throw new Error(`no ${name}`);
      for await (const chunk of archive.read(member)) writeFileSync(join(out, name), chunk, { flag: 'a' });
    }
    await archive.close();
    await engine.call('report.build', { out, replace: true });
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('Orders');
  });
});
