import type * as Monaco from 'monaco-editor/editor';

const THEME = 'goru';

/** Monaco wants plain colours: the page's tokens, resolved for the theme that is on. */
export function applyMonacoTheme(monaco: typeof Monaco, isDark: boolean): void {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const token = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return toHex(getComputedStyle(probe).color);
  };
  const rule = (scope: string, name: string): Monaco.editor.ITokenThemeRule => ({
    token: scope,
    foreground: token(name).slice(1),
  });
  monaco.editor.defineTheme(THEME, {
    base: isDark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      rule('', 'text'),
      rule('keyword', 'code-keyword'),
      rule('string', 'code-string'),
      rule('string.escape', 'code-number'),
      rule('number', 'code-number'),
      rule('comment', 'code-comment'),
      rule('function', 'code-function'),
      rule('delimiter', 'text'),
      // What the language server calls them.
      ...['method', 'class', 'decorator', 'typeParameter'].map((kind) =>
        rule(kind, 'code-function'),
      ),
      ...['enumMember', 'variable.readonly'].map((kind) => rule(kind, 'code-number')),
      ...['variable', 'parameter', 'property', 'namespace'].map((kind) => rule(kind, 'text')),
      ...['selfParameter', 'clsParameter'].map((kind) => rule(kind, 'code-keyword')),
    ],
    colors: {
      'editor.background': token('panel'),
      'editor.foreground': token('text'),
      'editorLineNumber.foreground': token('dim'),
      'editorCodeLens.foreground': token('dim'),
      'editorLineNumber.activeForeground': token('text'),
      'editor.lineHighlightBackground': token('sunken'),
      'editor.lineHighlightBorder': '#00000000',
      'editorCursor.foreground': token('accent'),
      'editor.selectionBackground': token('selection'),
      'editor.inactiveSelectionBackground': token('selection-inactive'),
      'editor.wordHighlightBackground': token('selection-inactive'),
      'editorBracketMatch.background': token('selection-inactive'),
      'editorBracketMatch.border': '#00000000',
      'editorError.foreground': token('bad'),
      'editorWidget.background': token('panel'),
      'editorWidget.foreground': token('text'),
      'editorWidget.border': token('line'),
      'editorSuggestWidget.background': token('panel'),
      'editorSuggestWidget.border': token('line'),
      'editorSuggestWidget.selectedBackground': token('selection'),
      'editorSuggestWidget.selectedForeground': token('text'),
      'editorSuggestWidget.highlightForeground': token('accent-text'),
      'editorSuggestWidget.focusHighlightForeground': token('accent-text'),
      'editorHoverWidget.background': token('panel'),
      'editorHoverWidget.border': token('line'),
      'menu.background': token('panel'),
      'menu.foreground': token('text'),
      'menu.selectionBackground': token('selection'),
      'menu.selectionForeground': token('text'),
      'menu.separatorBackground': token('line'),
      'menu.border': token('line'),
      'scrollbarSlider.background': token('scrollbar'),
      'scrollbarSlider.hoverBackground': token('scrollbar-hover'),
      'scrollbarSlider.activeBackground': token('scrollbar-hover'),
      'scrollbar.shadow': '#00000000',
      'widget.shadow': '#00000020',
      focusBorder: token('accent'),
    },
  });
  monaco.editor.setTheme(THEME);
  probe.remove();
}

/** `rgb(1 2 3 / 0.5)` in any of the forms engines give it, as `#01020380`. */
function toHex(color: string): string {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  const channels = alpha === 1 ? [red, green, blue] : [red, green, blue, alpha * 255];
  return `#${channels.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
