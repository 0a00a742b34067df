// Every way by which a script in the page could send something out, against listeners that would hear it.
// oxlint-disable unicorn/consistent-function-scoping -- what runs in the page must stand inside the call that sends it
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { launchApp, type AssayApp } from './support/app.ts';

const refusals =
  /Content Security Policy|Not allowed to|net::ERR_|Failed to load resource|permission|violates|Refused|Unsafe attempt/i;

interface Listener {
  port: number;
  /** Whatever arrived, by TCP or UDP. */
  heard: string[];
  close(): Promise<void>;
}

/** One port number for TCP and UDP. */
async function listen(): Promise<Listener> {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.on('data', (bytes) => heard.push(`tcp ${bytes.toString('latin1').slice(0, 80)}`));
    socket.on('error', () => undefined);
    heard.push('tcp connection');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const udp = createSocket('udp4', (message) => heard.push(`udp ${message.toString('latin1').slice(0, 80)}`));
  await new Promise<void>((ready) => udp.bind(port, '127.0.0.1', ready));
  return {
    port,
    heard,
    async close() {
      await new Promise<void>((closed) => udp.close(closed));
      await new Promise((closed) => server.close(closed));
    },
  };
}

let app: AssayApp;
let listener: Listener;
test.beforeEach(async () => {
  listener = await listen();
  app = await launchApp({ expectedComplaints: refusals });
});
test.afterEach(async () => {
  await app.close();
  await listener.close();
});

test('the listener hears what does arrive', async () => {
  await fetch(`http://127.0.0.1:${listener.port}/`, { signal: AbortSignal.timeout(300) }).catch(
    () => undefined,
  );
  const udp = createSocket('udp4');
  await new Promise((sent) => udp.send('hello', listener.port, '127.0.0.1', sent));
  await expect.poll(() => listener.heard.filter((line) => line === 'udp hello').length).toBe(1);
  udp.close();
  expect(listener.heard).toContain('tcp connection');
});

test('there is nothing to open a peer connection with, in the page or in a frame that it makes', async () => {
  const names = ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'WebTransport'];
  const found = await app.page.evaluate((names) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inFrame = frame.contentWindow as unknown as Record<string, unknown>;
    const sourced = document.createElement('iframe');
    sourced.srcdoc = '<p>x</p>';
    document.body.append(sourced);
    const worlds = [window as unknown as Record<string, unknown>, inFrame];
    const put = worlds.map((world) =>
      names.filter((name) => {
        try {
          delete world[name];
        } catch {
          // What cannot be deleted stays as it is.
        }
        return world[name] !== undefined;
      }),
    );
    return { put, bridgeInFrame: 'assay' in inFrame };
  }, names);
  expect(found).toEqual({ put: [[], []], bridgeInFrame: false });
});

test('WebRTC sends nothing even where its constructors are had', async () => {
  // A window without the preload script has them; the policy alone must hold.
  const outcome = await app.electron.evaluate(async ({ BrowserWindow }, port) => {
    const other = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    await other.loadURL('app://assay/index.html');
    const outcome: unknown = await other.webContents.executeJavaScript(`(async () => {
      const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${port}' }] });
      peer.createDataChannel('out');
      await peer.setLocalDescription(await peer.createOffer());
      const fingerprint = /a=fingerprint:.*/.exec(peer.localDescription.sdp)[0];
      await peer.setRemoteDescription({ type: 'answer', sdp: [
        'v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0',
        'm=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'c=IN IP4 0.0.0.0', 'a=ice-ufrag:secretbytes',
        'a=ice-pwd:0123456789012345678901', fingerprint, 'a=setup:active', 'a=mid:0', 'a=sctp-port:5000',
        'a=candidate:1 1 udp 2130706431 127.0.0.1 ${port} typ host', ''].join('\\r\\n') });
      // Gathering ends only after the server above was asked; the other end is checked meanwhile.
      await new Promise((resolve) => {
        const look = () => peer.iceGatheringState === 'complete' && resolve();
        peer.addEventListener('icegatheringstatechange', look);
        look();
      });
      return 'tried';
    })()`);
    other.destroy();
    return outcome;
  }, listener.port);
  expect(outcome).toBe('tried');
  expect(listener.heard).toEqual([]);
});

