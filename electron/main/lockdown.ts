// Nothing leaves and nothing foreign comes in: no network, no permission, no navigation, no second window.
import { app, session, type Session, type WebContents } from 'electron';
import { pageOrigin, reportOrigin } from './scheme.ts';

/** Chromium's own background traffic, and every host name, switched off. Call before `ready`. */
export function lockDownProcess(): void {
  const { commandLine } = app;
  // Root cannot be sandboxed and must start with `--no-sandbox`; Chromium's own processes end at once on both.
  if (!commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  commandLine.appendSwitch('no-proxy-server');
  commandLine.appendSwitch('disable-background-networking');
  commandLine.appendSwitch('disable-component-update');
  commandLine.appendSwitch('disable-domain-reliability');
  commandLine.appendSwitch('disable-breakpad');
  commandLine.appendSwitch('no-pings');
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents));
  app.on('select-client-certificate', (event) => event.preventDefault());
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, trust) => {
    event.preventDefault();
    trust(false);
  });
}

/** True for what a page of Assay may load. Developer tools load their own parts, in a checkout only. */
export const mayLoad = (url: string, isPackaged: boolean): boolean =>
  url.startsWith(`${pageOrigin}/`) ||
  url.startsWith(`${reportOrigin}/`) ||
  (!isPackaged && url.startsWith('devtools://'));

/** Denies every permission and download, and cancels every request but the page's own. Call after `ready`. */
export function lockDownSession(): void {
  const own: Session = session.defaultSession;
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(url, app.isPackaged) }));
  own.on('will-download', (event) => event.preventDefault());
  // Without both, an idle window looks up the host of the spell checker's dictionaries.
  own.setSpellCheckerLanguages([]);
  own.setSpellCheckerEnabled(false);
}

function lockDownContents(contents: WebContents): void {
  // The switch of the same name has no effect on a page.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    const isReportFrame = !event.isMainFrame && event.url.startsWith(`${reportOrigin}/`);
    if (!isReportFrame) event.preventDefault();
  });
}
