import { createRunNode } from './run-nodes';
import type { TextRun } from './terminal-style';

/** Lines in one block: the unit the browser skips or lays out (`content-visibility`). */
const BLOCK_LINES_MAX = 128;
const BLOCK_CHARACTERS_MAX = 16_384;
/** A longer line is broken here, on the screen only: engines are slow with endless lines. */
const LINE_CHARACTERS_MAX = 4_096;
/**
 * A section that is far from the end is skipped as a whole: engines look in every frame at everything
 * that they may skip, and that of 10⁶ lines in blocks took longer than all else together. Coming
 * into view, a section is laid out in one go, so it must not be big.
 */
const SECTION_BLOCKS_MAX = 20;
const SECTION_CHARACTERS_MAX = 65_536;
/** Sections at the end whose blocks are skipped one by one: output grows and is read there. */
const OPEN_SECTIONS = 2;
/** After so many frames the engine has noticed that a section is far away. */
const NOTICED_AFTER_FRAMES = 3;

/** A line of output that has to be wrapped takes about this much per row. */
const WRAPPED_LINE_CHARACTERS = 100;
/** Every engine can lay out this many lines, of any size of text that a person may choose. */
const SAFE_LINES = 450_000;

export interface BlockWriterLimits {
  /** Characters kept; the oldest sections go first. */
  charactersMax: number;
  /** How many lines the engine can lay out; asked once there are many. */
  measureMaxLines: () => number;
}

interface Section {
  element: HTMLElement;
  blocks: number;
  lines: number;
  characters: number;
}

interface Block {
  element: HTMLElement;
  lines: number;
  characters: number;
  /** Characters of the line that has not ended yet. */
  lineCharacters: number;
}

interface Piece {
  end: number;
  lines: number;
  lineCharacters: number;
  isFull: boolean;
}

/** Appends finished output to `container` in blocks and drops the oldest when there is too much. */
export class BlockWriter {
  readonly #container: HTMLElement;
  readonly #limits: BlockWriterLimits;
  #linesMax: number | null = null;
  #sections: Section[] = [];
  /** The last of them, whose blocks are skipped one by one. */
  #open: Section[] = [];
  /** Those that have left the end lately, one entry per frame. */
  #leaving: (readonly Section[])[] = [];
  #block: Block | null = null;
  readonly #grown = new Set<Section | Block>();
  #lines = 0;
  #characters = 0;
  #droppedLines = 0;

  constructor(container: HTMLElement, limits: BlockWriterLimits) {
    this.#container = container;
    this.#limits = limits;
  }

  /** Lines that were dropped to stay within the limits. */
  get droppedLines(): number {
    return this.#droppedLines;
  }

  get hasText(): boolean {
    return this.#characters > 0;
  }

  append(runs: readonly TextRun[]): void {
    for (const run of runs) this.#appendRun(run);
    this.#showHeights();
    this.#dropOldest();
  }

  /** Something that is not text, below everything; it counts as that many characters. */
  place(element: HTMLElement, characters: number): void {
    this.#block = null;
    this.#container.append(element);
    // A section of its own that is full and never skipped as a whole: frames load anew when moved.
    this.#sections.push({ element, blocks: SECTION_BLOCKS_MAX, lines: 1, characters });
    this.#lines += 1;
    this.#characters += characters;
    this.#dropOldest();
  }

