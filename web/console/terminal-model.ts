import { findStringEnd, readEscapeSequence } from './escape-sequence';
import { runScreenCommand, runSimpleCommand } from './screen-commands';
import { applySgr } from './sgr';
import { TerminalScreen } from './terminal-screen';
import { changeStyle, PLAIN_STYLES } from './terminal-style';
import type { ScreenChanges } from './terminal-screen';
import type { OutputKind, TerminalStyle } from './terminal-style';
import type { TerminalLine } from './terminal-line';

// \p{Cc} are the control characters; tab and newline are text as far as a line is concerned.
const HAS_CONTROL = /[^\P{Cc}\n\t]/u;
const NEXT_CONTROL = /[^\P{Cc}\t]/gu;

/**
 * The part of a terminal that programs count on: text comes in as a stream, cut anywhere, and
 * becomes finished text plus a few live rows. It has no width (the page wraps) and no DOM.
 */
export class TerminalModel {
  readonly #screen = new TerminalScreen();
  #style: TerminalStyle = PLAIN_STYLES.stdout;
  /** The start of an escape sequence whose rest has not arrived. */
  #unfinished = '';
  #isInsideString = false;

  /** The rows which can still change, the oldest first; the output ends with the last one. */
  get rows(): readonly TerminalLine[] {
    return this.#screen.rows;
  }

  write(chunk: string, kind: OutputKind): void {
    const text = this.#unfinished + chunk;
    this.#unfinished = '';
    if (this.#style.kind !== kind) this.#style = changeStyle(this.#style, { kind });
    if (this.#screen.isAtOutputEnd && !this.#isInsideString && !HAS_CONTROL.test(text)) {
      this.#screen.printLines(text, this.#style);
    } else {
      this.#interpret(text);
    }
  }

  /** Makes sure that the next write starts a line below everything, in plain style. */
  startLine(): void {
    this.#forgetState();
    this.#screen.moveToEnd();
    if (!this.#screen.line.isEmpty) this.#screen.newline();
  }

  /** Nothing written so far changes any more: what is not text comes below it. */
  finishRows(): void {
    this.startLine();
    this.#screen.commitRows();
  }

  /** As a terminal just opened: no colour and no half of a sequence is left over either. */
  clear(): void {
    this.#forgetState();
    this.#screen.clear();
  }

  clearAboveLastRow(): void {
    this.#screen.clearAboveLastRow();
  }

  takeChanges(): ScreenChanges {
    return this.#screen.takeChanges();
  }

  #forgetState(): void {
    this.#unfinished = '';
    this.#isInsideString = false;
    this.#style = PLAIN_STYLES[this.#style.kind];
  }

  #interpret(text: string): void {
    let index = 0;
    while (index < text.length) {
      if (this.#isInsideString) {
        const end = findStringEnd(text, index);
        if (end === -1) return;
        this.#isInsideString = false;
        index = end;
        continue;
      }
      NEXT_CONTROL.lastIndex = index;
      const control = NEXT_CONTROL.exec(text)?.index ?? text.length;
      if (control > index) this.#screen.print(text.slice(index, control), this.#style);
      if (control === text.length) return;
      index = this.#control(text, control);
    }
  }

  /** Acts on the control character at `index`; returns where the text goes on. */
  #control(text: string, index: number): number {
    const screen = this.#screen;
    switch (text.charAt(index)) {
      case '\n':
      case '\v':
      case '\f':
        screen.newline();
        break;
      case '\r':
        screen.moveTo(screen.row, 0);
        break;
      case '\b':
        screen.moveTo(screen.row, screen.column - 1);
        break;
      case '\u001b':
        return this.#escape(text, index);
    }
    return index + 1;
  }

  #escape(text: string, index: number): number {
    const escape = readEscapeSequence(text, index);
    if (!escape) {
      this.#unfinished = text.slice(index);
      return text.length;
    }
    const { sequence, end } = escape;
    if (sequence.type === 'string-start') this.#isInsideString = true;
    if (sequence.type === 'simple') {
      if (sequence.final === 'c') this.#style = PLAIN_STYLES[this.#style.kind];
      runSimpleCommand(this.#screen, sequence.final);
    }
    if (sequence.type === 'csi') this.#runCsi(sequence.final, sequence.params);
    return end;
  }

  #runCsi(final: string, params: string): void {
    if (final === 'm') {
      this.#style = applySgr(this.#style, params);
      return;
    }
    const [first, second] = params.split(';').map((digits) => Number(digits) || 0);
    runScreenCommand(this.#screen, final, [first ?? 0, second ?? 0]);
  }
}
