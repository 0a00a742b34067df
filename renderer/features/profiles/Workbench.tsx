import { useDeferredValue, useMemo, useState } from 'react';
import type { AnalysisAnswer } from '../../../shared/contract/analyses.ts';
import { formatWeight, type FunctionRow } from '../../../shared/domain/profile.ts';
import { formatCount, formatQuantity, formatShare } from '../../../shared/domain/format.ts';
import { PinButton } from '../../evidence/index.ts';
import { useQuery } from '../../state/index.ts';
import {
  Button,
  Checkbox,
  ErrorState,
  FilterField,
  isDark,
  Notice,
  Select,
  Skeleton,
  Tabs,
  useThemeVersion,
} from '../../ui/index.ts';
import { CallTreeTable } from './CallTreeTable.tsx';
import { createColors, tablePackages, type ColorMode } from './colors.ts';
import { Breadcrumb } from './flame/Breadcrumb.tsx';
import { FlameCanvas } from './flame/FlameCanvas.tsx';
import { FrameDetails } from './flame/FrameDetails.tsx';
import { frameOf, layOut, type Graph } from './flame/graph.ts';
import { Legend } from './flame/Legend.tsx';
import { useFlameNavigation } from './flame/navigation.ts';
import { createMatcher, findHits } from './flame/search.ts';
import { FunctionTable } from './FunctionTable.tsx';
import { Sandwich } from './Sandwich.tsx';
import type { ProfileAddress } from './address.ts';

/** Narrower subtrees are left to the button that draws all. */
const defaultMinShare = 0.0001;

interface WorkbenchProps {
  /** Of the one profile shown. */
  answer: AnalysisAnswer<'top-functions'>;
  ranked: AnalysisAnswer<'top-functions'>['result']['profiles'][number];
  address: ProfileAddress;
  onAddress(change: Partial<ProfileAddress>): void;
}

/** Graph, tree and table of one profile under one weight. */
export function Workbench({ answer, ranked, address, onAddress }: WorkbenchProps) {
  const [drawAll, setDrawAll] = useState(false);
  const { weight, inverted, idle } = address;
  const minShare = drawAll ? 0 : defaultMinShare;
  const input = { profileId: ranked.id, minShare, inverted, idle, ...(weight !== null && { weight }) };
  const { data, error, reload } = useQuery('profile.flame', input, ['profile'], { keepPrevious: true });
  const graph = useMemo(() => data && layOut(data, data, data.total, data.unit), [data]);
  if (error) return <ErrorState error={error} onRetry={reload} />;
  if (!graph || !data) return <Skeleton height={360} />;
  return (
    <div className="profile-workbench">
      {data.elided.nodes > 0 && (
        <Notice>
          {formatCount(data.elided.nodes)} {data.elided.nodes === 1 ? 'subtree' : 'subtrees'} under{' '}
          {formatShare(minShare)}, together {formatShare(data.elided.weight / data.total)}, are not drawn.{' '}
          <Button size="small" onPress={() => setDrawAll(true)}>
            Draw all
          </Button>
        </Notice>
      )}
      <Panels graph={graph} answer={answer} ranked={ranked} address={address} onAddress={onAddress} />
    </div>
  );
}

