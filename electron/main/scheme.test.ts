import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { answerFrom, pageFile, pagePolicy, reportPolicy } from './scheme.ts';
import { temporaryFolder } from '../../test/support/temporary.ts';

let folder: string;
let answer: (request: Request) => Promise<Response>;

beforeAll(() => {
  const outer = temporaryFolder();
  folder = join(outer, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<p>page</p>');
  writeFileSync(join(folder, 'assets', 'a.js'), 'export {}');
  writeFileSync(join(outer, 'secret.html'), 'secret');
  answer = answerFrom(
    folder,
    async ({ digest, since = 'nothing' }) => `<p>report ${digest} since ${since}</p>`,
  );
});

const get = (url: string): Promise<Response> => answer(new Request(url));

describe('app://assay', () => {
  it('serves the page under its policy', async () => {
    const page = await get('app://assay/index.html');
    expect(page.status).toBe(200);
    expect(await page.text()).toBe('<p>page</p>');
    expect(page.headers.get('content-security-policy')).toBe(pagePolicy);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await get('app://assay/')).headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect((await get('app://assay/assets/a.js')).headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  it('allows no script and no style but its own files', () => {
    expect(pagePolicy).toContain("default-src 'none'");
    expect(pagePolicy).toContain("script-src 'self';");
    expect(pagePolicy).not.toContain('unsafe');
  });

  it.each([
    'app://assay/../secret.html',
    'app://assay/%2e%2e/secret.html',
    'app://assay/..%2fsecret.html',
    'app://assay/..%5csecret.html',
    'app://assay/assets/%2e%2e/%2e%2e/secret.html',
    'app://assay/%00',
    'app://assay/%E0%A4%A',
    'app://assay/assets',
    'app://assay/missing.js',
    'app://elsewhere/index.html',
    'app://report/secret.html',
  ])('refuses %s', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  it('answers nothing but GET', async () => {
    expect((await answer(new Request('app://assay/index.html', { method: 'POST' }))).status).toBe(405);
  });

  it('never leaves its folder', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('..', '.', '%2e', '%2f', '%5c', '/', '\\', 'a', '.html', '%', ':')),
        (parts) => {
          const file = pageFile('/srv/page', `/${parts.join('')}`);
          expect(file === null || file.path.startsWith('/srv/page/')).toBe(true);
        },
      ),
    );
  });
});

describe('app://report', () => {
  it('serves the report in a frame that runs no script', async () => {
    const report = await get('app://report/index.html?digest=ab&since=cd');
    expect(await report.text()).toBe('<p>report ab since cd</p>');
    expect(report.headers.get('content-security-policy')).toBe(reportPolicy);
    expect(report.headers.get('cache-control')).toBe('no-store');
    expect(reportPolicy).toContain("default-src 'none'");
    expect(reportPolicy).not.toContain('script-src');
    expect(reportPolicy).toMatch(/; sandbox$/);
  });
});
