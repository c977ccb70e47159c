import { lazy, Suspense, useEffect } from 'react';
import { CommandDialogs, loadPalette } from './CommandDialogs';
import { describeKeys } from './commands/keys';
import { listenForKeys } from './commands/listen-for-keys';
import { ConsentDialog } from './consent/ConsentDialog';
import { GrantSummary } from './consent/GrantSummary';
import { OfflineBadge } from './offline/OfflineBadge';
import { describeUnkept } from './kept';
import { PanelFrame } from './PanelFrame';
import { PANELS } from './panels';
import { PythonChooser } from './run/PythonChooser';
import { RunControls } from './run/RunControls';
import { RunMenu } from './run-modes/RunMenu';
import { StatusLine } from './run/StatusLine';
import { Arrival } from './share/Arrival';
import { ShareButton } from './share/ShareButton';
import { useIsTyping } from './touch/use-is-typing';
import { Icon } from './ui/Icon';
import { Notices } from './ui/Notices';
import { PanelBoundary } from './ui/PanelBoundary';
import { Rail } from './ui/Rail';
import { SkipLinks } from './ui/SkipLinks';
import { ThemeButton } from './ui/ThemeButton';
import { useStore } from './ui/use-store';
import { TabStrip } from './workspace/TabStrip';
import { words } from './words/page';
import { WorkArea } from './WorkArea';
import type { CSSProperties } from 'react';
import type { PageCommands } from './page-commands';
import type { Page } from './page';

// Only touch screens need it.
const KeyRow = lazy(() => import('./touch/KeyRow').then((it) => ({ default: it.KeyRow })));

interface AppProps {
  page: Page;
  commands: PageCommands;
  isApple: boolean;
}

