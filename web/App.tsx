import { useEffect, useState } from 'react';
import { ConsentDialog } from './consent/ConsentDialog';
import { GrantSummary } from './consent/GrantSummary';
import { OfflineBadge } from './offline/OfflineBadge';
import { describeUnkept } from './kept';
import { PANELS } from './panels';
import { PythonChooser } from './run/PythonChooser';
import { RunMenu } from './run-modes/RunMenu';
import { RunControls } from './run/RunControls';
import { StatusLine } from './run/StatusLine';
import { Arrival } from './share/Arrival';
import { ShareButton } from './share/ShareButton';
import { Notices } from './ui/Notices';
import { Rail, railButtonId, SidePanel } from './ui/SidePanel';
import { ThemeButton } from './ui/ThemeButton';
import { useStore } from './ui/use-store';
import { TabStrip } from './workspace/TabStrip';
import { WorkArea } from './WorkArea';
import { words } from './words/page';
import type { Page } from './page';

export function App({ page }: { page: Page }) {
  const { python, files, grants } = page;
  const { unkept } = useStore(page.kept);
  const { hosts } = useStore(grants.hostList.store);
  const { name: workspaceName } = useStore(page.workspaces.store);
  const [openId, setOpenId] = useState<string | null>(null);
  useKeys(page);
  useTestsPanel(page, setOpenId);
  usePreloadedPanels(page);
  const openPanel = PANELS.find(({ id }) => id === openId);

  return (
    <div className="frame">
      <header className="top-bar">
        <h1 className="word-mark">
          {'goru'}
          <span>.</span>
        </h1>
        <TabStrip
          files={files}
          onCreated={page.focusEditor}
          onImport={page.importFiles}
          onFailure={page.tellFailure}
        />
        <RunControls
          python={python}
          onRun={page.run}
          onStop={page.stop}
          menu={<RunMenu modes={page.modes} actions={page.actions} />}
        />
        <ShareButton takeOffer={page.sharing.takeOffer} siteUrl={page.sharing.siteUrl} />
        <ThemeButton themeSwitch={page.themeSwitch} />
      </header>
      <Rail panels={PANELS} openId={openId} onOpenChange={setOpenId} />
      {openPanel ? (
        <SidePanel
          panel={openPanel}
          context={page}
          onClose={() => {
            setOpenId(null);
            document.getElementById(railButtonId(openPanel.id))?.focus();
          }}
        />
      ) : null}
      <main className="work-area">
        <WorkArea page={page} />
        <div className="toast-place" aria-live="polite">
          <Notices board={page.notices} />
        </div>
      </main>
      <footer className="status-bar">
        <StatusLine python={python} />
        {unkept.length === 0 ? null : (
          <button
            type="button"
            className="badge-warning"
            aria-label={`${words().notSaved}: ${describeUnkept(unkept)}`}
            title={describeUnkept(unkept)}
            onClick={() => {
              setOpenId('storage');
            }}
          >
            {words().notSaved}
          </button>
        )}
        <button
          type="button"
          className="workspace-label"
          aria-label={words().workspaceIs(workspaceName)}
          title={words().workspaceIs(workspaceName)}
          onClick={() => {
            setOpenId('workspaces');
          }}
        >
          {workspaceName}
        </button>
        <span className="grow" />
        <OfflineBadge offline={page.offline} />
        <PythonChooser version={python.version} onChoose={page.choosePython} />
        <GrantSummary
          hosts={hosts}
          mountPaths={grants.mountPaths}
          hasKv={grants.hasKv}
          onOpen={setOpenId}
        />
      </footer>
      <Arrival
        desk={page.sharing.desk}
        python={python.version}
        writablePaths={grants.mounts.flatMap(({ path, mode }) => (mode === 'ro' ? [] : [path]))}
        allowedHosts={hosts}
      />
      <ConsentDialog desk={grants.consent} onGoToLine={page.goToLine} onStop={page.stop} />
    </div>
  );
}

/** The editor has those of Run and Stop too; here they work from everywhere else. */
function useKeys({ run, stop, save }: Page): void {
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || (!event.ctrlKey && !event.metaKey)) return;
      const act = {
        Enter: event.shiftKey ? stop : run,
        // The browser would save the page's own HTML, which is of no use to anybody.
        s: event.shiftKey || event.altKey ? undefined : save,
      }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', handleKey);
    return () => {
      window.removeEventListener('keydown', handleKey);
    };
  }, [run, stop, save]);
}

/** Whoever runs tests wants to see them, wherever that was asked for. */
function useTestsPanel({ modes }: Page, open: (id: string) => void): void {
  useEffect(() => {
    let before = modes.store.get().testing;
    return modes.store.subscribe(() => {
      const { testing } = modes.store.get();
      if (testing === 'running' && before !== testing) open('tests');
      before = testing;
    });
  }, [modes, open]);
}

/** Fetches the panels while nothing else is going on, so that each opens at once. */
function usePreloadedPanels({ whenQuiet }: Page): void {
  useEffect(() => {
    void whenQuiet.then(() => {
      // A panel that does not load now is asked for again when it is opened.
      for (const panel of PANELS) panel.load().catch(() => undefined);
    });
  }, [whenQuiet]);
}
