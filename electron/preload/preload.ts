// The only script between the page and the shell: one frozen object, no Node, no ipcRenderer in reach of the page.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
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

contextBridge.exposeInMainWorld('assay', bridge);
