import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LANGUAGE_ID } from '../providers/provider-context';
import { PROJECT_FOLDER } from '../server-settings';
import { provideLint } from './lint';
import type * as Monaco from 'monaco-editor/editor';
import type { RuffDiagnostic } from './ruff-contract';

const NOTHING = { dispose: () => undefined };

const UNUSED = {
  code: 'F401',
  message: '`os` imported but unused',
  tags: ['unnecessary'],
  fix: null,
  start_location: { row: 1, column: 8 },
  end_location: { row: 1, column: 10 },
} as unknown as RuffDiagnostic;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** As much of Monaco as is asked here, with one program. */
function begin(check: (text: string) => Promise<RuffDiagnostic[]>) {
  let text = 'import os';
  let version = 1;
  let isDisposed = false;
  let changed = (): void => undefined;
  let marks: readonly unknown[] = [];
  const failures: string[] = [];
  const model = {
    uri: { path: `${PROJECT_FOLDER}main.py` },
    getLanguageId: () => LANGUAGE_ID,
    getValue: () => text,
    getLinesContent: () => text.split('\n'),
    getVersionId: () => version,
    isDisposed: () => isDisposed,
    onDidChangeContent: (listener: () => void) => {
      changed = listener;
      return NOTHING;
    },
  };
  const monaco = {
    MarkerSeverity: {},
    MarkerTag: {},
    editor: {
      onDidCreateModel: () => NOTHING,
      onWillDisposeModel: () => NOTHING,
      getModels: () => [model],
      setModelMarkers: (_model: unknown, _owner: string, next: readonly unknown[]) => {
        marks = next;
      },
    },
    languages: { registerCodeActionProvider: () => NOTHING },
  } as unknown as typeof Monaco;
  provideLint(monaco, { check }, (error) => failures.push(String(error)));
  return {
    failures,
    marks: () => marks.length,
    close: () => {
      isDisposed = true;
    },
    type: async (next: string) => {
      text = next;
      version += 1;
      changed();
      await vi.advanceTimersByTimeAsync(1_000);
    },
  };
}

it('tells once that the check fails, takes its marks away, and again when it has worked between', async () => {
  let isBroken = false;
  const { failures, marks, type } = begin(() =>
    isBroken ? Promise.reject(new Error('unreachable')) : Promise.resolve([UNUSED]),
  );
  await type('import os\n');
  expect(marks()).toBe(1);
  isBroken = true;
  await type('import os, sys');
  await type('import os, sys\n');
  expect(failures).toEqual(['Error: unreachable']);
  expect(marks()).toBe(0);
  isBroken = false;
  await type('import os');
  expect(marks()).toBe(1);
  isBroken = true;
  await type('import re');
  expect(failures).toHaveLength(2);
});

it('says nothing of a program that is closed', async () => {
  const checks: ((error: Error) => void)[] = [];
  const { failures, close } = begin(() => new Promise((_, reject) => checks.push(reject)));
  close();
  checks[0]?.(new Error('the worker is gone'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(failures).toEqual([]);
});
