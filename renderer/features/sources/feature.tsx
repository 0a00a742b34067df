import { Files } from 'lucide-react';
import { useMemo } from 'react';
import { formatCount } from '../../../shared/domain/format.ts';
import { goTo, menuCommand } from '../../state/commands.ts';
import { pickImports } from '../../state/importPreview.ts';
import { navigate } from '../../state/router.ts';
import { useSources } from '../../state/sources.ts';
import { defineFeature, type PaletteItem } from '../feature.ts';
import { SourcesPanel } from './SourcesPanel.tsx';
import { SourcesScreen } from './SourcesScreen.tsx';

const title = 'Sources';
const address = '/sources';

function Count() {
  const count = useSources().data?.sources.length;
  return count ? formatCount(count) : null;
}

function usePaletteItems(): PaletteItem[] {
  const { data } = useSources();
  return useMemo(
    () =>
      (data?.sources ?? []).map(({ id, file, format }) => ({
        id: `source ${id}`,
        kind: 'Source',
        title: file,
        detail: format,
        run: () => navigate(`${address}/${id}`),
      })),
    [data],
  );
}

async function pickAndFollowImports(): Promise<void> {
  if (await pickImports()) navigate(address);
}

export const feature = defineFeature({
  screens: [{ pattern: `${address}/:id?`, component: SourcesScreen, list: address }],
  rail: [{ group: 'Evidence', address, label: title, icon: Files, End: Count }],
  commands: [
    menuCommand('source.import', {
      group: 'Evidence',
      needsAudit: true,
      run: () => void pickAndFollowImports(),
    }),
    { id: 'go.sources', title, ...goTo(address) },
  ],
  usePaletteItems,
  panels: [{ step: '0.prerequisites', component: SourcesPanel }],
});
