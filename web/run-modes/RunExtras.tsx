import { Suspense, lazy } from 'react';
import { PanelBoundary } from '../ui/PanelBoundary';
import { useStore } from '../ui/use-store';
import { isPlain } from './run-settings';
import type { RunModes } from './run-modes';

const LazyStrip = lazy(() =>
  import('./SettingsStrip').then((it) => ({ default: it.SettingsStrip })),
);
const LazyChecks = lazy(() => import('./ChecksList').then((it) => ({ default: it.ChecksList })));
const LazyDebugger = lazy(() =>
  import('./DebuggerBar').then((it) => ({ default: it.DebuggerBar })),
);

interface RunExtrasProps {
  modes: RunModes;
  onGoToLine: (line: number, quoted: string | null, file: string) => void;
  /** Answers the debugger's prompt. */
  onType: (line: string) => void;
}

/** Above the output: that runs are not the plain ones. Nobody should have to wonder. */
export function RunNotice({ modes }: { modes: RunModes }) {
  const { settings } = useStore(modes.store);
  if (isPlain(settings)) return null;
  return (
    <PanelBoundary>
      <Suspense>
        <LazyStrip settings={settings} onMakePlain={modes.makePlain} />
      </Suspense>
    </PanelBoundary>
  );
}

/** Below the output, while there is something to show: the checks, the debugger's buttons. */
export function RunExtras({ modes, onGoToLine, onType }: RunExtrasProps) {
  const { checks, checking, place } = useStore(modes.store);
  if (checking === 'none' && place === null) return null;
  return (
    <PanelBoundary>
      <Suspense>
        {checking === 'none' ? null : (
          <LazyChecks checks={checks} checking={checking} onGoToLine={onGoToLine} />
        )}
        {place === null ? null : (
          <LazyDebugger place={place} onType={onType} onGoToLine={onGoToLine} />
        )}
      </Suspense>
    </PanelBoundary>
  );
}
