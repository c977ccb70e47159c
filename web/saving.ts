import { messageOf } from './ui/message-of';
import { words } from './words/page';
import type { StorageKeeper } from './offline/keep-storage';
import type { NoticeBoard } from './ui/notice-board';
import type { ProgramFiles } from './workspace/program-files';
import type { Workspace } from './workspace/workspace';

/** By then the workspace has kept what was typed. */
const KEPT_MS = 2_000;

interface SaveOptions {
  /** What is done to the text before: formatting it, say. */
  beforeSave: () => Promise<void>;
  keeper: StorageKeeper;
  workspace: Pick<Workspace, 'code' | 'saveNow'>;
  files: Pick<ProgramFiles, 'rest'>;
  notices: Pick<NoticeBoard, 'show' | 'showBriefly'>;
}

/** Saves at once and says so, which keys are pressed for; all else is kept by itself. */
export function createSave(options: SaveOptions): () => Promise<void> {
  const { beforeSave, keeper, workspace, files, notices } = options;
  workspace.code.subscribe((_, origin) => {
    if (origin === 'typing') setTimeout(keeper.afterChange, KEPT_MS);
  });
  return async () => {
    let problem: string | null = null;
    try {
      await beforeSave();
    } catch (error) {
      problem = messageOf(error);
    }
    keeper.afterSave();
    files.rest();
    notices.showBriefly(workspace.saveNow() ? words().saved : words().savedNot);
    // It is saved as it was.
    if (problem !== null) notices.show({ text: problem });
  };
}
