import type * as Monaco from 'monaco-editor/editor';

/** Who only presses Run needs no help: a pointer over the text or a key says that somebody looks at it. */
export function untilUsed(editor: Monaco.editor.IStandaloneCodeEditor): Promise<void> {
  return new Promise((resolve) => {
    // Somebody was there before the editor was.
    if (editor.hasTextFocus()) {
      resolve();
      return;
    }
    const listeners = [editor.onMouseMove, editor.onMouseDown, editor.onKeyDown].map((listen) =>
      listen(() => {
        for (const listener of listeners) listener.dispose();
        resolve();
      }),
    );
  });
}

/** Time for the browser to paint and for whoever is typing. */
export function untilIdle(): Promise<void> {
  return new Promise((resolve) => {
    // WebKit has none.
    if ('requestIdleCallback' in window)
      window.requestIdleCallback(
        () => {
          resolve();
        },
        { timeout: 5_000 },
      );
    else setTimeout(resolve, 1_000);
  });
}
