import { Network } from 'lucide-react';
import { useMemo } from 'react';
import { SourceCount } from '../../evidence/index.ts';
import { goTo } from '../../state/commands.ts';
import { navigate, useQuery } from '../../state/index.ts';
import { defineFeature, type PaletteItem } from '../feature.ts';
import { writeAddress } from './address.ts';
import { TopologyPanel } from './TopologyPanel.tsx';
import { TopologyScreen } from './TopologyScreen.tsx';

const title = 'Topology';
const address = '/topology';

function usePaletteItems(): PaletteItem[] {
  const { data } = useQuery('topology.graph', {}, ['topology']);
  return useMemo(
    () =>
      (data?.state === 'graph' ? data.nodes : []).map(({ name, calls, calledBy }) => ({
        id: `service ${name}`,
        kind: 'Service',
        title: name,
        detail: `calls ${calls}, called by ${calledBy}`,
        run: () => navigate(writeAddress({ view: 'graph', selected: name })),
      })),
    [data],
  );
}

export const feature = defineFeature({
  screens: [{ pattern: address, component: TopologyScreen }],
  rail: [
    {
      group: 'Evidence',
      address,
      label: title,
      icon: Network,
      End: () => <SourceCount kind="topology" />,
    },
  ],
  commands: [{ id: 'go.topology', title, ...goTo(address) }],
  usePaletteItems,
  panels: [{ step: '3.flows', component: TopologyPanel }],
});
