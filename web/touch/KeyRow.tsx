import { useEffect } from 'react';
import { words } from '../words/touch';
import { followVisiblePart } from './visible-part';
import './touch.css';
import type { SyntheticEvent } from 'react';

/** What the row asks of the editor. */
export type RowKey = { readonly text: string } | 'tab' | 'undo' | 'left' | 'right';

interface KeyOfRow {
  readonly key: RowKey;
  readonly shown: string;
  readonly name: Exclude<keyof ReturnType<typeof words>, 'row'>;
}

const sign = (text: string, name: KeyOfRow['name']): KeyOfRow => ({
  key: { text },
  shown: text,
  name,
});

/** What Python needs all the time and keyboards of phones hide; the most frequent first. */
const KEYS: readonly KeyOfRow[] = [
  { key: 'tab', shown: 'Tab', name: 'tab' },
  sign(':', 'colon'),
  sign('(', 'openParenthesis'),
  sign(')', 'closeParenthesis'),
  sign('"', 'doubleQuote'),
  sign("'", 'singleQuote'),
  sign('=', 'equals'),
  sign('_', 'underscore'),
  sign('[', 'openBracket'),
  sign(']', 'closeBracket'),
  { key: 'left', shown: '←', name: 'left' },
  { key: 'right', shown: '→', name: 'right' },
  { key: 'undo', shown: '↶', name: 'undo' },
];

/** Above the on-screen keyboard, while somebody writes in the editor. It never takes the focus from it. */
export function KeyRow({ onPress }: { onPress: (key: RowKey) => void }) {
  useEffect(() => {
    const { visualViewport } = window;
    if (visualViewport === null) return;
    return followVisiblePart({
      viewport: visualViewport,
      windowHeight: () => window.innerHeight,
      style: document.documentElement.style,
    });
  }, []);

  return (
    <div
      className="key-row"
      role="toolbar"
      aria-label={words().row}
      onPointerDown={keepFocus}
      onMouseDown={keepFocus}
    >
      {KEYS.map(({ key, shown, name }) => (
        <button
          key={name}
          type="button"
          className="key-of-row"
          aria-label={words()[name]}
          onClick={() => {
            onPress(key);
          }}
        >
          {shown}
        </button>
      ))}
    </div>
  );
}

/** The keyboard would go away with the focus. */
function keepFocus(event: SyntheticEvent): void {
  event.preventDefault();
}
