import { createEditorParts } from './run-modes/editor-parts';
import type { ExtendableEditor } from './editor/editor-extension';
import type { EditorParts } from './run-modes/editor-parts';
import type { RunModes } from './run-modes/run-modes';
import type { RunActions } from './running';
import type { ProgramFiles } from './workspace/program-files';

interface Connected {
  parts: EditorParts;
  end: () => void;
}

/** Gives the editor its cells, and shows in it where the debugger stands. */
export function connectParts(
  { monaco, editor }: ExtendableEditor,
  options: {
    actions: RunActions;
    modes: RunModes;
    files: Pick<ProgramFiles, 'store' | 'nameOf' | 'open'>;
  },
): Connected {
  const { actions, modes, files } = options;
  const parts = createEditorParts({
    monaco,
    editor,
    onRunCell: actions.runCell,
    onRunCellAndMoveOn: actions.runCellAndMoveOn,
    onRunSelection: actions.runSelection,
  });
  let shownFor: unknown = null;

  async function showPlace(): Promise<void> {
    const { place } = modes.store.get();
    if (place === shownFor) return;
    shownFor = place;
    const name = place === null ? null : files.nameOf(place.file);
    if (place === null || name === null) {
      parts.markLine(null);
      return;
    }
    if (files.store.get().active !== name) await files.open(name);
    if (shownFor === place) parts.markLine(place.line);
  }

  const update = (): void => {
    // A file that is gone meanwhile has no line to mark.
    showPlace().catch(() => {
      parts.markLine(null);
    });
  };
  const unsubscribe = modes.store.subscribe(update);
  // A program may have run before the editor was there.
  update();
  return {
    parts,
    end: () => {
      unsubscribe();
      parts.dispose();
    },
  };
}
