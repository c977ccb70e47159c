import { messageOf } from './ui/message-of';
import { MAIN_NAME } from './workspace/file-names';
import { runWith } from './run-modes/run-settings';
import type { ErrorResult, RunResult } from '../src/index';
import type { EditorHandle } from './editor/editor-handle';
import type { Grants } from './grants';
import type { EditorParts } from './run-modes/editor-parts';
import type { Part } from './run-modes/parts';
import type { RunModes } from './run-modes/run-modes';
import type { Python, RunHow } from './run/python';
import type { Sharing } from './sharing';
import type { NoticeBoard } from './ui/notice-board';
import type { LineTrackers } from './workspace/line-trackers';
import type { ProgramFiles } from './workspace/program-files';
import type { Workspace } from './workspace/workspace';

/** All checks of a program together; longer takes only what never ends. */
const CHECKS_LIMIT_MS = 10_000;
const CHECK_MARK = /^# goru: check/m;
const CHECK_FILE = /^check_[^/]*\.py$/;

/** Everything that runs something, for buttons, keys and menus alike. */
export interface RunActions {
  /** main.py, as the settings say. */
  run: () => void;
  runFresh: () => void;
  /** Of the file on the screen: what is selected, or the cursor's line. */
  runSelection: () => void;
  runCell: () => void;
  /** Where there are no cells: everything. */
  runCellAndMoveOn: () => void;
  runTests: () => void;
  /** The debugger, where the last error happened. */
  debugLastError: () => void;
  enter: (source: string) => void;
}

interface RunningOptions {
  python: Python;
  grants: Pick<Grants, 'consent'>;
  workspace: Pick<Workspace, 'code' | 'dismissOpenedNotice'>;
  files: Pick<ProgramFiles, 'store' | 'code' | 'flush'>;
  sharing: Pick<Sharing, 'mayRun'>;
  notices: Pick<NoticeBoard, 'showBriefly' | 'show'>;
  lines: LineTrackers;
  modes: RunModes;
  getEditor: () => EditorHandle | null;
  getParts: () => EditorParts | null;
  /** The workspace is used from now on, not only looked at. */
  mark: () => void;
  /** A run begins, and shows what it does in the output, but for tests. */
  onStart: (kind: RunHow['kind']) => void;
}

