// The only script between the page and the shell: one frozen object, no Node, no ipcRenderer in reach of the page.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { WindowBridge } from '../../shared/contract/index.ts';
import type { EngineEvent } from '../../shared/contract/jobs.ts';

const bridge: WindowBridge = {
  call: (method, input, jobId) => ipcRenderer.invoke('assay:call', method, input, jobId),
  onEvent(listener) {
    const forward = (_event: unknown, event: EngineEvent): void => listener(event);
    ipcRenderer.on('assay:event', forward);
    return () => ipcRenderer.off('assay:event', forward);
  },
  pathForFile(file) {
    const path = webUtils.getPathForFile(file);
    ipcRenderer.send('assay:grant', path);
    return path;
  },
};

contextBridge.exposeInMainWorld('assay', bridge);
