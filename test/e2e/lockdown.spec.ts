// Every door but the contract is shut: each test tries one of them from inside the page.
// oxlint-disable unicorn/consistent-function-scoping -- what runs in the page must stand inside the call that sends it
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Method } from '../../shared/contract/define.ts';
import { contract, type CallResult } from '../../shared/contract/index.ts';
import { launchApp, type AssayApp } from './support/app.ts';
import { root } from './support/runtime.ts';

const home = 'app://assay/index.html';
/** What Chromium writes to the console when it refuses, as these tests make it do. */
const refusals =
  /Content Security Policy|Not allowed to|net::ERR_|Failed to load resource|permission|violates/i;

let app: AssayApp;
test.beforeEach(async () => {
  app = await launchApp({ expectedComplaints: refusals });
});
test.afterEach(() => app.close());

/** Calls the door without the types that would forbid it. */
const callUnchecked = (method: unknown, input: unknown, jobId?: unknown): Promise<CallResult> =>
  app.page.evaluate(
    ([method, input, jobId]) =>
      window.assay.call(method as 'audit.close', input as Record<string, never>, jobId as string),
    [method, input, jobId],
  );

test('the page holds the bridge and nothing of Node or Electron', async () => {
  const seen = await app.page.evaluate(() => ({
    bridge: Object.keys(window.assay).sort(),
    isFixed: Object.isFrozen(window.assay),
    foreign: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
      (name) => name in globalThis,
    ),
  }));
  expect(seen).toEqual({ bridge: ['call', 'onEvent', 'pathForFile'], isFixed: true, foreign: [] });
});

test('the page stands under its content policy: no inline script, no eval', async () => {
  const policy = await app.page.evaluate(async () =>
    (await fetch('app://assay/index.html')).headers.get('content-security-policy'),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  const ran = await app.page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    return 'inlineRan' in window;
  });
  expect(ran).toBe(false);
  // Playwright's own evaluation is exempt from the policy; code that the page runs is not.
  const refused = await app.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ blockedURI }) => resolve(blockedURI));
        setTimeout('window.evalRan = true');
      }),
  );
  expect(refused).toBe('eval');
});

test('no request leaves, from the page or from the shell', async () => {
  const requests: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url);
    response.end('reached');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  const outcomes = await app.page.evaluate(async (url) => {
    const ends = (start: (resolve: (how: string) => void) => void): Promise<string> => new Promise(start);
    return Promise.all([
      fetch(url).then(
        () => 'loaded',
        () => 'refused',
      ),
      ends((resolve) => {
        const image = new Image();
        image.addEventListener('load', () => resolve('loaded'));
        image.addEventListener('error', () => resolve('refused'));
        image.src = url;
      }),
      ends((resolve) => {
        const script = document.createElement('script');
        script.addEventListener('load', () => resolve('loaded'));
        script.addEventListener('error', () => resolve('refused'));
        script.src = url;
        document.head.append(script);
      }),
      ends((resolve) => {
        try {
          const socket = new WebSocket(url.replace('http', 'ws'));
          socket.addEventListener('open', () => resolve('loaded'));
          socket.addEventListener('error', () => resolve('refused'));
        } catch {
          resolve('refused');
        }
      }),
    ]);
  }, url);
  expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused']);
  // The content policy does not bind the shell: here only the cancelled requests do.
  const fromShell = await app.electron.evaluate(
    ({ session }, url) =>
      session.defaultSession.fetch(url).then(
        () => 'loaded',
        () => 'refused',
      ),
    url,
  );
  expect(fromShell).toBe('refused');
  await new Promise((closed) => server.close(closed));
  expect(requests).toEqual([]);
});

test('the page cannot be navigated away, nor open a window', async () => {
  for (const url of [
    'https://example.org/',
    'file:///etc/hostname',
    'app://report/index.html',
    'data:text/html,x',
  ]) {
    await app.page.evaluate((url) => {
      location.href = url;
    }, url);
    const opened = await app.page.evaluate((url) => window.open(url) === null, url);
    expect(opened, url).toBe(true);
  }
  expect(app.page.url().split('#')[0]).toBe(home);
  expect(app.electron.windows()).toHaveLength(1);
  expect(await app.call('audit.current', {})).toBeNull();
});

test('a webview does not attach', async () => {
  await app.page.evaluate(() => {
    const webview = document.createElement('webview');
    webview.setAttribute('src', 'app://assay/index.html');
    document.body.append(webview);
  });
  const contents = await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  expect(contents).toBe(1);
});

