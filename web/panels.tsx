import { lazy, use } from 'react';
import { describeUnkept } from './kept';
import { isNarrow } from './layout';
import { PythonChooser } from './run/PythonChooser';
import { useStore } from './ui/use-store';
import { titleOf } from './workspace/put-aside';
import { words } from './words/page';
import { words as settingsWords } from './words/settings';
import type { ExamplesPanelProps, PutAsideEntry } from './examples/ExamplesPanel';
import type { FilesEditor } from './files/FilesPanel';
import type { Setting } from './settings/SettingsPanel';
import type { Page } from './page';
import type { Panel, PanelProps } from './ui/SidePanel';
import type { PutAsideProgram } from './workspace/put-aside';

// Panels load when the page is idle: what nobody has opened yet must not delay the first paint.
const loadExamples = async () => {
  const { ExamplesPanel, loadExamples } = await import('./examples/ExamplesPanel');
  const examples = await loadExamples();
  return {
    default: (props: Omit<ExamplesPanelProps, 'examples'>) => (
      <ExamplesPanel {...props} examples={examples} />
    ),
  };
};
const loadFiles = () => import('./files/FilesPanel');
const loadWorkspaces = () => import('./workspaces/WorkspacesPanel');
const loadVariables = () => import('./variables/VariablesPanel');
const loadTests = () => import('./run-modes/TestsPanel');
const loadPackages = () => import('./packages/PackagesPanel');
const loadNetwork = () => import('./network/NetworkPanel');
const loadStorage = () => import('./storage/StoragePanel');
const loadCalls = () => import('./calls/CallsPanel');
const loadSettings = () => import('./settings/SettingsPanel');
const loadAbout = () => import('./about/AboutPanel');
const loadOffline = () => import('./offline/OfflineSection');

const LazyExamples = lazy(loadExamples);
const LazyFiles = lazy(() => loadFiles().then((it) => ({ default: it.FilesPanel })));
const LazyWorkspaces = lazy(() => loadWorkspaces().then((it) => ({ default: it.WorkspacesPanel })));
const LazyVariables = lazy(() => loadVariables().then((it) => ({ default: it.VariablesPanel })));
const LazyTests = lazy(() => loadTests().then((it) => ({ default: it.TestsPanel })));
const LazyPackages = lazy(() => loadPackages().then((it) => ({ default: it.PackagesPanel })));
const LazyNetwork = lazy(() => loadNetwork().then((it) => ({ default: it.NetworkPanel })));
const LazyStorage = lazy(() => loadStorage().then((it) => ({ default: it.StoragePanel })));
const LazyCalls = lazy(() => loadCalls().then((it) => ({ default: it.CallsPanel })));
const LazySettings = lazy(() => loadSettings().then((it) => ({ default: it.SettingsPanel })));
const LazyOffline = lazy(() => loadOffline().then((it) => ({ default: it.OfflineSection })));
const LazyAbout = lazy(() => loadAbout().then((it) => ({ default: it.AboutPanel })));

const loadAboutParts = () => Promise.all([loadAbout(), loadOffline()]);

/** The rail's entries, from top to bottom. */
export const PANELS: readonly Panel<Page>[] = [
  {
    id: 'examples',
    title: () => words().examples,
    icon: 'examples',
    isPrimary: true,
    Content: Examples,
    load: loadExamples,
  },
  {
    id: 'files',
    title: () => words().files,
    icon: 'files',
    isPrimary: true,
    Content: Files,
    load: loadFiles,
  },
  {
    id: 'workspaces',
    title: () => words().workspaces,
    icon: 'workspaces',
    Content: Workspaces,
    load: loadWorkspaces,
  },
  {
    id: 'variables',
    title: () => words().variables,
    icon: 'variables',
    isPrimary: true,
    Content: Variables,
    load: loadVariables,
  },
  { id: 'tests', title: () => words().tests, icon: 'tests', Content: Tests, load: loadTests },
  {
    id: 'packages',
    title: () => words().packages,
    icon: 'packages',
    isPrimary: true,
    Content: Packages,
    load: loadPackages,
  },
  {
    id: 'network',
    title: () => words().network,
    icon: 'network',
    Content: Network,
    load: loadNetwork,
  },
  {
    id: 'storage',
    title: () => words().storage,
    icon: 'storage',
    Content: Storage,
    load: loadStorage,
  },
  { id: 'calls', title: () => words().calls, icon: 'calls', Content: Calls, load: loadCalls },
  {
    id: 'settings',
    title: () => words().settings,
    icon: 'settings',
    Content: Settings,
    load: loadSettings,
  },
  { id: 'about', title: () => words().about, icon: 'about', Content: About, load: loadAboutParts },
];

function Examples({ context: { workspace }, onClose }: PanelProps<Page>) {
  const { putAside } = useStore(workspace.store);
  // Not what the editor shows at this moment: after an undo there, say.
  const others = putAside.filter(({ code }) => code !== workspace.code.get());
  const own = others.find(({ madeFrom }) => madeFrom === null);
  function describe(program: PutAsideProgram): PutAsideEntry {
    const { code, madeFrom } = program;
    return {
      title: titleOf(code),
      about: madeFrom === null ? words().ownProgram : words().withChanges(madeFrom),
      restore: () => {
        workspace.restore(program);
        if (isNarrow(window.innerWidth)) onClose();
      },
    };
  }
  return (
    <LazyExamples
      onOpen={({ code, title }) => {
        workspace.open(code, words().quoted(title));
        // There the panel covers what it has just opened.
        if (isNarrow(window.innerWidth)) onClose();
      }}
      own={own ? describe(own) : null}
      putAside={others.filter((program) => program !== own).map(describe)}
    />
  );
}

