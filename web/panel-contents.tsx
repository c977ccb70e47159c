import { use } from 'react';
import { describeUnkept } from './kept';
import { isNarrow } from './layout';
import { PythonChooser } from './run/PythonChooser';
import { lazyPart } from './ui/lazy-part';
import { useStore } from './ui/use-store';
import { titleOf } from './workspace/put-aside';
import { words } from './words/page';
import { words as settingsWords } from './words/settings';
import type { ExamplesPanelProps, PutAsideEntry } from './examples/ExamplesPanel';
import type { FilesEditor } from './files/FilesPanel';
import type { Setting } from './settings/SettingsPanel';
import type { Page } from './page';
import type { PanelProps } from './ui/SidePanel';
import type { PutAsideProgram } from './workspace/put-aside';
import type { ComponentType } from 'react';

// What each panel is given of the page. Panels load when the page is idle: what nobody has opened yet must not delay the
// first paint.
const [LazyExamples, loadExamples] = lazyPart(async () => {
  const { ExamplesPanel, loadExamples: loadPrograms } = await import('./examples/ExamplesPanel');
  const examples = await loadPrograms();
  return (props: Omit<ExamplesPanelProps, 'examples'>) => (
    <ExamplesPanel {...props} examples={examples} />
  );
});
const [LazyFiles, loadFiles] = lazyPart(() =>
  import('./files/FilesPanel').then((it) => it.FilesPanel),
);
const [LazyWorkspaces, loadWorkspaces] = lazyPart(() =>
  import('./workspaces/WorkspacesPanel').then((it) => it.WorkspacesPanel),
);
const [LazyVariables, loadVariables] = lazyPart(() =>
  import('./variables/VariablesPanel').then((it) => it.VariablesPanel),
);
const [LazyTests, loadTests] = lazyPart(() =>
  import('./run-modes/TestsPanel').then((it) => it.TestsPanel),
);
const [LazyPackages, loadPackages] = lazyPart(() =>
  import('./packages/PackagesPanel').then((it) => it.PackagesPanel),
);
const [LazyNetwork, loadNetwork] = lazyPart(() =>
  import('./network/NetworkPanel').then((it) => it.NetworkPanel),
);
const [LazyStorage, loadStorage] = lazyPart(() =>
  import('./storage/StoragePanel').then((it) => it.StoragePanel),
);
const [LazyCalls, loadCalls] = lazyPart(() =>
  import('./calls/CallsPanel').then((it) => it.CallsPanel),
);
const [LazySettings, loadSettings] = lazyPart(() =>
  import('./settings/SettingsPanel').then((it) => it.SettingsPanel),
);
const [LazyAbout, loadAbout] = lazyPart(() =>
  import('./about/AboutPanel').then((it) => it.AboutPanel),
);
const [LazyOffline, loadOffline] = lazyPart(() =>
  import('./offline/OfflineSection').then((it) => it.OfflineSection),
);

/** Shows a panel, and fetches its code ahead of the first opening. */
export type PanelContent = readonly [
  Content: ComponentType<PanelProps<Page>>,
  load: () => Promise<unknown>,
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

export const examples: PanelContent = [Examples, loadExamples];
export const files: PanelContent = [Files, loadFiles];
export const workspaces: PanelContent = [Workspaces, loadWorkspaces];
export const variables: PanelContent = [Variables, loadVariables];
export const tests: PanelContent = [Tests, loadTests];
export const packages: PanelContent = [Packages, loadPackages];
export const network: PanelContent = [Network, loadNetwork];
export const storage: PanelContent = [Storage, loadStorage];
export const calls: PanelContent = [Calls, loadCalls];
export const settings: PanelContent = [Settings, loadSettings];
export const about: PanelContent = [About, () => Promise.all([loadAbout(), loadOffline()])];
