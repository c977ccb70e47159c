import './display.css';
import { createImage } from './image';
import MarkdownWorker from './markdown-worker?worker';
import { createMarkdownRenderer } from './render-markdown';
import { createRichFrame, PAPER } from './rich-frame';
import { createTable } from './table';
import { words } from '../words/console';
import type { RichType, RichValue } from './rich-output';

/** Copies of the output have this much of a value's text. */
const COPIED_TEXT_MAX = 20_000;
/** Longer Markdown is shown as it is: nobody reads so much here, and parsing it takes a while. */
const MARKDOWN_MAX_LENGTH = 200_000;

/** What stands in the output for a value; rejects with a reason for people. */
type Show = (value: RichValue) => Node | Promise<Node>;

const SHOW = {
  'application/vnd.goru.table+json': ofItsType(({ data }) => createTable(data)),
  'text/html': ({ data, text }) => createRichFrame(data, text),
  'text/markdown': showMarkdown,
  'image/svg+xml': ({ data, text }) => createRichFrame(data, text, PAPER),
  'image/png': ofItsType(createImage),
  'image/jpeg': ofItsType(createImage),
  'image/gif': ofItsType(createImage),
  'image/webp': ofItsType(createImage),
} as const satisfies Record<RichType, Show>;

/** What cannot be read was not made as its type says. */
function ofItsType(show: Show): Show {
  return async (value) => {
    try {
      return await show(value);
    } catch (cause) {
      throw new Error(words().notOfType(value.type), { cause });
    }
  };
}

/** Shows `value` in `place`, with its text beside it for whoever copies the output. */
export async function fillPlace(place: HTMLElement, value: RichValue): Promise<void> {
  const shown = await SHOW[value.type](value);
  const isText = value.type === 'application/vnd.goru.table+json';
  place.replaceChildren(...(isText ? [] : [createCopyText(value.text)]), shown);
}

const renderMarkdown = createMarkdownRenderer(() => new MarkdownWorker());

async function showMarkdown({ data, text }: RichValue): Promise<Node> {
  if (data.length > MARKDOWN_MAX_LENGTH) throw new Error(words().tooLongForMarkdown);
  return createRichFrame(await renderMarkdown(data), text);
}

/** Nobody sees or hears it: frames and images have names of their own. */
function createCopyText(text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'visually-hidden';
  element.ariaHidden = 'true';
  element.textContent = `${text.slice(0, COPIED_TEXT_MAX)}\n`;
  return element;
}