  /** Called once per frame. */
  settle(): void {
    this.#leaving.push(this.#open.splice(0, Math.max(0, this.#open.length - OPEN_SECTIONS)));
    if (this.#leaving.length <= NOTICED_AFTER_FRAMES) return;
    // Any earlier, and all their blocks would be laid out once more.
    for (const { element } of this.#leaving.shift() ?? []) skipAsWhole(element);
  }

  clear(): void {
    this.#container.replaceChildren();
    this.#sections = [];
    this.#open = [];
    this.#leaving = [];
    this.#block = null;
    this.#lines = 0;
    this.#characters = 0;
    this.#droppedLines = 0;
  }

  #appendRun({ text, style }: TextRun): void {
    let start = 0;
    while (start < text.length) {
      const block = this.#openBlock();
      const { end, lines, lineCharacters, isFull } = takePiece(text, start, block);
      const piece = text.slice(start, end);
      block.element.append(createRunNode({ text: piece, style }));
      block.lineCharacters = lineCharacters;
      this.#count(block, lines, piece.length);
      if (isFull) this.#block = null;
      start = end;
    }
  }

  #openBlock(): Block {
    if (this.#block) return this.#block;
    const element = document.createElement('div');
    element.className = 'output-block';
    const section = this.#openSection();
    section.element.append(element);
    section.blocks += 1;
    this.#block = { element, lines: 0, characters: 0, lineCharacters: 0 };
    return this.#block;
  }

  #openSection(): Section {
    const last = this.#sections.at(-1);
    const isFull =
      last && (last.blocks >= SECTION_BLOCKS_MAX || last.characters >= SECTION_CHARACTERS_MAX);
    if (last && !isFull) return last;
    const element = document.createElement('div');
    element.className = 'output-section';
    this.#container.append(element);
    const section = { element, blocks: 0, lines: 0, characters: 0 };
    this.#sections.push(section);
    this.#open.push(section);
    return section;
  }

  #count(block: Block, lines: number, characters: number): void {
    const section = this.#sections.at(-1);
    if (!section) return;
    for (const counter of [block, section]) {
      counter.lines += lines;
      counter.characters += characters;
      this.#grown.add(counter);
    }
    this.#lines += lines;
    this.#characters += characters;
  }

  /** Once per batch: coloured output comes in very many runs. */
  #showHeights(): void {
    for (const counter of this.#grown) {
      counter.element.style.setProperty('--lines', String(guessRows(counter)));
    }
    this.#grown.clear();
  }

  #dropOldest(): void {
    if (this.#lines > SAFE_LINES) this.#linesMax ??= this.#limits.measureMaxLines();
    const linesMax = this.#linesMax ?? SAFE_LINES;
    while (this.#characters > this.#limits.charactersMax || this.#lines > linesMax) {
      if (this.#sections.length < 2) return;
      const oldest = this.#sections.shift();
      if (!oldest) return;
      oldest.element.remove();
      this.#lines -= oldest.lines;
      this.#characters -= oldest.characters;
      this.#droppedLines += oldest.lines;
    }
  }
}

/**
 * Takes from a section's blocks that they are skipped one by one. They leave the document for it:
 * inside what is skipped, engines do not notice that a style has changed.
 */
function skipAsWhole(section: HTMLElement): void {
  const isInUse =
    section.contains(document.activeElement)
    || document.getSelection()?.containsNode(section, true) === true;
  if (isInUse) return;
  const blocks = [...section.children];
  for (const block of blocks) block.className = '';
  section.replaceChildren(...blocks);
}

/** Rows on the screen before anything is laid out. A guess of 20 px for 8 KB would draw it all. */
function guessRows({ lines, characters }: { lines: number; characters: number }): number {
  return Math.max(1, lines, Math.ceil(characters / WRAPPED_LINE_CHARACTERS));
}

/** How much of `text` goes into `block`, which ends with a line unless a line is too long. */
function takePiece(text: string, start: number, block: Block): Piece {
  let { lineCharacters } = block;
  let lines = 0;
  let end = start;
  for (;;) {
    const newline = text.indexOf('\n', end);
    const next = newline === -1 ? text.length : newline + 1;
    const room = LINE_CHARACTERS_MAX - lineCharacters;
    if (next - end > room) {
      return { end: cutAt(text, end + room), lines, lineCharacters: 0, isFull: true };
    }
    lineCharacters += next - end;
    end = next;
    if (newline === -1) return { end, lines, lineCharacters, isFull: false };
    lines += 1;
    lineCharacters = 0;
    const characters = block.characters + end - start;
    if (block.lines + lines >= BLOCK_LINES_MAX || characters >= BLOCK_CHARACTERS_MAX) {
      return { end, lines, lineCharacters, isFull: true };
    }
    if (end === text.length) return { end, lines, lineCharacters, isFull: false };
  }
}

/** A place at `index` or just behind it which does not cut a character in two. */
function cutAt(text: string, index: number): number {
  return /[\ud800-\udbff]/.test(text.charAt(index - 1)) ? index + 1 : index;
}
