// What the inspector beside the work shows. A screen renders <Inspector …>, which fills these panels by portal.
import { create } from 'zustand';

export const inspectorPanels = ['guidance', 'evidence', 'notes'] as const;
export type InspectorPanel = (typeof inspectorPanels)[number];

interface InspectorStore {
  hosts: Partial<Record<InspectorPanel, HTMLElement>>;
  /** Panels that the current screen fills, counted, for screens may change in one commit. */
  filled: Record<InspectorPanel, number>;
  tab: InspectorPanel;
}

export const useInspector = create<InspectorStore>(() => ({
  hosts: {},
  filled: { guidance: 0, evidence: 0, notes: 0 },
  tab: 'guidance',
}));

export function setInspectorHost(panel: InspectorPanel, host: HTMLElement | null): void {
  useInspector.setState(({ hosts }) => {
    const { [panel]: _gone, ...rest } = hosts;
    return { hosts: host ? { ...rest, [panel]: host } : rest };
  });
}

export function countFilled(panel: InspectorPanel, change: 1 | -1): void {
  useInspector.setState(({ filled }) => ({ filled: { ...filled, [panel]: filled[panel] + change } }));
}