test('every permission is denied', async () => {
  const denied = await app.page.evaluate(async () => {
    const refusal = (attempt: Promise<unknown>): Promise<string> =>
      attempt.then(
        () => 'granted',
        () => 'denied',
      );
    const state = async (name: string): Promise<string> =>
      (await navigator.permissions.query({ name: name as PermissionName })).state;
    return {
      camera: await refusal(navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await refusal(navigator.mediaDevices.getDisplayMedia()),
      clipboard: await refusal(navigator.clipboard.readText()),
      notifications: await Notification.requestPermission(),
      geolocation: await state('geolocation'),
      midi: await state('midi'),
    };
  });
  expect(new Set(Object.values(denied))).toEqual(new Set(['denied']));
});

test('files outside the page’s folder are not served', async () => {
  const statuses = await app.page.evaluate(() =>
    Promise.all(
      ['..%2f..%2fpackage.json', '%2e%2e/%2e%2e/package.json', '..%5c..%5cpackage.json', 'missing.js'].map(
        async (path) => (await fetch(`app://assay/${path}`)).status,
      ),
    ),
  );
  expect(statuses).toEqual([404, 404, 404, 404]);
  const fileUrl = await app.page.evaluate(() =>
    fetch('file:///etc/hostname').then(
      () => 'loaded',
      () => 'refused',
    ),
  );
  expect(fileUrl).toBe('refused');
});

test('a call is refused when its method, payload or file is not in order', async () => {
  const cases: [unknown, unknown, string][] = [
    ['audit.burn', {}, 'usage.unknown-method'],
    ['__proto__', {}, 'usage.unknown-method'],
    ['audit.open', { path: 7 }, 'usage.invalid-input'],
    ['audit.open', 'not an object', 'usage.invalid-input'],
    ['audit.open', { path: '/etc/hostname' }, 'shell.path-not-granted'],
    ['audit.create', { path: '/tmp/never-picked.assay', name: 'X' }, 'shell.path-not-granted'],
    ['shell.reveal', { path: '/etc/hostname' }, 'shell.path-not-granted'],
    ['shell.setPreferences', { notes: 'x' }, 'usage.invalid-input'],
    ['shell.setPreferences', { places: { audit: 'x'.repeat(1e6) } }, 'usage.invalid-input'],
  ];
  for (const [method, input, code] of cases) {
    expect(await callUnchecked(method, input), String(method)).toMatchObject({ ok: false, error: { code } });
  }
});

test('a script in the page writes over nothing that it may read or open', async () => {
  const thesis = await app.grant(join(app.userFolder, 'thesis.zip'), 'import');
  await app.grant(thesis, 'open-audit');
  writeFileSync(thesis, 'a thesis');
  const { path: key } = await app.call('key.generate', {
    out: await app.grant(join(app.userFolder, 'key'), 'save-key'),
  });
  await app.createAudit();
  const writing = Object.entries(contract as Record<string, Method>).flatMap(([name, { paths }]) =>
    Object.entries(paths ?? {})
      .filter(([, use]) => use === 'write')
      .map(([field]) => ({ name, field })),
  );
  expect(writing.length).toBeGreaterThan(3);
  for (const { name, field } of writing) {
    for (const replace of [false, true]) {
      const input = { name: 'x', key, replace, [field]: thesis };
      expect(await callUnchecked(name, input), name).toMatchObject({
        ok: false,
        error: { code: 'shell.path-not-granted' },
      });
    }
  }
  // Even where the user let it be replaced: it is no bundle, and no report, and no key.
  await app.grant(thesis, 'save-bundle');
  const refused = (code: string) => ({ ok: false, error: { code } });
  expect(await callUnchecked('bundle.create', { key, out: thesis, replace: true })).toMatchObject(
    refused('file.of-another-kind'),
  );
  expect(await callUnchecked('key.generate', { out: thesis })).toMatchObject(refused('key.exists'));
  expect(await callUnchecked('report.build', { out: thesis })).toMatchObject(refused('file.exists'));
  expect(await callUnchecked('audit.create', { path: thesis, name: 'x' })).toMatchObject(
    refused('audit.exists'),
  );
  expect(readFileSync(thesis, 'utf8')).toBe('a thesis');
});

test('another window with the same bridge is refused', async () => {
  const answer = await app.electron.evaluate(
    async ({ BrowserWindow }, preload) => {
      const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await other.loadURL('app://assay/index.html');
      const answer: unknown = await other.webContents.executeJavaScript(
        `window.assay.call('audit.current', {})`,
      );
      other.destroy();
      return answer;
    },
    join(root, 'dist/preload/preload.cjs'),
  );
  expect(answer).toMatchObject({ ok: false, error: { code: 'shell.sender-refused' } });
});

test('a dropped file is within reach at once; a forged one has no path', async () => {
  const csv = join(app.userFolder, 'dropped.csv');
  writeFileSync(csv, 'time,latency_ms\n2026-01-05T00:00:00Z,12\n');
  await app.page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.dataset['testid'] = 'drop';
    document.body.append(input);
  });
  await app.page.getByTestId('drop').setInputFiles(csv);
  const answers = await app.page.evaluate(async () => {
    const [file] = document.querySelector<HTMLInputElement>('[data-testid=drop]')?.files ?? [];
    if (file === undefined) throw new Error('no file was dropped');
    const path = window.assay.pathForFile(file);
    return {
      path,
      detected: await window.assay.call('source.detect', { path }),
      forged: window.assay.pathForFile(new File(['x'], '/etc/hostname')),
    };
  });
  expect(answers).toMatchObject({ path: csv, detected: { ok: true }, forged: '' });
});

test('the report’s frame is an origin of its own without script', async () => {
  await app.createAudit('Framed');
  await app.page.evaluate(
    () =>
      new Promise<void>((loaded) => {
        const frame = document.createElement('iframe');
        frame.src = 'app://report/index.html';
        frame.addEventListener('load', () => loaded());
        document.body.append(frame);
      }),
  );
  const report = app.page.frame({ url: /^app:\/\/report\// });
  expect(await report?.evaluate(() => ({ origin, hasBridge: 'assay' in window }))).toEqual({
    origin: 'null',
    hasBridge: false,
  });
  const reach = await app.page.evaluate(
    () => document.querySelector<HTMLIFrameElement>('iframe[src^="app://report"]')?.contentDocument ?? 'none',
  );
  expect(reach).toBe('none');
});
