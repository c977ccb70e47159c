import { isCancellationError } from 'monaco-editor/base/common/errors';

/**
 * Monaco rejects what it gives up, also promises that nobody holds: when a list is closed in the moment in which it was
 * opened, the browser would tell of an error that is none. VS Code hushes them in the same way.
 */
export function hushCancellations(page: Pick<Window, 'addEventListener'>): void {
  page.addEventListener('unhandledrejection', (event) => {
    if (isCancellationError(event.reason)) event.preventDefault();
  });
}