function Panels({ graph, answer, ranked, address, onAddress }: WorkbenchProps & { graph: Graph }) {
  const { view, functionId, inverted, idle } = address;
  const [search, setSearch] = useState('');
  const [isRegex, setRegex] = useState(false);
  const [colorMode, setColorMode] = useState<ColorMode>('package');
  const [chosenPackage, setChosenPackage] = useState<string | null>(null);
  /** Which match was shown last, and of which search. */
  const [lastHit, setLastHit] = useState<{ of: unknown; index: number }>({ of: null, index: -1 });
  const navigation = useFlameNavigation(graph);
  const themeVersion = useThemeVersion();
  // The theme is read from the document, which the version stands for.
  const dark = useMemo(() => themeVersion >= 0 && isDark(), [themeVersion]);

  const searched = useDeferredValue(search.trim());
  const found = useMemo(() => {
    if (searched !== '') {
      const matcher = createMatcher(graph.frames, searched, isRegex);
      return 'problem' in matcher ? matcher : findHits(graph, matcher.matches);
    }
    if (functionId === null) return null;
    const { functionIds } = graph.frames;
    return findHits(graph, (frame) => functionIds[frame] === functionId);
  }, [graph, searched, isRegex, functionId]);
  const hits = found && 'nodes' in found ? found : null;

  const nextHit = (step: 1 | -1): void => {
    if (!hits || hits.nodes.length === 0) return;
    const last = lastHit.of === hits ? lastHit.index : -1;
    const count = hits.nodes.length;
    const index = last < 0 && step < 0 ? count - 1 : (last + step + count) % count;
    setLastHit({ of: hits, index });
    navigation.reveal(hits.nodes[index] as number);
  };

  const packages = useMemo(() => tablePackages(graph, dark), [graph, dark]);
  const colorOf = useMemo(
    () => createColors(graph, packages, { mode: colorMode, chosenPackage, hits: hits?.frames ?? null }, dark),
    [graph, packages, colorMode, chosenPackage, hits, dark],
  );
  const rowOfSelected = useMemo((): FunctionRow | undefined => {
    const frame = navigation.selected < 0 ? -1 : frameOf(graph, navigation.selected);
    const id = frame < 0 ? -1 : graph.frames.functionIds[frame];
    return ranked.functions.find((row) => row.id === id);
  }, [graph, navigation.selected, ranked]);

  // The root of all stacks is no function that could be made faster.
  const functions = useMemo(() => ranked.functions.filter(({ kind }) => kind !== 'root'), [ranked]);
  const selectFunction = (id: number | null): void => onAddress({ functionId: id });
  const graphLabel = `${inverted ? 'Callers of each function' : 'Call stacks'} of ${ranked.name} as a flame graph, by ${ranked.weight}. Arrow keys move between frames, Enter zooms in, Escape zooms out, Home shows all.`;

  const drawing = (
    <>
      <Select
        label="Colour"
        labelHidden
        options={[
          { id: 'package', label: 'Colour by package' },
          { id: 'self', label: 'Colour by self weight' },
        ]}
        value={colorMode}
        onChange={(id) => setColorMode(id === 'self' ? 'self' : 'package')}
      />
      <Checkbox isSelected={inverted} onChange={(isSelected) => onAddress({ inverted: isSelected })}>
        Inverted
      </Checkbox>
      {(ranked.idle.weight > 0 || idle === 'include') && (
        <Checkbox
          isSelected={idle === 'include'}
          onChange={(isSelected) => onAddress({ idle: isSelected ? 'include' : 'exclude' })}
        >
          Count idle
        </Checkbox>
      )}
    </>
  );

  return (
    <>
      <div className="profile-tools">
        <FilterField label="Find function or file" value={search} onChange={setSearch} />
        <Checkbox isSelected={isRegex} onChange={setRegex}>
          Regex
        </Checkbox>
        <Button size="small" isDisabled={!hits} onPress={() => nextHit(1)}>
          Next match
        </Button>
        <span className="dense muted" role="status">
          <FoundWords found={found} graph={graph} isSearch={searched !== ''} />
        </span>
        <span className="spacer" />
        {ranked.weights.length > 1 && (
          <Select
            label="Weight"
            labelHidden
            options={ranked.weights.map(({ name, unit, total }) => ({
              id: name,
              label: `By ${name}`,
              detail: formatWeight(total, unit),
            }))}
            value={ranked.weight}
            onChange={(name) => onAddress({ weight: name })}
          />
        )}
      </div>
      <div className="profile-panels">
        <div className="profile-views">
          <Tabs
            label="View"
            fill
            aside={drawing}
            selected={view}
            onSelect={(id) => onAddress({ view: id === 'tree' || id === 'around' ? id : 'flame' })}
            tabs={[
              {
                id: 'flame',
                label: 'Flame graph',
                content: (
                  <div className="profile-flame">
                    <Breadcrumb graph={graph} navigation={navigation} />
                    <FlameCanvas
                      graph={graph}
                      label={graphLabel}
                      navigation={navigation}
                      colorOf={colorOf}
                      onNextHit={nextHit}
                    />
                    {colorMode === 'package' && (
                      <Legend packages={packages.shares} chosen={chosenPackage} onChoose={setChosenPackage} />
                    )}
                    <FrameDetails graph={graph} node={navigation.selected} row={rowOfSelected} />
                  </div>
                ),
              },
              {
                id: 'tree',
                label: 'Call tree',
                content: (
                  <CallTreeTable
                    graph={graph}
                    label={`Call tree of ${ranked.name}, heaviest first`}
                    selected={navigation.selected}
                    onSelect={navigation.select}
                  />
                ),
              },
              {
                id: 'around',
                label: 'Callers and callees',
                content: (
                  <Sandwich
                    ranked={ranked}
                    functionId={functionId ?? rowOfSelected?.id ?? null}
                    address={address}
                    dark={dark}
                    colorMode={colorMode}
                  />
                ),
              },
            ]}
          />
        </div>
        <section className="profile-functions" aria-label="Functions">
          <header>
            <h2>{formatQuantity(functions.length, 'function')}</h2>
            <PinButton answer={answer} />
          </header>
          <FunctionTable
            functions={functions}
            total={graph.total}
            unit={ranked.unit}
            selectedId={functionId}
            onSelect={selectFunction}
          />
        </section>
      </div>
    </>
  );
}

interface FoundWordsProps {
  found: ReturnType<typeof findHits> | { problem: string } | null;
  graph: Graph;
  isSearch: boolean;
}

function FoundWords({ found, graph, isSearch }: FoundWordsProps) {
  if (!found) return null;
  if ('problem' in found) return <>Not a regular expression: {found.problem}</>;
  if (found.nodes.length === 0) return isSearch ? <>No function matches.</> : null;
  return (
    <>
      {formatCount(found.functionCount)} {found.functionCount === 1 ? 'function' : 'functions'},{' '}
      {formatShare(found.weight / graph.total)} of the total
    </>
  );
}
