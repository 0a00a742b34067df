// One function between those who call it and what it calls.
import { useMemo } from 'react';
import type { AnalysisResult } from '../../../shared/analyses/index.ts';
import type { CallTree, Sandwich as SandwichData } from '../../../shared/contract/profiles.ts';
import { formatShare } from '../../../shared/domain/format.ts';
import { formatWeight } from '../../../shared/domain/profile.ts';
import { useQuery } from '../../state/index.ts';
import { ErrorState, Skeleton } from '../../ui/index.ts';
import type { ProfileAddress } from './address.ts';
import { createColors, tablePackages, type ColorMode } from './colors.ts';
import { FlameCanvas } from './flame/FlameCanvas.tsx';
import { layOut } from './flame/graph.ts';
import { useFlameNavigation } from './flame/navigation.ts';

interface SandwichProps {
  ranked: AnalysisResult<'top-functions'>['profiles'][number];
  functionId: number | null;
  address: ProfileAddress;
  dark: boolean;
  colorMode: ColorMode;
}

export function Sandwich({ ranked, functionId, address, dark, colorMode }: SandwichProps) {
  const { weight, idle } = address;
  const { data, error, reload } = useQuery(
    'profile.sandwich',
    functionId === null
      ? null
      : { profileId: ranked.id, functionId, minShare: 0.0001, idle, ...(weight !== null && { weight }) },
    ['profile'],
    { keepPrevious: true },
  );
  if (functionId === null) {
    return (
      <p className="muted">
        Choose a function in the table, or a frame in the graph, to see who calls it and what it calls.
      </p>
    );
  }
  if (error) return <ErrorState error={error} onRetry={reload} />;
  if (!data) return <Skeleton height={240} />;
  const { name, self, total } = data.function;
  return (
    <div className="profile-sandwich">
      <p>
        <strong>{name}</strong>: {formatWeight(total, data.unit)} in total ({formatShare(total / data.total)}
        ), {formatWeight(self, data.unit)} of it self ({formatShare(self / data.total)}).
      </p>
      <h3>Called by</h3>
      <Half data={data} tree={data.callers} dark={dark} colorMode={colorMode} label={`Callers of ${name}`} />
      <h3>Calls</h3>
      <Half data={data} tree={data.callees} dark={dark} colorMode={colorMode} label={`What ${name} calls`} />
    </div>
  );
}

interface HalfProps {
  data: SandwichData;
  tree: CallTree;
  dark: boolean;
  colorMode: ColorMode;
  label: string;
}

function Half({ data, tree, dark, colorMode, label }: HalfProps) {
  const graph = useMemo(() => layOut(tree, data, data.total, data.unit), [tree, data]);
  const navigation = useFlameNavigation(graph);
  const packages = useMemo(() => tablePackages(graph, dark), [graph, dark]);
  const colorOf = useMemo(
    () => createColors(graph, packages, { mode: colorMode, chosenPackage: null, hits: null }, dark),
    [graph, packages, colorMode, dark],
  );
  return <FlameCanvas graph={graph} label={label} navigation={navigation} colorOf={colorOf} />;
}