function Workspaces({ context: { workspaces } }: PanelProps<Page>) {
  return <LazyWorkspaces workspaces={use(workspaces.load())} />;
}

function Variables({ context: { python, modes } }: PanelProps<Page>) {
  const { session, status } = useStore(python.store);
  const { place } = useStore(modes.store);
  return (
    <LazyVariables
      questions={session?.console ?? null}
      isReady={status.state === 'ready'}
      paused={place?.names ?? null}
    />
  );
}

function Tests({ context: { python, modes, actions, goToLine } }: PanelProps<Page>) {
  const { isBusy } = useStore(python.store);
  const { tests, testing } = useStore(modes.store);
  return (
    <LazyTests
      tests={tests}
      testing={testing}
      isBusy={isBusy}
      onRun={actions.runTests}
      onGoToLine={goToLine}
    />
  );
}

/** A setting whose values are the labels' names. */
function settingOf<Id extends string>(
  legend: string,
  labels: Readonly<Record<Id, string>>,
  chosen: Id,
  choose: (id: Id) => void,
): Setting {
  const ids = Object.keys(labels) as Id[];
  return {
    legend,
    choices: ids.map((id) => ({ id, label: labels[id] })),
    chosen,
    choose: (wanted) => {
      const id = ids.find((one) => one === wanted);
      if (id !== undefined) choose(id);
    },
  };
}

function Settings({
  context: { themeSwitch, textSize, layout, view, chooseLanguage },
}: PanelProps<Page>) {
  const texts = settingsWords();
  const { theme } = useStore(themeSwitch.store);
  const { growth } = useStore(textSize.store);
  const { mode, direction, panelPlace, isNarrow: hasNoChoice } = useStore(layout.store);
  return (
    <LazySettings
      settings={[
        settingOf(texts.theme, texts.themes, theme, themeSwitch.choose),
        settingOf(texts.layout, texts.layouts, mode, layout.setMode),
        ...(hasNoChoice
          ? []
          : [
              settingOf(texts.output, texts.outputs, direction, layout.placeOutput),
              settingOf(texts.panels, texts.panelPlaces, panelPlace, layout.placePanel),
            ]),
      ]}
      textSize={{ growth, ...textSize }}
      commandsKeys="F1"
      shortcutsKeys="?"
      onLanguage={chooseLanguage}
      onShowCommands={() => {
        view.openDialog('commands');
      }}
      onShowShortcuts={() => {
        view.openDialog('shortcuts');
      }}
    />
  );
}

function About({ context: { python, choosePython, offline, view } }: PanelProps<Page>) {
  const { version } = python;
  const chooser = <PythonChooser version={version} onChoose={choosePython} />;
  const withoutNetwork = <LazyOffline offline={offline} />;
  return (
    <LazyAbout
      version={version}
      chooser={chooser}
      withoutNetwork={withoutNetwork}
      onShowShortcuts={() => {
        view.openDialog('shortcuts');
      }}
    />
  );
}

function Network({ context: { grants } }: PanelProps<Page>) {
  const { decisions } = useStore(grants.consent.store);
  return (
    <LazyNetwork
      hostList={grants.hostList}
      requests={grants.requests}
      decisions={decisions}
      onForgetDecision={grants.consent.forget}
    />
  );
}

function Packages({ context: { grants, python } }: PanelProps<Page>) {
  const { session } = useStore(python.store);
  return (
    <LazyPackages
      packages={session?.packages ?? null}
      list={grants.packageList}
      lock={grants.packageLock}
      onReset={python.reset}
    />
  );
}

function Storage({ context: { grants, python, kept } }: PanelProps<Page>) {
  const { session } = useStore(python.store);
  const { unkept } = useStore(kept);
  const warning = unkept.length === 0 ? null : describeUnkept(unkept);
  return <LazyStorage openKv={grants.openKv} files={session?.files ?? null} warning={warning} />;
}

function Calls({ context: { python } }: PanelProps<Page>) {
  const { session } = useStore(python.store);
  return <LazyCalls session={session} />;
}

function Files({ context: { python, files }, onClose }: PanelProps<Page>) {
  const { session } = useStore(python.store);
  const editor: FilesEditor = {
    canEdit: (path) => files.nameOf(path) !== null,
    open: async (path) => {
      const name = files.nameOf(path);
      if (name === null) return;
      await files.open(name);
      if (isNarrow(window.innerWidth)) onClose();
    },
    rename: async (path, name) => {
      const from = files.nameOf(path);
      return from !== null && files.rename(from, renamed(from, name));
    },
  };
  return <LazyFiles files={session?.files ?? null} editor={editor} />;
}

/** `pkg/a.py` and `b.py` are `pkg/b.py`. */
function renamed(from: string, name: string): string {
  return from.slice(0, from.lastIndexOf('/') + 1) + name;
}
