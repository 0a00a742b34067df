import { ChartLine } from 'lucide-react';
import { useMemo } from 'react';
import { SourceCount } from '../../evidence/index.ts';
import { goTo } from '../../state/commands.ts';
import { useQuery } from '../../state/query.ts';
import { navigate } from '../../state/router.ts';
import { defineFeature, type PaletteItem } from '../feature.ts';
import { MetricsScreen } from './MetricsScreen.tsx';

const title = 'Metrics';
const address = '/metrics';

function usePaletteItems(): PaletteItem[] {
  const { data } = useQuery('series.list', {}, ['metrics']);
  return useMemo(
    () =>
      (data?.series ?? []).map(({ id, name, unit }) => ({
        id: `series ${id}`,
        kind: 'Series',
        title: name,
        detail: unit,
        run: () => navigate(`${address}/${id}`),
      })),
    [data],
  );
}

export const feature = defineFeature({
  screens: [{ pattern: `${address}/:id?`, component: MetricsScreen }],
  rail: [
    {
      group: 'Evidence',
      address,
      label: title,
      icon: ChartLine,
      End: () => <SourceCount kind="metrics" />,
    },
  ],
  commands: [{ id: 'go.metrics', title, ...goTo(address) }],
  usePaletteItems,
});