/** Runs what the editor and the console hold, and shows in the editor what came of it. */
export function createRunning(options: RunningOptions): RunActions {
  const { python, grants, workspace, files, sharing, notices, lines, modes } = options;

  /**
   * From a press of Run to the mark in the editor; null when nothing ran.
   *
   * @param checkAfter What still belongs to the run: what that was allowed once holds for it, too.
   */
  async function start(
    name: string,
    source: string,
    how: RunHow,
    checkAfter?: (result: RunResult | null) => Promise<void>,
  ): Promise<RunResult | null> {
    if (python.store.get().isBusy || !(await sharing.mayRun())) return null;
    options.onStart(how.kind);
    workspace.dismissOpenedNotice();
    options.getEditor()?.markError(name, null);
    lines.start();
    const runOptions = { filename: name, ...how.options };
    const begun = { prepare: files.flush, ...how, options: runOptions };
    return withConsent(source, async () => {
      const result = await runAndExplain(source, begun, (error, words) => {
        markError(name, error, words);
      });
      await checkAfter?.(result);
      return result;
    });
  }

  /** What is allowed once is allowed until all of this is over, however it ends. */
  async function withConsent<T>(source: string, work: () => Promise<T>): Promise<T> {
    grants.consent.startRun(source);
    options.mark();
    try {
      return await work();
    } finally {
      grants.consent.endRun();
    }
  }

  async function runAndExplain(
    source: string,
    how: RunHow,
    onError?: (error: ErrorResult, words: string | null) => void,
  ): Promise<RunResult | null> {
    const focusedBefore = document.activeElement;
    const result = await python.run(source, how);
    modes.endDebugging();
    if (result?.status === 'error') {
      const words = await explain(result);
      onError?.(result, words);
      if (words !== null) python.tell(words);
    }
    giveFocusBack(focusedBefore);
    return result;
  }

  async function run(isFresh = false): Promise<void> {
    const source = workspace.code.get();
    const settings = runWith(modes.store.get().settings);
    modes.dropChecks(hasChecks(source));
    const how = { ...settings, isFresh: isFresh || settings.isFresh };
    await start(MAIN_NAME, source, how, async (result) => {
      const endedWell = result?.status === 'ok' || (result?.status === 'exit' && !result.stateLost);
      if (endedWell && hasChecks(source)) await check(source, result.stdout);
    });
  }

  function hasChecks(source: string): boolean {
    return CHECK_MARK.test(source) || files.store.get().names.some((name) => CHECK_FILE.test(name));
  }

  async function check(source: string, output: string): Promise<void> {
    modes.startChecks();
    const limits = { output, timeoutMs: CHECKS_LIMIT_MS };
    await python.run(source, { kind: 'checks', options: limits });
    await modes.endChecks();
  }

  async function runPart(
    findPart: (parts: EditorParts) => Part | null,
    title: (part: Part) => string,
    missing: string,
  ): Promise<boolean> {
    const parts = options.getParts();
    const part = parts === null ? null : findPart(parts);
    if (part === null) {
      const { words } = await import('./words/run-modes');
      notices.showBriefly(parts === null ? words().editorLoads : missing);
      return false;
    }
    const { active } = files.store.get();
    // As the editor counts.
    const source = files.code(active).get().replaceAll('\r\n', '\n');
    const { options: settings, input } = runWith(modes.store.get().settings);
    await start(active, source, {
      kind: 'part',
      title: title(part),
      input,
      options: { ...settings, part: { from: part.from, to: part.to } },
    });
    return true;
  }

  async function runSelection(): Promise<void> {
    const { words } = await import('./words/run-modes');
    const title = ({ firstLine, lastLine }: Part): string => words().lines(firstLine, lastLine);
    await runPart((parts) => parts.selection(), title, words().noCode);
  }

  async function runCell(movesOn: boolean): Promise<void> {
    const { words } = await import('./words/run-modes');
    let name = '';
    const find = (parts: EditorParts): Part | null => {
      const cell = parts.cell();
      name = cell?.title ?? '';
      if (cell !== null && movesOn) parts.moveToNextCell();
      return cell;
    };
    const title = ({ firstLine, lastLine }: Part): string =>
      name === ''
        ? words().cell(firstLine, lastLine)
        : words().namedCell(name, firstLine, lastLine);
    await runPart(find, title, words().noCells);
  }

  async function runTests(): Promise<void> {
    if (python.store.get().isBusy) return;
    const { words } = await import('./words/run-modes');
    const { timeoutMs, seed, clockMs } = runWith(modes.store.get().settings).options;
    modes.startTests();
    const result = await start(MAIN_NAME, workspace.code.get(), {
      kind: 'tests',
      title: words().testsRunning,
      options: {
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
        ...(seed === undefined ? {} : { seed }),
        ...(clockMs === undefined ? {} : { clockMs }),
      },
    });
    await modes.endTests(result === null || result.status === 'error');
  }

  async function enter(source: string): Promise<void> {
    if (python.store.get().isBusy) return;
    const how: RunHow = { kind: 'entry', prepare: files.flush };
    await withConsent(source, () => runAndExplain(source, how));
  }

  /** Only where the text is still what Python complains about. */
  function markError(name: string, error: ErrorResult, words: string | null): void {
    const { type, message, line, column, endLine, endColumn } = error;
    if (line === null) return;
    const lineNow = lines.of(name)?.untouchedNow(line, endLine ?? line) ?? null;
    if (lineNow === null) return;
    options.getEditor()?.markError(name, {
      line: lineNow,
      column,
      endLine: endLine === null ? null : endLine + lineNow - line,
      endColumn,
      message: [message === '' ? type : `${type}: ${message}`, words ?? ''].join('\n\n').trimEnd(),
    });
  }

  /** A chunk of the page that does not load, say. */
  const tellFailure = (error: unknown): void => {
    notices.show({ text: messageOf(error) });
  };

  return {
    run: () => void run().catch(tellFailure),
    runFresh: () => void run(true).catch(tellFailure),
    runSelection: () => void runSelection().catch(tellFailure),
    runCell: () => void runCell(false).catch(tellFailure),
    runCellAndMoveOn: () => void runCell(true).catch(tellFailure),
    runTests: () => void runTests().catch(tellFailure),
    debugLastError: () => void enter('import pdb; pdb.pm()').catch(tellFailure),
    enter: (source) => void enter(source).catch(tellFailure),
  };
}

/** What an error means, in words for beginners; null when it needs none. */
async function explain({ type, message }: ErrorResult): Promise<string | null> {
  // Offline, or a new version was published: Python's own words are there.
  const explanations = await import('./language/explanations').catch(() => null);
  return explanations?.explainError(type, message) ?? null;
}

/** The program's input took the focus; when it is gone the focus rests on the output. */
function giveFocusBack(focusedBefore: Element | null): void {
  const { activeElement } = document;
  const isAdrift = activeElement === document.body || activeElement?.role === 'log';
  if (!isAdrift || !(focusedBefore instanceof HTMLElement) || !focusedBefore.isConnected) return;
  focusedBefore.focus({ preventScroll: true });
}
