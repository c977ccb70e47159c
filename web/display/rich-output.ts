import { messageOf } from '../ui/message-of';
import { loaded } from '../ui/not-loaded';
import { createTextBlocks } from './text-blocks';
import { words } from '../words/console';
import type { MimeBundle } from '../../src/index';

/** What the page shows better than as text, the best first. */
const RICH_TYPES = [
  'application/vnd.goru.table+json',
  'text/html',
  'text/markdown',
  'image/svg+xml',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
] as const;
export type RichType = (typeof RICH_TYPES)[number];

/** A value in the form that is shown, and the text that stands for it in copies. */
export interface RichValue {
  type: RichType;
  data: string;
  text: string;
}

/** Each may be a frame of its own: a loop that shows thousands must not end the page. */
const RICH_PER_RUN_MAX = 100;
/** To lay one out takes at least as long as this much text. */
const PLACE_MIN_LENGTH = 8_192;

type Shown = Promise<void> | undefined;

/** Where values go, in the order in which they come. */
interface OutputView {
  writeLine: (text: string, kind: 'stdout' | 'result' | 'notice') => Shown;
  place: (element: HTMLElement, length: number) => Shown;
}

export interface RichOutput {
  startRun: () => void;
  /** Shows a value. A returned promise asks the program to wait. */
  show: (bundle: MimeBundle, kind: 'stdout' | 'result') => Shown;
}

/** Shows rich values; how each type is shown is loaded when the first one comes. */
export function createRichOutput(view: OutputView): RichOutput {
  let shownInRun = 0;
  return {
    startRun: () => {
      shownInRun = 0;
    },
    show: (bundle, kind) => {
      const text = plainTextOf(bundle);
      const type = RICH_TYPES.find((known) => bundle[known] !== undefined);
      if (type === undefined) return view.writeLine(text, kind);
      shownInRun += 1;
      if (shownInRun === RICH_PER_RUN_MAX + 1)
        void view.writeLine(words().tooManyValues(RICH_PER_RUN_MAX), 'notice');
      if (shownInRun > RICH_PER_RUN_MAX) return view.writeLine(text, kind);
      const data = bundle[type] ?? '';
      const place = document.createElement('div');
      place.className = 'rich-value';
      void fill(place, { type, data, text });
      return view.place(place, Math.max(PLACE_MIN_LENGTH, data.length + text.length));
    },
  };
}

async function fill(place: HTMLElement, value: RichValue): Promise<void> {
  try {
    const { fillPlace } = await loaded(import('./fill-place'));
    await fillPlace(place, value);
  } catch (error) {
    place.replaceChildren(...createTextBlocks(`${value.text}\n`));
    // No text: what the log has is the program's.
    place.dataset['notice'] = words().shownAsText(messageOf(error));
  }
}

function plainTextOf(bundle: MimeBundle): string {
  const text = bundle['text/plain'] ?? `<${Object.keys(bundle).join(', ')}>`;
  return text.replace(/\n$/, '');
}
