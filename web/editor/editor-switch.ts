import { loaded, NotLoaded } from '../ui/not-loaded';
import { createPlainEditor } from './plain-editor';
import { speakMonaco } from './speak-monaco';
import type { ExtendEditor } from './editor-extension';
import type { EditorFiles } from './editor-files';
import type { EditorHandle, ErrorPlace } from './editor-handle';
import type { MonacoEditor } from './monaco-editor';

export interface EditorSwitchOptions {
  host: HTMLElement;
  files: EditorFiles;
  isDark: () => boolean;
  /** How much bigger the text is than the screen's own, in pixels. */
  textGrowth: () => number;
  onRun: () => void;
  onStop: () => void;
  /** Something went wrong that no network has a part in. */
  onFailure: (error: unknown) => void;
  /** Monaco is big and in no hurry: it loads when this resolves. */
  whenQuiet: Promise<void>;
  /** Adds to Monaco what other rooms know. */
  extend: ExtendEditor;
}

export interface EditorSwitch extends EditorHandle {
  setDark: (isDark: boolean) => void;
  setTextGrowth: (growth: number) => void;
}

/** Shows a plain editor at once and Monaco in its place as soon as that has loaded. */
export function createEditorSwitch(options: EditorSwitchOptions): EditorSwitch {
  const { host, files } = options;
  const plain = createPlainEditor(host, files, options.onRun);
  let monaco: MonacoEditor | null = null;
  let isDisposed = false;
  const errors = new Map<string, ErrorPlace | null>();

  async function upgrade(): Promise<void> {
    await options.whenQuiet;
    await loaded(speakMonaco());
    const { createMonacoEditor } = await loaded(import('./monaco-editor'));
    await plain.untilComposed();
    if (isDisposed) return;
    const place = plain.place();
    const { onRun, onStop, onFailure, extend } = options;
    monaco = createMonacoEditor({
      ...{ host, files, onRun, onStop, onFailure, extend },
      isDark: options.isDark(),
      textGrowth: options.textGrowth(),
    });
    plain.dispose();
    monaco.takeOver(place);
    for (const [name, error] of errors) monaco.markError(name, error);
  }

  const current = (): EditorHandle => monaco ?? plain;
  upgrade().catch((error: unknown) => {
    // The plain editor stays and works.
    host.dataset['plain'] = '';
    if (!(error instanceof NotLoaded)) options.onFailure(error);
  });

  return {
    focus: () => {
      current().focus();
    },
    goToLine: (line) => {
      current().goToLine(line);
    },
    markError: (name, place) => {
      errors.set(name, place);
      current().markError(name, place);
    },
    actions: () => current().actions(),
    act: (id) => {
      current().act(id);
    },
    press: (key) => {
      current().press(key);
    },
    setDark: (isDark) => monaco?.setDark(isDark),
    // The plain editor is under the page's style sheet.
    setTextGrowth: (growth) => monaco?.setTextGrowth(growth),
    dispose: () => {
      isDisposed = true;
      current().dispose();
    },
  };
}
