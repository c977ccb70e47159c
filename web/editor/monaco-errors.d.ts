// Monaco's own code, for which it has no types.
declare module 'monaco-editor/base/common/errors' {
  export class CancellationError extends Error {}
  export function isCancellationError(error: unknown): boolean;
}
