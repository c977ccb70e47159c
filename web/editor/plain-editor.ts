import { words } from '../words/editor';
import type { CodeText } from './code-text';
import type { EditorFiles } from './editor-files';
import type { EditorHandle, EditorKey } from './editor-handle';

/** What one editor hands to the next. */
export interface EditingPlace {
  selectionStart: number;
  selectionEnd: number;
  scrollTop: number;
  hadFocus: boolean;
}

export interface PlainEditor extends EditorHandle {
  place: () => EditingPlace;
  /** Resolves when no half-typed character of an input method would be lost. */
  untilComposed: () => Promise<void>;
}

/** A text area with line numbers: there at once, and the whole editor when Monaco cannot load. */
export function createPlainEditor(
  host: HTMLElement,
  files: EditorFiles,
  onRun: () => void,
): PlainEditor {
  const root = document.createElement('div');
  root.className = 'plain-editor';
  const numbers = document.createElement('div');
  numbers.className = 'plain-editor-numbers';
  numbers.setAttribute('aria-hidden', 'true');
  const area = createArea();
  root.append(numbers, area);
  host.append(root);

  let isComposing = false;
  let code: CodeText | undefined;
  let unsubscribe = (): void => undefined;
  const showText = (): void => {
    const text = code?.get() ?? '';
    if (area.value !== text) area.value = text;
    const count = area.value.split('\n').length;
    numbers.textContent = Array.from({ length: count }, (_, index) => index + 1).join('\n');
  };
  const showFile = (): void => {
    const { active } = files.store.get();
    area.readOnly = files.isReadOnly(active);
    const next = files.code(active);
    if (next === code) return;
    unsubscribe();
    code = next;
    unsubscribe = next.subscribe((_, origin) => {
      if (origin !== 'typing') showText();
    });
    showText();
    // Setting the text put the cursor behind it.
    area.setSelectionRange(0, 0);
  };
  showFile();
  const unfollow = files.store.subscribe(showFile);

  area.addEventListener('input', () => {
    code?.type(area.value);
    showText();
  });
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !event.shiftKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onRun();
  });
  area.addEventListener('scroll', () => {
    numbers.style.translate = `0 ${String(-area.scrollTop)}px`;
  });
  area.addEventListener('compositionstart', () => {
    isComposing = true;
  });
  area.addEventListener('compositionend', () => {
    isComposing = false;
  });
  return {
    focus: () => {
      area.focus();
    },
    goToLine: (line) => {
      selectLine(area, line);
    },
    // A text area cannot show a mark; the output's traceback names the line.
    markError: () => undefined,
    actions: () => [],
    act: () => undefined,
    press: (key) => {
      pressKey(area, key);
    },
    place: () => ({
      selectionStart: area.selectionStart,
      selectionEnd: area.selectionEnd,
      scrollTop: area.scrollTop,
      hadFocus: document.activeElement === area,
    }),
    untilComposed: () =>
      isComposing
        ? new Promise((resolve) => {
            area.addEventListener('compositionend', () => setTimeout(resolve), { once: true });
          })
        : Promise.resolve(),
    dispose: () => {
      unfollow();
      unsubscribe();
      root.remove();
    },
  };
}

function createArea(): HTMLTextAreaElement {
  const area = document.createElement('textarea');
  area.setAttribute('aria-label', words().pythonEditor);
  area.setAttribute('aria-description', words().keys);
  area.autocomplete = 'off';
  area.autocapitalize = 'off';
  area.setAttribute('autocorrect', 'off');
  area.spellcheck = false;
  area.wrap = 'off';
  return area;
}

const INDENT = '    ';

function pressKey(area: HTMLTextAreaElement, key: EditorKey): void {
  if (key === 'left' || key === 'right') {
    const { selectionStart, selectionEnd } = area;
    const isSelection = selectionStart !== selectionEnd;
    const step = isSelection ? 0 : 1;
    const at =
      key === 'left'
        ? Math.max(0, selectionStart - step)
        : Math.min(area.value.length, selectionEnd + step);
    area.setSelectionRange(at, at);
    return;
  }
  // Deprecated, and the only way to write into a field so that it can be undone, and to undo.
  if (key === 'undo') {
    // oxlint-disable-next-line typescript/no-deprecated
    document.execCommand('undo');
    return;
  }
  const text = key === 'tab' ? INDENT : key.text;
  // oxlint-disable-next-line typescript/no-deprecated
  document.execCommand('insertText', false, text);
}

function selectLine(area: HTMLTextAreaElement, line: number): void {
  const before = area.value.split('\n').slice(0, line - 1);
  const start = before.reduce((sum, text) => sum + text.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start);
}
