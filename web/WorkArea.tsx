import { lazy, Suspense, useCallback } from 'react';
import { ConsolePane } from './console/ConsolePane';
import { createRichOutput } from './display/rich-output';
import { EditorPane } from './editor/EditorPane';
import { DEFAULT_SHARES } from './layout';
import { PythonFailure } from './run/PythonFailure';
import { ResetButton } from './run/ResetButton';
import { RunDetails } from './run/RunDetails';
import { RunExtras, RunNotice } from './run-modes/RunExtras';
import { CloseButton } from './ui/CloseButton';
import { Icon } from './ui/Icon';
import { Split } from './ui/Split';
import { useStore } from './ui/use-store';
import { tabId } from './workspace/TabStrip';
import { words } from './words/page';
import type { ConsoleView } from './console/console-view';
import type { Page } from './page';

const ConsolePrompt = lazy(() =>
  import('./console/ConsolePrompt').then((it) => ({ default: it.ConsolePrompt })),
);

function clearOutput({ output }: Page): void {
  output()?.clear();
}

function Prompt({ page }: { page: Page }) {
  const { session, isBusy, status } = useStore(page.python.store);
  const hint = status.state === 'waiting-for-input' ? words().asksAbove : words().pythonIsBusy;
  return (
    <ConsolePrompt
      questions={session?.console ?? null}
      busyHint={isBusy ? hint : null}
      storage={page.place.siteTexts}
      onEnter={page.enter}
      onInterrupt={page.stop}
      onClear={() => {
        clearOutput(page);
      }}
    />
  );
}

/** The editor and the output with a movable line between them. */
export function WorkArea({ page }: { page: Page }) {
  const { python, files } = page;
  const { active } = useStore(files.store);
  const { isDark } = useStore(page.themeSwitch.store);
  const { growth } = useStore(page.textSize.store);
  const { layout } = page;
  const { mode, direction, share, isNarrow, isOutputShown } = useStore(layout.store);

  const connectConsole = useCallback(
    (view: ConsoleView) => {
      const rich = createRichOutput(view);
      const disconnect = page.connectOutput({
        clear: () => {
          view.clear();
        },
        focus: () => document.querySelector<HTMLElement>('.output')?.focus(),
        focusPrompt: () => document.querySelector<HTMLElement>('.console-prompt textarea')?.focus(),
      });
      const detach = python.attach({
        write: (text, kind) => view.write(text, kind),
        writeLine: (text, kind) => view.writeLine(text, kind),
        show: rich.show,
        ask: (signal) => view.ask(signal, page.mayTakeFocus()),
        echo: (line) => {
          view.echo(line);
        },
        type: (line) => {
          view.type(line);
        },
        startPart: (title) => {
          rich.startRun();
          view.startPart(title);
        },
        startRun: () => {
          rich.startRun();
          view.startRun();
        },
        startEntry: (source) => {
          rich.startRun();
          view.startEntry(source);
        },
      });
      return () => {
        detach();
        disconnect();
      };
    },
    [page, python],
  );

  const actions = (
    <>
      <ResetButton python={python} />
      <button
        type="button"
        className="button button-quiet"
        aria-label={words().clearOutput}
        onClick={() => {
          clearOutput(page);
        }}
      >
        {words().clear((text) => (
          <span className="if-wide">{text}</span>
        ))}
      </button>
      {isNarrow ? null : (
        <button
          type="button"
          className="button button-icon layout-button"
          aria-label={direction === 'row' ? words().outputBelow : words().outputBeside}
          title={direction === 'row' ? words().putBelow : words().putBeside}
          onClick={() => {
            layout.placeOutput(direction === 'row' ? 'column' : 'row');
          }}
        >
          <Icon name={direction === 'row' ? 'stacked' : 'side-by-side'} />
        </button>
      )}
      {mode === 'focus' ? (
        <CloseButton
          label={words().hideOutput}
          title={words().hideOutputTitle}
          className="layout-button"
          onClick={() => {
            layout.hideOutput();
            page.focusEditor();
          }}
        />
      ) : null}
    </>
  );

  return (
    <Split
      direction={direction}
      share={share}
      onShareChange={layout.setShare}
      defaultShare={DEFAULT_SHARES[direction]}
      isSecondHidden={!isOutputShown}
      label={words().editorAndOutput}
      first={
        <EditorPane
          files={files}
          labelledBy={tabId(active)}
          isDark={isDark}
          textGrowth={growth}
          onRun={page.run}
          onStop={page.stop}
          onFailure={page.tellFailure}
          whenQuiet={page.whenQuiet}
          extend={page.extendEditor}
          connect={page.connectEditor}
        />
      }
      second={
        <ConsolePane
          connect={connectConsole}
          onTraceLine={page.goToLine}
          onInterrupt={page.stop}
          details={<RunDetails python={python} />}
          actions={actions}
          alert={
            <>
              <PythonFailure python={python} />
              <RunNotice modes={page.modes} />
            </>
          }
          extras={<RunExtras modes={page.modes} onGoToLine={page.goToLine} onType={python.type} />}
          prompt={
            <Suspense fallback={<div className="console-prompt">&gt;&gt;&gt;</div>}>
              <Prompt page={page} />
            </Suspense>
          }
        />
      }
    />
  );
}