test('no element, style, frame, form, worker or socket reaches out', async () => {
  const tried = await app.page.evaluate(async (port) => {
    const url = `http://127.0.0.1:${port}/`;
    const waited: Promise<unknown>[] = [];
    const doors: string[] = [];
    const attempt = (name: string, open: () => unknown): void => {
      doors.push(name);
      try {
        const result = open();
        if (result instanceof Promise) waited.push(result.catch(() => undefined));
      } catch {
        // Refused at once.
      }
    };
    const element = (name: string, attributes: Record<string, string>): HTMLElement => {
      const made = document.createElement(name);
      for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
      document.body.append(made);
      return made;
    };
    attempt('beacon', () => navigator.sendBeacon(url, 'bytes'));
    attempt('keepalive', () => fetch(url, { method: 'POST', body: 'x', keepalive: true, mode: 'no-cors' }));
    attempt('xhr', () => {
      const request = new XMLHttpRequest();
      request.open('POST', url);
      request.send('x');
    });
    attempt('event source', () => new EventSource(url));
    attempt('socket', () => new WebSocket(url.replace('http', 'ws')));
    for (const rel of [
      'prefetch',
      'dns-prefetch',
      'preconnect',
      'preload',
      'modulepreload',
      'prerender',
      'stylesheet',
      'icon',
      'manifest',
    ]) {
      attempt(`link ${rel}`, () => element('link', { rel, href: url, as: 'script' }));
    }
    attempt('speculation', () => {
      const rules = document.createElement('script');
      rules.type = 'speculationrules';
      rules.textContent = JSON.stringify({ prefetch: [{ urls: [url] }], prerender: [{ urls: [url] }] });
      document.head.append(rules);
    });
    for (const [name, attribute] of [
      ['object', 'data'],
      ['embed', 'src'],
      ['iframe', 'src'],
      ['img', 'src'],
      ['script', 'src'],
      ['audio', 'src'],
      ['video', 'poster'],
      ['input', 'src'],
    ] as const) {
      attempt(name, () => element(name, { [attribute]: url, type: name === 'input' ? 'image' : '' }));
    }
    attempt('srcdoc', () =>
      element('iframe', { srcdoc: `<img src="${url}"><meta http-equiv="refresh" content="0;url=${url}">` }),
    );
    attempt('meta refresh', () => element('meta', { 'http-equiv': 'refresh', content: `0;url=${url}` }));
    attempt('ping', () => element('a', { href: '#x', ping: url }).click());
    attempt('download', () => element('a', { href: url, download: 'x' }).click());
    attempt('target', () => element('a', { href: url, target: '_blank' }).click());
    attempt('css url', () => {
      document.body.style.backgroundImage = `url(${url})`;
    });
    attempt('css import', () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`@import url(${url}); body { cursor: url(${url}), auto }`);
      document.adoptedStyleSheets.push(sheet);
    });
    attempt('font', () => new FontFace('out', `url(${url})`).load());
    for (const method of ['get', 'post', 'dialog']) {
      attempt(`form ${method}`, () => (element('form', { action: url, method }) as HTMLFormElement).submit());
    }
    attempt('window', () => window.open(url));
    attempt('worker', () => new Worker(url));
    attempt('worker of a blob', () => new Worker(URL.createObjectURL(new Blob([`fetch('${url}')`]))));
    attempt('worker of data', () => new Worker(`data:text/javascript,fetch('${url}')`));
    attempt('shared worker', () => new SharedWorker(url));
    attempt('service worker', () => navigator.serviceWorker.register('/assets/sw.js'));
    attempt('module', () => import(/* @vite-ignore */ url));
    attempt('image set', () => {
      const picture = new Image();
      picture.srcset = `${url} 2x`;
      document.body.append(picture);
    });
    attempt('svg', () => {
      const box = document.createElement('div');
      box.innerHTML = `<svg><image href="${url}"/><use href="${url}#x"/></svg>`;
      document.body.append(box);
    });
    attempt('location', () => {
      location.href = url;
    });
    await Promise.all(waited);
    return doors;
  }, listener.port);
  expect(tried.length).toBeGreaterThan(40);
  // Two frames later whatever was queued has been tried; a request of the shell's own then still is refused.
  await app.page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  await app.page.evaluate((port) => fetch(`http://127.0.0.1:${port}/`).catch(() => undefined), listener.port);
  expect(listener.heard).toEqual([]);
  expect(app.electron.windows()).toHaveLength(1);
});

test('no script is taken from outside, and none keeps running behind the page', async () => {
  const state = await app.page.evaluate(async () => ({
    serviceWorkers: await navigator.serviceWorker
      .register('/assets/sw.js')
      .then(() => 'registered')
      .catch(() => 'refused'),
    blobWorker: await new Promise<string>((resolve) => {
      try {
        const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
        worker.addEventListener('message', () => resolve('ran'));
        worker.addEventListener('error', () => resolve('refused'));
      } catch {
        resolve('refused');
      }
    }),
  }));
  expect(state).toEqual({ serviceWorkers: 'refused', blobWorker: 'refused' });
});

test('the file system is had through the shell alone, and the private store stays where it is', async () => {
  const state = await app.page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const file = await folder.getFileHandle('out', { create: true });
    return {
      pickers: ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker'].filter(
        (name) => (window as unknown as Record<string, unknown>)[name] !== undefined,
      ),
      granted: window.assay.pathForFile(await file.getFile()),
      stored: await navigator.storage.persisted(),
    };
  });
  expect(state).toEqual({ pickers: [], granted: '', stored: false });
});
