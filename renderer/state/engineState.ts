import { create } from 'zustand';
import { onEngineEvent } from './bridge.ts';

export interface EngineState {
  state: 'up' | 'down' | 'restarting' | 'gave-up' | 'silent';
  message: string;
  /** When the next start is tried, epoch ms. */
  retryAtMs: number | null;
}

export const useEngine = create<EngineState>(() => ({ state: 'up', message: '', retryAtMs: null }));

export function connectEngineState(): void {
  onEngineEvent((event) => {
    if (event.type !== 'engine') return;
    useEngine.setState({
      state: event.state === 'answering' ? 'up' : event.state,
      message: event.message,
      retryAtMs: event.retryInMs === undefined ? null : Date.now() + event.retryInMs,
    });
  });
}
