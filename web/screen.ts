import { words } from './words/page';
import type { EditorHandle } from './editor/editor-handle';
import type { OutputHandle } from './page';
import type { NoticeBoard } from './ui/notice-board';
import type { LineTrackers } from './workspace/line-trackers';
import type { ChangeOrigin } from './workspace/code-document';
import type { ProgramFiles } from './workspace/program-files';

interface ScreenOptions {
  files: Pick<ProgramFiles, 'nameOf' | 'open'>;
  lines: LineTrackers;
  notices: Pick<NoticeBoard, 'showBriefly'>;
}

/** The editor and the output that are on the screen, and who of them may have the focus. */
export interface Screen {
  readonly connectEditor: (editor: EditorHandle) => () => void;
  /** Null until it is there. */
  readonly editor: () => EditorHandle | null;
  readonly connectOutput: (output: OutputHandle) => () => void;
  readonly output: () => OutputHandle | null;
  /** Shows a line of what ran, if the editor still has it. */
  readonly goToLine: (line: number, quoted: string | null, path: string) => Promise<void>;
  /** A run begins: what was typed before it does not count as typing during it. */
  readonly startRun: () => void;
  /** The program's text has changed. */
  readonly noteChange: (origin: ChangeOrigin) => void;
  /** False while somebody types: the program's input must not catch their keys. */
  readonly mayTakeFocus: () => boolean;
}

export function createScreen({ files, lines, notices }: ScreenOptions): Screen {
  let editor: EditorHandle | null = null;
  let output: OutputHandle | null = null;
  let hasTypedSinceRun = false;
  return {
    connectEditor: (next) => {
      editor = next;
      return () => {
        editor = null;
      };
    },
    editor: () => editor,
    connectOutput: (next) => {
      output = next;
      return () => {
        output = null;
      };
    },
    output: () => output,
    goToLine: async (line, quoted, path) => {
      const name = files.nameOf(path);
      const tracker = name === null ? undefined : lines.of(name);
      const lineNow = tracker === undefined ? line : tracker.lineNow(line, quoted);
      if (name === null || lineNow === null) {
        notices.showBriefly(words().lineIsGone);
        return;
      }
      await files.open(name);
      editor?.goToLine(lineNow);
    },
    startRun: () => {
      hasTypedSinceRun = false;
    },
    noteChange: (origin) => {
      hasTypedSinceRun = origin === 'typing';
    },
    mayTakeFocus: () => !hasTypedSinceRun && !isTypingElsewhere(),
  };
}

/** In a panel's field: the next Enter there must not answer a program's question. */
function isTypingElsewhere(): boolean {
  const { activeElement } = document;
  if (activeElement?.closest('.side-panel, dialog') === null) return false;
  return activeElement?.matches('input, textarea, [contenteditable]') === true;
}
