// The only script between the page and the shell: one frozen object, no Node, no ipcRenderer in reach of the page. It
// also runs in every frame, where it gives nothing and takes away the same.
import { contextBridge, ipcRenderer, webFrame, webUtils } from 'electron';
import type { WindowBridge } from '../../shared/contract/index.ts';
import type { EngineEvent } from '../../shared/contract/jobs.ts';

const bridge: WindowBridge = {
  call: (method, input, jobId) => ipcRenderer.invoke('assay:call', method, input, jobId),
  onEvent(listener) {
    const forward = (_event: unknown, event: EngineEvent): void => listener(event);
    ipcRenderer.on('assay:event', forward);
    ipcRenderer.send('assay:listening');
    return () => ipcRenderer.off('assay:event', forward);
  },
  pathForFile(file) {
    // Empty for a file that a script made up.
    const path = webUtils.getPathForFile(file);
    return path !== '' && ipcRenderer.sendSync('assay:grant', path) === true ? path : '';
  },
};

/** What could speak to another machine beside the requests that the shell cancels, or to files without the shell. */
const closed = [
  'RTCPeerConnection',
  'webkitRTCPeerConnection',
  'RTCDataChannel',
  'RTCIceTransport',
  'WebTransport',
  'showOpenFilePicker',
  'showSaveFilePicker',
  'showDirectoryPicker',
];

// In the page's own world, before any script of its own. The report's frame runs none, this one neither.
if (!location.href.startsWith('app://report/')) {
  void webFrame.executeJavaScript(
    `for (const name of ${JSON.stringify(closed)}) {
      Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });
    }
    undefined;`,
  );
}
if (process.isMainFrame) contextBridge.exposeInMainWorld('assay', bridge);
