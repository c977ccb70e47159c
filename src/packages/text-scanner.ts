import { GoruError } from '../contract/goru-error';
import { shown } from '../host/shown-text';
import { PACKAGE_TEXTS } from './contract';

/**
 * Reads a requirement from left to right. What does not fit is an error that shows the place.
 */
export class TextScanner {
  #position = 0;

  constructor(readonly text: string) {}

  get position(): number {
    return this.#position;
  }

  get isAtEnd(): boolean {
    this.skipSpace();
    return this.#position === this.text.length;
  }

  skipSpace(): void {
    this.#take(/[ \t]*/y);
  }

  /** What the pattern matches after any space, or null; the pattern must be sticky. */
  read(pattern: RegExp): string | null {
    this.skipSpace();
    return this.#take(pattern);
  }

  /** The same, where nothing else may stand. `expected` completes the sentence "expected …". */
  require(pattern: RegExp, expected: string): string {
    return this.read(pattern) ?? this.fail(expected);
  }

  fail(expected: string, message?: string): never {
    throw requirementError({ text: this.text, position: this.#position, expected, message });
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#position;
    const [found] = pattern.exec(this.text) ?? [];
    if (found === undefined) return null;
    this.#position += found.length;
    return found;
  }
}

/** `position` counts UTF-16 units from 0; the note counts characters from 1, as editors do. */
export function requirementError(where: {
  text: string;
  position: number;
  expected: string;
  message?: string | undefined;
}): GoruError {
  const { text, position, expected, message = PACKAGE_TEXTS.invalidRequirement } = where;
  const place = position >= text.length ? 'at its end' : `at character ${String(position + 1)}`;
  return new GoruError('invalid-argument', message, {
    notes: [`"${shown(text)}": expected ${expected} ${place}`],
  });
}
