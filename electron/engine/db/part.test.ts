import { existsSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { testAudit } from '../../../test/support/engine.ts';
import { atEnd, temporaryFolder } from '../../../test/support/temporary.ts';
import { codeOf } from './code-of.fixture.ts';
import { partPathFor } from './files.ts';
import { beginPart } from './part.ts';

let folder: string;
let target: string;
beforeEach(() => {
  folder = temporaryFolder();
  target = join(folder, 'report.html');
});

describe('a file that is being made', () => {
  it('has its name only once it is whole', () => {
    const part = beginPart(target);
    writeFileSync(part.path, 'whole');
    expect(existsSync(target)).toBe(false);
    part.replace();
    part.end();
    expect(readdirSync(folder)).toEqual(['report.html']);
    expect(readFileSync(target, 'utf8')).toBe('whole');
  });

  it('is gone when it was not given its name', () => {
    const part = beginPart(target);
    writeFileSync(`${part.path}-journal`, '');
    part.end();
    part.end();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes the place of a link itself, and what the link leads to stays', () => {
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'mine');
    symlinkSync(victim, target);
    const part = beginPart(target);
    writeFileSync(part.path, 'whole');
    part.replace();
    part.end();
    expect([readFileSync(victim, 'utf8'), readFileSync(target, 'utf8')]).toEqual(['mine', 'whole']);
  });

  it('takes no place that is taken where it must be new', () => {
    writeFileSync(target, 'mine');
    const part = beginPart(target);
    expect(codeOf(() => part.becomeNew())).toBe('EEXIST');
    part.end();
    expect(readdirSync(folder)).toEqual(['report.html']);
    expect(readFileSync(target, 'utf8')).toBe('mine');
  });
});

describe('whoever makes a file next', () => {
  it('takes away what killed processes left in the folder, and nothing else', () => {
    const left = partPathFor(target);
    writeFileSync(left, 'half');
    writeFileSync(`${left}-journal`, 'half');
    writeFileSync(`${partPathFor(target)}-journal`, 'of one that is gone');
    const mine = ['report.html.part', '.assay-0123.part', '.assay-00000000-0123456789abcdef.part', 'a.part'];
    for (const name of mine) writeFileSync(join(folder, name), 'mine');
    const link = partPathFor(target);
    symlinkSync(join(folder, 'a.part'), link);
    beginPart(target).end();
    expect(readdirSync(folder).toSorted()).toEqual([...mine, link.slice(folder.length + 1)].toSorted());
  });

  it('leaves what another is writing', () => {
    const other = beginPart(target);
    atEnd(() => other.end());
    beginPart(join(folder, 'else.html')).end();
    expect(existsSync(other.path)).toBe(true);
  });
});

describe('a report', () => {
  it('writes through no link that stands in its folder, and leaves the files of others', async () => {
    const { engine, folder: place } = await testAudit('Links');
    const victim = join(place, 'victim');
    writeFileSync(victim, 'mine');
    const out = temporaryFolder();
    symlinkSync(victim, join(out, 'report.html'));
    symlinkSync(victim, join(out, 'report.html.part'));
    await expect(
      engine.call('report.build', { out, formats: ['html'], replace: true }),
    ).rejects.toMatchObject({ code: 'file.of-another-kind' });
    rmSync(join(out, 'report.html'));
    const { files } = await engine.call('report.build', { out, formats: ['html'] });
    expect(readFileSync(victim, 'utf8')).toBe('mine');
    expect(readFileSync(files[0]?.path ?? '', 'utf8')).toContain('<html');
    expect(readdirSync(out).toSorted()).toEqual(['report.html', 'report.html.part']);
  });
});
