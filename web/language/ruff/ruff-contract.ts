// What crosses between the page and ruff's worker.

import type { Diagnostic } from '@astral-sh/ruff-wasm-web';

/** Places are 1-based; columns count UTF-16 units. */
export type RuffDiagnostic = Pick<
  Diagnostic,
  'code' | 'message' | 'tags' | 'start_location' | 'end_location' | 'fix'
>;

export interface RuffApi {
  /** Must be called first. Resolves with false when its code cannot be had. */
  load: (options: { wasmUrl: string; settings: object }) => Promise<boolean>;
  check: (text: string) => RuffDiagnostic[];
  /** Throws on a mistake in the syntax, with ruff's words for it. */
  format: (text: string) => string;
}
