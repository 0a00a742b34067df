// What a step shows of the audit beside its fields. A new panel is one entry here and one id in the playbook.
import type { ComponentType } from 'react';
import type { PanelId } from '../../../../shared/playbook/phase.ts';
import type { PanelProps } from './panel.ts';
import { BaselinePanel } from './BaselinePanel.tsx';
import { BeforeAfterPanel } from './BeforeAfterPanel.tsx';
import { FixPatternsPanel } from './FixPatternsPanel.tsx';
import { HypothesesPanel } from './HypothesesPanel.tsx';
import { OperationsPanel } from './OperationsPanel.tsx';
import { PrioritiesPanel } from './PrioritiesPanel.tsx';
import { SourcesPanel } from './SourcesPanel.tsx';

export const panels: Record<PanelId, ComponentType<PanelProps>> = {
  baseline: BaselinePanel,
  'before-after': BeforeAfterPanel,
  'fix-patterns': FixPatternsPanel,
  hypotheses: HypothesesPanel,
  operations: OperationsPanel,
  priorities: PrioritiesPanel,
  sources: SourcesPanel,
};
