import './frame.css';
import type { ReactNode } from 'react';
import { useAudit } from '../state/audit.ts';
import { MethodCheckContext } from '../state/check.ts';
import { setPreference, usePreferences } from '../state/preferences.ts';
import { useQuery } from '../state/query.ts';
import { usePlace } from '../state/router.ts';
import { DropZone } from './DropZone.tsx';
import { EngineBanner } from './EngineBanner.tsx';
import { useFrame } from './frameState.ts';
import { InspectorPane } from './InspectorPane.tsx';
import { LeavingDialog } from './LeavingDialog.tsx';
import { Palette } from './Palette.tsx';
import { Particulars } from './Particulars.tsx';
import { Rail } from './Rail.tsx';
import { ScreenBoundary } from './ScreenBoundary.tsx';
import { screenAt, startScreen, unknownScreen } from './screens.tsx';
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

function MethodCheck({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const check = useQuery('method.check', isOpen ? {} : null, [
    'audit',
    'sources',
    'metrics',
    'method',
    'findings',
    'evidence',
  ]);
  return <MethodCheckContext value={check}>{children}</MethodCheckContext>;
}

/** The screen at the present address; without an audit only the screens that need none. */
function CurrentScreen({ auditId }: { auditId: string | null }) {
  const { path } = usePlace();
  const found = screenAt(path) ?? { ...unknownScreen, parameters: {} };
  const screen = auditId === null && !found.standalone ? { ...startScreen, parameters: {} } : found;
  const { component: Component, parameters, pattern } = screen;
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
  const isInside = auditId !== null && path !== '/' && path !== '/verify';
  return (
    <MethodCheck isOpen={auditId !== null}>
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
    </MethodCheck>
  );
}