export function App({ page, commands, isApple }: AppProps) {
  const { python, files, grants, view, layout } = page;
  const { unkept } = useStore(page.kept);
  const { name: workspaceName } = useStore(page.workspaces.store);
  const { hosts } = useStore(grants.hostList.store);
  const { panelId, dialog, naming } = useStore(view.store);
  const { mode, panelPlace, panelPx } = useStore(layout.store);
  const isTyping = useIsTyping();
  useKeys(commands, isApple);
  useTestsPanel(page);
  usePreloadedPanels(page);
  const openPanel = PANELS.find(({ id }) => id === panelId);
  const keysOf = (id: string): string => {
    const keys = commands.keysOf(id);
    return keys === undefined ? '' : describeKeys(keys, isApple);
  };

  return (
    <>
      <div
        className="frame"
        data-layout={mode}
        data-panel={openPanel ? panelPlace : undefined}
        style={{ '--panel-size': `${String(panelPx)}px` } as CSSProperties}
      >
        <SkipLinks
          links={[
            { label: words().skipToEditor, go: page.focusEditor },
            { label: words().skipToOutput, go: () => page.output()?.focus() },
          ]}
        />
        <header className="top-bar">
          <h1 className="word-mark">
            {'goru'}
            <span>.</span>
          </h1>
          <TabStrip
            files={files}
            naming={naming}
            onName={view.startNaming}
            onNamed={view.endNaming}
            onCreated={page.focusEditor}
            onImport={page.importFiles}
            onFailure={page.tellFailure}
          />
          <RunControls
            python={python}
            keys={{ run: keysOf('run'), stop: keysOf('stop') }}
            onRun={page.run}
            onStop={page.stop}
            menu={
              <RunMenu
                modes={page.modes}
                actions={page.actions}
                isOpen={dialog === 'run-with'}
                onOpen={() => {
                  view.openDialog('run-with');
                }}
                onClose={() => {
                  view.closeDialog('run-with');
                }}
              />
            }
          />
          <ShareButton
            isOpen={dialog === 'share'}
            onOpen={() => {
              view.openDialog('share');
            }}
            onClose={() => {
              view.closeDialog('share');
            }}
            takeOffer={page.sharing.takeOffer}
            siteUrl={page.sharing.siteUrl}
          />
          <ThemeButton themeSwitch={page.themeSwitch} />
          {mode === 'normal' ? null : (
            <button
              type="button"
              className="button button-icon"
              aria-label={words().backToNormal}
              title={words().withKeys(words().backToNormal, keysOf('toggle-focus'))}
              onClick={() => {
                layout.setMode('normal');
              }}
            >
              <Icon name="leave-layout" />
            </button>
          )}
        </header>
        {mode === 'normal' ? (
          <Rail panels={PANELS} openId={panelId} onOpenChange={view.showPanel} />
        ) : null}
        {openPanel ? <PanelFrame page={page} panel={openPanel} /> : null}
        <main className="work-area">
          <WorkArea page={page} />
        </main>
        <div className="toast-place" aria-live="polite">
          <Notices board={page.notices} />
        </div>
        <footer className="status-bar">
          <StatusLine python={python} />
          {unkept.length === 0 ? null : (
            <button
              type="button"
              className="badge-warning"
              aria-label={`${words().notSaved}: ${describeUnkept(unkept)}`}
              title={describeUnkept(unkept)}
              onClick={() => {
                view.showPanel('storage');
              }}
            >
              {words().notSaved}
            </button>
          )}
          {mode === 'normal' ? (
            <>
              <button
                type="button"
                className="workspace-label"
                aria-label={words().workspaceIs(workspaceName)}
                title={words().workspaceIs(workspaceName)}
                onClick={() => {
                  view.showPanel('workspaces');
                }}
              >
                {workspaceName}
              </button>
              <span className="grow" />
              <OfflineBadge offline={page.offline} />
              <PythonChooser version={python.version} onChoose={page.choosePython} />
            </>
          ) : null}
          {/* The other layouts leave out what is always the same, but not that programs reach hosts. */}
          {mode === 'normal' || hosts.length > 0 ? (
            <GrantSummary
              hosts={hosts}
              mountPaths={grants.mountPaths}
              hasKv={grants.hasKv}
              onOpen={view.showPanel}
            />
          ) : null}
        </footer>
        <Arrival
          desk={page.sharing.desk}
          python={python.version}
          writablePaths={grants.mounts.flatMap(({ path, mode: access }) =>
            access === 'ro' ? [] : [path],
          )}
          allowedHosts={hosts}
        />
        <ConsentDialog desk={grants.consent} onGoToLine={page.goToLine} onStop={page.stop} />
        <CommandDialogs page={page} commands={commands} isApple={isApple} />
      </div>
      {isTyping ? (
        <PanelBoundary>
          <Suspense>
            <KeyRow onPress={(key) => page.editor()?.press(key)} />
          </Suspense>
        </PanelBoundary>
      ) : null}
    </>
  );
}

/** The editor has those of Run and Stop too; here they work from everywhere else. */
function useKeys({ fixed }: PageCommands, isApple: boolean): void {
  useEffect(() => listenForKeys({ target: window, commands: fixed, isApple }), [fixed, isApple]);
}

/** Whoever runs tests wants to see them, wherever that was asked for. */
function useTestsPanel({ modes, view }: Page): void {
  useEffect(() => {
    let before = modes.store.get().testing;
    return modes.store.subscribe(() => {
      const { testing } = modes.store.get();
      if (testing === 'running' && before !== testing) view.showPanel('tests');
      before = testing;
    });
  }, [modes, view]);
}

/** Fetches the panels while nothing else is going on, so that each opens at once. */
function usePreloadedPanels({ whenQuiet }: Page): void {
  useEffect(() => {
    void whenQuiet.then(() => {
      // A panel that does not load now is asked for again when it is opened.
      for (const { load } of PANELS) load().catch(() => undefined);
      loadPalette().catch(() => undefined);
    });
  }, [whenQuiet]);
}
