import { ProgramInput } from './program-input';

export interface InputDeskOptions {
  /** Where the field goes: at the end of the output's last row. */
  findPlace: () => HTMLElement | null;
  /** Shows what was sent, as a terminal echoes it. */
  echo: (line: string) => void;
  onInterrupt: () => void;
  /** Takes the focus when the field goes away, so that keys do not end up nowhere. */
  restingPlace: HTMLElement;
}

interface Request {
  answer: (line: string | null) => void;
}

/** Asks the person for lines. Lines pasted ahead answer later requests, in order. */
export class InputDesk {
  readonly #options: InputDeskOptions;
  readonly #input: ProgramInput;
  #request: Request | null = null;
  #typedAhead: string[] = [];

  constructor(options: InputDeskOptions) {
    this.#options = options;
    this.#input = new ProgramInput({
      onLine: (line) => {
        this.#handleLine(line);
      },
      onEndOfFile: () => this.#request?.answer(null),
      onInterrupt: options.onInterrupt,
    });
  }

  get isAsking(): boolean {
    return this.#request !== null;
  }

  /** Resolves with a line, or with null at end of file or when `signal` aborts. */
  ask(signal: AbortSignal, shouldFocus: boolean): Promise<string | null> {
    const ahead = this.#typedAhead.shift();
    if (ahead !== undefined) {
      this.#options.echo(ahead);
      return Promise.resolve(ahead);
    }
    return new Promise((resolve) => {
      const answer = (line: string | null): void => {
        signal.removeEventListener('abort', handleAbort);
        this.#request = null;
        this.#hide();
        resolve(line);
      };
      const handleAbort = (): void => {
        answer(null);
      };
      signal.addEventListener('abort', handleAbort);
      this.#request = { answer };
      this.place();
      if (shouldFocus) this.#input.focus();
    });
  }

  /** Puts the field back at the end after the rows were drawn anew. */
  place(): void {
    if (!this.#request) return;
    const row = this.#options.findPlace();
    const { element, hasFocus } = this.#input;
    if (!row || element.parentElement === row) return;
    element.parentElement?.classList.remove('is-asking');
    row.append(element);
    row.classList.add('is-asking');
    if (hasFocus) this.#input.focus();
  }

  /** Forgets lines nobody asked for. */
  reset(): void {
    this.#typedAhead = [];
    this.#input.reset();
  }

  /** A line that a button stands for. */
  type(line: string): void {
    if (this.#request) this.#handleLine(line);
  }

  focus(): void {
    if (this.#request) this.#input.focus();
  }

  #handleLine(line: string): void {
    if (!this.#request) {
      this.#typedAhead.push(line);
      return;
    }
    this.#options.echo(line);
    this.#request.answer(line);
  }

  #hide(): void {
    const { element, hasFocus } = this.#input;
    element.parentElement?.classList.remove('is-asking');
    element.remove();
    if (hasFocus) this.#options.restingPlace.focus({ preventScroll: true });
  }
}
