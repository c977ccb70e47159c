import { PLAIN_STYLES } from './terminal-style';
import { words } from '../words/console';
import type { TerminalColor, TerminalStyle, TextRun } from './terminal-style';

/** The program, or a file of the workspace's folder (its path is the one in web/grants.ts). */
const TRACE_LINE = /File "(?<file>main\.py|\/work\/[^"\n]+)", line (?<line>\d+)/g;
const TRACE_LINE_START = 'File "';
/** Only the page writes notices. They are about the program. */
const NOTICE_LINE = /\bline (?<line>\d+)/g;
const PROGRAM_FILENAME = 'main.py';

/** The DOM of a piece of output. Its text content is exactly the run's text. */
export function createRunNode(run: TextRun): Node {
  const content = createLinks(run);
  if (run.style === PLAIN_STYLES.stdout) return content ?? document.createTextNode(run.text);
  const span = createSpan(run.style);
  span.append(content ?? run.text);
  return span;
}

/** The line a traceback button stands for, and what the traceback says that it holds. */
export function traceLineOf(
  target: EventTarget | null,
): { line: number; quoted: string | null; file: string } | null {
  const button = target instanceof Element ? target.closest('.trace-line') : null;
  if (!(button instanceof HTMLElement)) return null;
  const { line, file = PROGRAM_FILENAME } = button.dataset;
  return { line: Number(line), quoted: quotedAfter(button), file };
}

/** Python indents the line itself by four, on the line below; elsewhere it has no source text. */
function quotedAfter(button: Element): string | null {
  const root = button.closest('.output') ?? button;
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  texts.currentNode = button.lastChild ?? button;
  let text = '';
  while (text.split('\n').length < 3 && texts.nextNode()) {
    text += texts.currentNode.textContent ?? '';
  }
  return /^.*\n {4}(?! )(.*)/.exec(text)?.[1] ?? null;
}

function createLinks({ text, style }: TextRun): DocumentFragment | null {
  if (style.kind === 'notice')
    return text.search(NOTICE_LINE) !== -1 ? linkLines(text, NOTICE_LINE) : null;
  return text.includes(TRACE_LINE_START) && text.search(TRACE_LINE) !== -1
    ? linkLines(text, TRACE_LINE)
    : null;
}

function linkLines(text: string, pattern: RegExp): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'trace-line';
    button.dataset['line'] = match.groups?.['line'] ?? '';
    button.dataset['file'] = match.groups?.['file'] ?? PROGRAM_FILENAME;
    button.title = words().showLine;
    button.textContent = match[0];
    fragment.append(text.slice(end, match.index), button);
    end = match.index + match[0].length;
  }
  fragment.append(text.slice(end));
  return fragment;
}

/** Styles are interned, so each look is put together once and copied from then on. */
const spans = new WeakMap<TerminalStyle, HTMLSpanElement>();

function createSpan(style: TerminalStyle): Node & ParentNode {
  let span = spans.get(style);
  if (!span) {
    span = document.createElement('span');
    applyLook(span, style);
    spans.set(style, span);
  }
  return span.cloneNode() as HTMLSpanElement;
}

function applyLook(span: HTMLElement, style: TerminalStyle): void {
  const classes = [`from-${style.kind}`];
  if (style.bold) classes.push('ansi-bold');
  if (style.dim) classes.push('ansi-dim');
  if (style.italic) classes.push('ansi-italic');
  if (style.underline) classes.push('ansi-underline');
  if (style.strikethrough) classes.push('ansi-strikethrough');
  if (style.hidden) classes.push('ansi-hidden');
  if (style.inverse) {
    // The palette has other tints for text than for backgrounds; swapped they swap places.
    addColor(span, classes, 'fg', toCss(style.background, 'bg-') ?? 'var(--sunken)');
    addColor(span, classes, 'bg', toCss(style.foreground, '') ?? 'var(--text)');
  } else {
    addColor(span, classes, 'fg', style.foreground);
    addColor(span, classes, 'bg', style.background);
  }
  span.className = classes.join(' ');
}

function addColor(
  span: HTMLElement,
  classes: string[],
  layer: 'fg' | 'bg',
  color: TerminalColor,
): void {
  if (color === null) return;
  if (typeof color === 'number') {
    classes.push(`ansi-${layer}-${String(color)}`);
  } else {
    classes.push(`ansi-${layer}-exact`);
    // Through the CSSOM: a style attribute in markup would need a laxer content policy.
    span.style.setProperty(`--ansi-${layer}`, color);
  }
}

function toCss(color: TerminalColor, tint: '' | 'bg-'): TerminalColor {
  return typeof color === 'number' ? `var(--ansi-${tint}${String(color)})` : color;
}
