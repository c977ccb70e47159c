import { CancellationError } from 'monaco-editor/base/common/errors';
import { expect, it } from 'vitest';
import { runAction } from './run-action';
import type * as Monaco from 'monaco-editor/editor';

function editorWhoseAction(run: () => Promise<void>) {
  return { getAction: () => ({ run }) as unknown as Monaco.editor.IEditorAction };
}

it('is no failure when Monaco gives it up, and one when it goes wrong', async () => {
  const givenUp = editorWhoseAction(() => Promise.reject(new CancellationError()));
  await expect(runAction(givenUp, 'find')).resolves.toBeUndefined();
  const failed = editorWhoseAction(() => Promise.reject(new Error('Canceled by nobody')));
  await expect(runAction(failed, 'find')).rejects.toThrow('Canceled by nobody');
});
