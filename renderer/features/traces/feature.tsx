import { Waypoints } from 'lucide-react';
import { useMemo } from 'react';
import { SourceCount } from '../../evidence/index.ts';
import { goTo } from '../../state/commands.ts';
import { useQuery } from '../../state/query.ts';
import { navigate } from '../../state/router.ts';
import { defineFeature, type PaletteItem } from '../feature.ts';
import { OperationsPanel } from './OperationsPanel.tsx';
import { TracesScreen } from './TracesScreen.tsx';

const title = 'Traces';
const address = '/traces';

/** Traces offered by name; the traces screen searches all. */
const tracesOffered = 200;

function usePaletteItems(): PaletteItem[] {
  const { data } = useQuery('trace.list', { offset: 0, limit: tracesOffered }, ['traces']);
  return useMemo(
    () =>
      (data?.traces ?? []).map(({ traceId, rootService, rootOperation }) => ({
        id: `trace ${traceId}`,
        kind: 'Trace',
        title: `${rootService} ${rootOperation}`,
        detail: traceId,
        run: () => navigate(`${address}/${encodeURIComponent(traceId)}`),
      })),
    [data],
  );
}

export const feature = defineFeature({
  screens: [{ pattern: `${address}/:id?`, component: TracesScreen, list: address }],
  rail: [
    {
      group: 'Evidence',
      address,
      label: title,
      icon: Waypoints,
      End: () => <SourceCount kind="traces" />,
    },
  ],
  commands: [{ id: 'go.traces', title, ...goTo(address) }],
  usePaletteItems,
  panels: [{ step: '3.flows', component: OperationsPanel }],
});
