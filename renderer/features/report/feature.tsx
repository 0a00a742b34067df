import { FileText } from 'lucide-react';
import { goTo, menuCommand } from '../../state/commands.ts';
import { defineFeature } from '../feature.ts';
import { ReportScreen } from './ReportScreen.tsx';

const address = '/report';
const show = menuCommand('report.show', goTo(address));

export const feature = defineFeature({
  screens: [{ pattern: address, component: ReportScreen }],
  rail: [{ group: 'Output', address, label: show.title, icon: FileText }],
  commands: [show],
});
