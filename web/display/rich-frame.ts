import { FRAME_DOCUMENT } from './frame-document';
import { createTextBlocks } from './text-blocks';
import { words } from '../words/console';

/** Taller content is scrolled in its frame. */
const HEIGHT_MAX_PX = 900;
/** Content that changes its height for ever must not keep the page busy. */
const RESIZES_MAX = 500;
/** A frame that says nothing for so long has been kept from running its script. */
const PATIENCE_MS = 10_000;
const NAME_MAX_LENGTH = 120;

/** Custom properties of the frame's style. */
export type FrameLook = Readonly<Record<'--scheme' | '--background' | '--text' | '--line', string>>;

/** Pictures are drawn for white paper. */
export const PAPER: FrameLook = {
  '--scheme': 'light',
  '--background': '#fff',
  '--text': '#000',
  '--line': '#ccc',
};

/** Shows HTML where it can reach nothing (see frame-document.ts); without a look, in the page's. */
export function createRichFrame(html: string, text: string, look?: FrameLook): HTMLElement {
  const frame = document.createElement('iframe');
  frame.className = look === undefined ? 'rich-frame' : 'rich-frame is-paper';
  frame.title = words().richValue(text.slice(0, NAME_MAX_LENGTH));
  frame.sandbox.add('allow-scripts');
  frame.referrerPolicy = 'no-referrer';
  frame.srcdoc = trustedDocument();
  // Once: should it ever go elsewhere, nothing is sent there.
  frame.addEventListener(
    'load',
    () => {
      const { port1, port2 } = new MessageChannel();
      const giveUp = setTimeout(() => {
        frame.replaceWith(...createTextBlocks(`${text}\n`));
      }, PATIENCE_MS);
      let resizes = 0;
      port1.onmessage = ({ data: height }: MessageEvent<unknown>) => {
        clearTimeout(giveUp);
        resizes += 1;
        if (resizes > RESIZES_MAX || typeof height !== 'number') return;
        frame.style.height = `${String(clampHeight(height))}px`;
      };
      const message = { html, look: { ...(look ?? lookOf(frame)), ...roomOf(frame) } };
      // Its origin is opaque, so no other target than any would match it.
      frame.contentWindow?.postMessage(message, '*', [port2]);
    },
    { once: true },
  );
  return frame;
}

/** Less would make nothing of a picture. */
const PICTURE_MIN_PX = 120;
/** A line of text below a picture, and the space around both. */
const BESIDE_PICTURE_PX = 48;

/** Where the output is low, on a phone, a picture is made smaller than it: as a drawing grows it stays in sight. */
function roomOf(frame: HTMLElement): { '--picture-max'?: string } {
  const output = frame.closest('.output');
  if (output === null || !window.matchMedia('(max-width: 700px)').matches) return {};
  const height = Math.max(PICTURE_MIN_PX, output.clientHeight - BESIDE_PICTURE_PX);
  return { '--picture-max': `${String(height)}px` };
}

function clampHeight(height: number): number {
  return Math.min(Math.max(1, Math.ceil(height) || 1), HEIGHT_MAX_PX);
}

/** The theme of this moment: a frame keeps the colours in which it was shown. */
function lookOf(frame: HTMLElement): FrameLook {
  const { backgroundColor, color, borderTopColor } = getComputedStyle(frame);
  const { theme } = document.documentElement.dataset;
  const isDark =
    theme === undefined
      ? window.matchMedia('(prefers-color-scheme: dark)').matches
      : theme === 'dark';
  return {
    '--scheme': isDark ? 'dark' : 'light',
    '--background': backgroundColor,
    '--text': color,
    '--line': borderTopColor,
  };
}

/** TypeScript's DOM library does not know them; what they make is a string to it. */
interface TrustedHtmlPolicy {
  createHTML: (text: string) => string;
}
interface TrustedTypes {
  createPolicy: (name: string, rules: TrustedHtmlPolicy) => TrustedHtmlPolicy;
}

let policy: TrustedHtmlPolicy | undefined;

/** Where a page asks for Trusted Types, this is the only text that gets into a frame. */
function trustedDocument(): string {
  const { trustedTypes } = globalThis as unknown as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('goru-display', { createHTML: () => FRAME_DOCUMENT });
  return policy?.createHTML('') ?? FRAME_DOCUMENT;
}
