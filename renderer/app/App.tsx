import './frame.css';
import type { ReactNode } from 'react';
import { useAudit } from '../state/audit.ts';
import { call } from '../state/bridge.ts';
import { MethodCheckContext } from '../state/check.ts';
import { CommandsContext } from '../state/commands.ts';
import { setPreference, usePreferences } from '../state/preferences.ts';
import { useAnswer, useQuery } from '../state/query.ts';
import { usePlace } from '../state/router.ts';
import { SourcesContext } from '../state/sources.ts';
import { StepPanelsContext } from '../state/stepPanels.ts';
import type { Feature } from '../features/feature.ts';
import { commandsById } from './commands.ts';
import { DropZone } from './DropZone.tsx';
import { EngineBanner } from './EngineBanner.tsx';
import { features } from './features.ts';
import { useFrame } from './frameState.ts';
import { InspectorPane } from './InspectorPane.tsx';
import { LeavingDialog } from './LeavingDialog.tsx';
import { Palette } from './Palette.tsx';
import { Particulars } from './Particulars.tsx';
import { Rail } from './Rail.tsx';
import { ScreenBoundary } from './ScreenBoundary.tsx';
import { screenAt } from './screens.ts';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { Splitter } from './Splitter.tsx';
import { StatusBar } from './StatusBar.tsx';
import { Toasts } from './Toasts.tsx';
import { TopBar } from './TopBar.tsx';
import { useIsNarrow, useIsVeryNarrow } from './width.ts';
import { useKeyboard } from './useKeyboard.ts';

const railLimits = { min: 168, max: 360 } as const;
const railClosedWidth = 44;
const inspectorLimits = { min: 240, max: 560 } as const;

const stepPanels = features.flatMap(({ panels = [] }: Feature) => panels);

/** What every part of the window reads: the state of the open audit, asked once, and what the features declare. */
function Provided({ auditId, children }: { auditId: string | null; children: ReactNode }) {
  // Asked anew for another audit, so that the sources of one never stand in the window of another.
  const sources = useAnswer(auditId && `sources of ${auditId}`, () => call('source.list', {}), [
    'audit',
    'sources',
  ]);
  const check = useQuery('method.check', auditId === null ? null : {}, [
    'audit',
    'sources',
    'metrics',
    'method',
    'findings',
    'evidence',
  ]);
  return (
    <CommandsContext value={commandsById}>
      <StepPanelsContext value={stepPanels}>
        <SourcesContext value={sources}>
          <MethodCheckContext value={check}>{children}</MethodCheckContext>
        </SourcesContext>
      </StepPanelsContext>
    </CommandsContext>
  );
}

/** The screen at the present address; without an audit only the screens that need none. */
function CurrentScreen({ auditId }: { auditId: string | null }) {
  const { path } = usePlace();
  const found = screenAt(path);
  const {
    component: Component,
    parameters,
    pattern,
  } = auditId === null && !found.standalone ? screenAt('/') : found;
  return (
    <ScreenBoundary key={`${auditId} ${pattern}`}>
      <Component parameters={parameters} />
    </ScreenBoundary>
  );
}

export function App() {
  const auditId = useAudit(({ info }) => info?.auditId ?? null);
  const { path } = usePlace();
  const { railOpen, railWidth, inspectorOpen, inspectorWidth } = usePreferences();
  const inspectorOver = useFrame((frame) => frame.inspectorOver);
  const isNarrow = useIsNarrow();
  const isVeryNarrow = useIsVeryNarrow();
  const showsRail = railOpen && !isVeryNarrow;
  const showsInspector = isNarrow ? inspectorOver : inspectorOpen;
  useKeyboard();
  const isInside = auditId !== null && !screenAt(path).standalone;
  return (
    <Provided auditId={auditId}>
      <div className="frame">
        <TopBar />
        <EngineBanner />
        <div className="frame-middle">
          {isInside && (
            <div className="frame-rail" style={{ width: showsRail ? railWidth : railClosedWidth }}>
              <Rail open={showsRail} />
              {showsRail && (
                <Splitter
                  label="Width of the rail"
                  side="left"
                  width={railWidth}
                  {...railLimits}
                  onResize={(width) => setPreference('railWidth', width)}
                />
              )}
            </div>
          )}
          <main className="frame-main">
            <CurrentScreen auditId={auditId} />
          </main>
          {isInside && showsInspector && (
            <div
              className={isNarrow ? 'frame-inspector over' : 'frame-inspector'}
              style={{ width: inspectorWidth }}
            >
              <Splitter
                label="Width of the inspector"
                side="right"
                width={inspectorWidth}
                {...inspectorLimits}
                onResize={(width) => setPreference('inspectorWidth', width)}
              />
              <InspectorPane />
            </div>
          )}
        </div>
        <StatusBar />
      </div>
      <Palette />
      <ShortcutSheet />
      <Particulars />
      <LeavingDialog />
      <Toasts />
      <DropZone />
    </Provided>
  );
}
