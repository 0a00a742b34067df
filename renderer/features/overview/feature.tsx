import { LayoutDashboard } from 'lucide-react';
import { goTo } from '../../state/commands.ts';
import { defineFeature } from '../feature.ts';
import { OverviewScreen } from './OverviewScreen.tsx';

const title = 'Overview';
const address = '/overview';

export const feature = defineFeature({
  screens: [{ pattern: address, component: OverviewScreen }],
  rail: [{ group: 'Top', address, label: title, icon: LayoutDashboard }],
  commands: [{ id: 'go.overview', title, ...goTo(address) }],
});
