// Names from files, audits and bundles are shown as text that does nothing: no control, no turned direction of reading,
// on no screen, canvas, title or dialog.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { answerDialogs, launchApp, type AssayApp } from './support/app.ts';

/** A control of a terminal, one that turns the direction, one of C1, an unassigned character. */
const hostile = 'a\u001b[2Jb\u202etxt\u009bc\u0378';
const shown = 'a\\u001b[2Jb\\u202etxt\\u009bc\\u0378';
/** What must be seen nowhere. Line feeds and tabs are white space in a page. */
const unseen = String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u0378\u2028\u2029\u202a-\u202e\u2066-\u2069]`;

declare global {
  interface Window {
    /** Every text that reached a canvas. */
    drawn: string[];
  }
}

let app: AssayApp;
let page: Page;
let traceId: string;

/** Texts of the page and its attributes that hold what must not be seen. */
const raw = (): Promise<string[]> =>
  page.evaluate((unseen) => {
    const found: string[] = [];
    const pattern = new RegExp(unseen, 'u');
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      // A field to type in holds the text as it is.
      const isField = node.parentElement instanceof HTMLTextAreaElement;
      if (node instanceof Text && !isField && pattern.test(node.data)) found.push(node.data);
      if (!(node instanceof Element)) continue;
      for (const name of [
        'title',
        'alt',
        'placeholder',
        'label',
        'aria-label',
        'aria-description',
        'aria-valuetext',
      ]) {
        const value = node.getAttribute(name);
        if (value !== null && pattern.test(value)) found.push(`${name}: ${value}`);
      }
    }
    return [...found, ...window.drawn.filter((text) => pattern.test(text))];
  }, unseen);

/** Shows a place, waits until the hostile name stands there in its visible form, and looks for a raw one. */
async function look(hash: string): Promise<void> {
  await app.goto(hash);
  await expect(page.getByText(shown).first(), hash).toBeVisible();
  expect(await raw(), hash).toEqual([]);
}

test.beforeEach(async () => {
  app = await launchApp();
  ({ page } = app);
  await page.addInitScript(() => {
    window.drawn = [];
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function fill(text, ...rest) {
      window.drawn.push(text);
      fillText.call(this, text, ...rest);
    };
  });
  await page.reload();
  const path = await app.grant(join(app.userFolder, 'hostile.assay'), 'create-audit');
  await app.call('audit.create', { path, name: hostile, client: hostile, auditor: hostile });
  const write = (name: string, content: string): string => {
    const file = join(app.userFolder, name);
    writeFileSync(file, content);
    return file;
  };
  await app.importFile(write(`${hostile}.csv`, `time,cpu \u202egpj\n1709294400,1\n1709294460,2\n`));
  await app.importFile(write('stacks.folded', `main;${hostile};work 12\nmain;${hostile} 30\n`));
  traceId = '0123456789abcdef0123456789abcdef';
  const span = (spanId: string, parentSpanId: string, service: string) => ({
    resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
    scopeSpans: [
      {
        spans: [
          {
            traceId,
            spanId,
            parentSpanId,
            name: hostile,
            kind: 2,
            startTimeUnixNano: '1772496000000000000',
            endTimeUnixNano: '1772496001000000000',
            attributes: [{ key: hostile, value: { stringValue: hostile } }],
          },
        ],
      },
    ],
  });
  const resourceSpans = [
    span('0123456789abcdef', '', hostile),
    span('123456789abcdef0', '0123456789abcdef', 'b'),
  ];
  await app.importFile(write('spans.json', JSON.stringify({ resourceSpans })));
  await app.call('claim.create', { kind: 'finding', title: hostile, detail: `${hostile}\nsecond line` });
});
test.afterEach(() => app.close());

test('no screen shows a name raw', async () => {
  const places = [
    '#/overview',
    '#/sources',
    '#/sources/1',
    '#/traces',
    '#/traces?view=operations',
    `#/traces/${traceId}`,
    '#/topology',
    '#/profiles',
    '#/findings',
    '#/findings/1',
    '#/journal',
    '#/phase/1',
    '#/signing',
  ];
  for (const place of places) await look(place);
  // The flame graph's names are drawn, the others stand in the tree.
  await app.goto('#/profiles');
  await expect.poll(() => page.evaluate(() => window.drawn.join('\n'))).toContain(shown);
});

test('a chart draws no name raw, neither on its axes nor in its tooltip', async () => {
  await app.goto('#/metrics');
  await page.getByText('cpu \\u202egpj').first().click();
  const chart = page.locator('.chart canvas').first();
  await expect(chart).toBeVisible();
  await chart.hover();
  await expect.poll(() => page.evaluate(() => window.drawn.join('\n'))).toContain('cpu \\u202egpj');
  expect(await raw()).toEqual([]);
});

test('neither do the palette, a refused file, the start screen, and a bundle that is verified', async () => {
  await app.goto('#/sources');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByText(shown).first()).toBeVisible();
  expect(await raw()).toEqual([]);
  await page.keyboard.press('Escape');

  const foreign = join(app.userFolder, `${hostile}.bin`);
  writeFileSync(foreign, Buffer.from([0, 1, 2, 3, 255, 254, 200]));
  await answerDialogs(app, [foreign]);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText(`${shown}.bin`).first()).toBeVisible();
  expect(await raw()).toEqual([]);

  const keyFile = await app.grant(join(app.userFolder, 'key'), 'save-key');
  const { path: key } = await app.call('key.generate', { out: keyFile, comment: hostile });
  const out = await app.grant(join(app.userFolder, `${hostile}.zip`), 'save-bundle');
  await app.call('bundle.create', { out, key, identity: 'ada@example.org' });
  await app.goto(`#/verify?bundle=${encodeURIComponent(out)}`);
  await expect(page.getByText('there is no figure in it to compute again')).toBeVisible();
  await expect(page.getByText(shown).first()).toBeVisible();
  expect(await raw()).toEqual([]);

  await app.call('audit.close', {});
  await look('#/');
});

test('neither do the title of the window and its dialogs', async () => {
  const title = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getTitle(),
  );
  expect(title).toBe(`${shown} - Assay`);
  await app.electron.evaluate(({ dialog }) => {
    dialog.showSaveDialog = async (...options: unknown[]) => {
      Object.assign(globalThis, { offered: options.at(-1) });
      return { canceled: true, filePath: '' };
    };
  });
  await app.call('shell.pick', { purpose: 'create-audit', suggestedName: hostile });
  const offered = await app.electron.evaluate(
    () => (globalThis as unknown as { offered: Electron.SaveDialogOptions }).offered.defaultPath,
  );
  expect(offered).toContain('a-[2Jb-txt-c-.assay');
});

test('what a button copies is the name itself', async () => {
  await app.call('shell.copyText', { text: hostile });
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(hostile);
});
