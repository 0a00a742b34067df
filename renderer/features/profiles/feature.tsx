import { Flame } from 'lucide-react';
import { useMemo } from 'react';
import { SourceCount } from '../../evidence/index.ts';
import { goTo } from '../../state/commands.ts';
import { useQuery } from '../../state/query.ts';
import { navigate } from '../../state/router.ts';
import { defineFeature, type PaletteItem } from '../feature.ts';
import { ProfilesScreen } from './ProfilesScreen.tsx';

const title = 'Profiles';
const address = '/profiles';

function usePaletteItems(): PaletteItem[] {
  const { data } = useQuery('profile.list', {}, ['profile']);
  return useMemo(
    () =>
      (data?.profiles ?? []).map(({ id, name, weight }) => ({
        id: `profile ${id}`,
        kind: 'Profile',
        title: name,
        detail: weight,
        run: () => navigate(`${address}/${encodeURIComponent(id)}`),
      })),
    [data],
  );
}

export const feature = defineFeature({
  screens: [{ pattern: `${address}/:id?`, component: ProfilesScreen }],
  rail: [
    {
      group: 'Evidence',
      address,
      label: title,
      icon: Flame,
      End: () => <SourceCount kind="profile" />,
    },
  ],
  commands: [{ id: 'go.profiles', title, ...goTo(address) }],
  usePaletteItems,
});
