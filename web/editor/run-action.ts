import { isCancellationError } from 'monaco-editor/base/common/errors';
import type * as Monaco from 'monaco-editor/editor';

/** Runs one of Monaco's actions. It gives up what somebody does not wait for, by rejecting: that is no failure. */
export async function runAction(
  editor: Pick<Monaco.editor.ICodeEditor, 'getAction'>,
  id: string,
): Promise<void> {
  try {
    await editor.getAction(id)?.run();
  } catch (error) {
    if (!isCancellationError(error)) throw error;
  }
}
