import { indent, newLine, outdent } from './editing-keys';
import { highlightPython } from './highlight';
import type { Edit } from './editing-keys';

/** Longer programs have no colours: they are painted anew with every key. */
const COLOURED_LENGTH = 30_000;

export interface SnippetEditor {
  readonly element: HTMLElement;
  code: string;
  setReadOnly: (isReadOnly: boolean) => void;
  setLabel: (label: string) => void;
}

export interface SnippetEditorOptions {
  /** What the keyboard does here, in words. */
  keys: string;
  code: string;
  onRun: () => void;
  onInput: () => void;
}

/**
 * A text area over a painted copy of its text: the area is what people and screen readers edit, the copy has the
 * colours. Small enough for a page with twenty of them.
 */
export function createSnippetEditor(options: SnippetEditorOptions): SnippetEditor {
  const element = document.createElement('div');
  const paint = document.createElement('pre');
  const area = document.createElement('textarea');
  element.className = 'editor';
  paint.className = 'paint';
  paint.ariaHidden = 'true';
  area.spellcheck = false;
  area.autocapitalize = 'off';
  area.autocomplete = 'off';
  area.setAttribute('autocorrect', 'off');
  area.wrap = 'off';
  area.rows = 1;
  area.setAttribute('aria-description', options.keys);
  element.append(paint, area);
  area.value = options.code;
  /** Escape gives Tab back to the page, for whoever has no other way on. */
  let mayLeave = false;

  function draw(): void {
    const code = area.value;
    const tokens =
      code.length > COLOURED_LENGTH ? [{ kind: null, text: code }] : highlightPython(code);
    paint.replaceChildren(
      ...tokens.map(({ kind, text }) => {
        if (kind === null) return text;
        const span = document.createElement('span');
        span.className = kind;
        span.textContent = text;
        return span;
      }),
      // Else the last, empty line of a text would have no height.
      '\n',
    );
  }

  function apply({ start, end, text, selectionStart, selectionEnd }: Edit): void {
    area.setSelectionRange(start, end);
    // Deprecated, and the only way to change a text area so that it can be undone.
    // oxlint-disable-next-line typescript/no-deprecated
    const isDone = document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
    if (!isDone) area.setRangeText(text, start, end);
    area.setSelectionRange(selectionStart, selectionEnd);
    change();
  }

  function change(): void {
    draw();
    options.onInput();
  }

  area.addEventListener('input', change);
  area.addEventListener('blur', () => {
    mayLeave = false;
  });
  area.addEventListener('keydown', (event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey, isComposing } = event;
    if (isComposing) return;
    const hasModifier = ctrlKey || metaKey || altKey;
    // The page around it may have shortcuts of its own: what is typed here is not for them.
    if (!hasModifier || key === 'Enter') event.stopPropagation();
    if (key === 'Enter' && (ctrlKey || metaKey)) {
      event.preventDefault();
      options.onRun();
      return;
    }
    if (key === 'Escape') mayLeave = true;
    if (area.readOnly || hasModifier) return;
    if (key === 'Tab' && mayLeave) return;
    if (key !== 'Escape') mayLeave = false;
    const { value, selectionStart, selectionEnd } = area;
    const edit =
      key === 'Enter' && !shiftKey ? newLine : key === 'Tab' ? (shiftKey ? outdent : indent) : null;
    if (edit === null) return;
    event.preventDefault();
    apply(edit(value, selectionStart, selectionEnd));
  });
  draw();

  return {
    element,
    get code() {
      return area.value;
    },
    set code(text: string) {
      area.value = text;
      draw();
    },
    setReadOnly: (isReadOnly) => {
      area.readOnly = isReadOnly;
    },
    setLabel: (label) => {
      area.ariaLabel = label;
    },
  };
}
