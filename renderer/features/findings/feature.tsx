import { Lightbulb } from 'lucide-react';
import { useMemo } from 'react';
import { formatCount } from '../../../shared/domain/format.ts';
import { goTo } from '../../state/commands.ts';
import { useQuery } from '../../state/query.ts';
import { navigate } from '../../state/router.ts';
import { defineFeature, type PaletteItem } from '../feature.ts';
import { FindingsScreen } from './FindingsScreen.tsx';

const title = 'Findings';
const address = '/findings';

function Count() {
  const count = useQuery('claim.list', {}, ['findings']).data?.claims.length;
  return count ? formatCount(count) : null;
}

function usePaletteItems(): PaletteItem[] {
  const { data } = useQuery('claim.list', {}, ['findings']);
  return useMemo(
    () =>
      (data?.claims ?? []).map(({ id, title, status }) => ({
        id: `claim ${id}`,
        kind: 'Finding',
        title,
        detail: status,
        run: () => navigate(`${address}/${id}`),
      })),
    [data],
  );
}

export const feature = defineFeature({
  screens: [{ pattern: `${address}/:id?`, component: FindingsScreen, list: address }],
  rail: [{ group: 'Output', address, label: title, icon: Lightbulb, End: Count }],
  commands: [{ id: 'go.findings', title, ...goTo(address) }],
  usePaletteItems,
});
