import { phaseCommand } from '../../../shared/contract/menu.ts';
import { phases } from '../../../shared/playbook/playbook.ts';
import { goTo, menuCommand } from '../../state/commands.ts';
import { defineFeature, type RailItem } from '../feature.ts';
import { BaselinePanel } from './panels/BaselinePanel.tsx';
import { BeforeAfterPanel } from './panels/BeforeAfterPanel.tsx';
import { FixPatternsPanel } from './panels/FixPatternsPanel.tsx';
import { HypothesesPanel } from './panels/HypothesesPanel.tsx';
import { PrioritiesPanel } from './panels/PrioritiesPanel.tsx';
import { PhaseProgress } from './PhaseProgress.tsx';
import { PhaseScreen } from './PhaseScreen.tsx';

const addressOf = (phase: number): string => `/phase/${phase}`;

export const feature = defineFeature({
  screens: [{ pattern: '/phase/:phase/:step?', component: PhaseScreen }],
  rail: phases.map(({ id, name }): RailItem => ({
    group: 'Method',
    address: addressOf(id),
    label: name,
    icon: () => <span className="rail-number">{id}</span>,
    End: () => <PhaseProgress phase={id} />,
  })),
  commands: phases.map((phase) => menuCommand(phaseCommand(phase), goTo(addressOf(phase.id)))),
  panels: [
    { step: '2.freeze', component: BaselinePanel },
    { step: '4.priorities', component: PrioritiesPanel },
    { step: '5.hypotheses', component: HypothesesPanel },
    { step: '6.selection', component: FixPatternsPanel },
    { step: '7.comparison', component: BeforeAfterPanel },
  ],
});
