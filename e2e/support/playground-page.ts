import assert from 'node:assert/strict';
import { eventually } from './eventually';
import { isHarmless } from './harmless-problems';
import type { PageDriver, Target } from './page-driver';
import type { Site } from './site.mjs';

/** The words of the status line, as the page promises them. */
export type StatusWord =
  'Loading Python…' | 'Ready' | 'Running' | 'Waiting for input' | 'Stopping' | 'Crashed';

export type ButtonName = 'Run' | 'Stop' | 'Reset session' | 'Clear output';

export interface PlaygroundPageOptions {
  readonly driver: PageDriver;
  readonly site: Pick<Site, 'origin' | 'url'>;
  /** `service-worker` forces the channel for browsers without JSPI. */
  readonly hostChannel: 'auto' | 'service-worker';
  /** The default of the site that is opened. */
  readonly python: '3.13' | '3.12';
  /** The tab outlives the test: the next `open` begins anew in it. */
  readonly keepsTab?: boolean;
}

const EDITOR: Target = { role: 'textbox', name: 'Python editor' };
const OUTPUT: Target = { role: 'log', name: 'Output' };
const PROGRAM_INPUT: Target = { role: 'textbox', name: 'Program input' };

/** A cold start compiles the interpreter, which a busy machine with two cores may take its time for. */
const START_TIMEOUT_MS = 45_000;

/** The app as a user knows it; tests use these words and nothing below them. */
export class PlaygroundPage {
  readonly driver: PageDriver;
  readonly origin: string;
  readonly hostChannel: PlaygroundPageOptions['hostChannel'];
  readonly python: PlaygroundPageOptions['python'];
  readonly #url: string;
  readonly #keepsTab: boolean;
  #isOpen = false;

  constructor({ driver, site, hostChannel, python, keepsTab = false }: PlaygroundPageOptions) {
    this.driver = driver;
    this.origin = site.origin;
    this.hostChannel = hostChannel;
    this.python = python;
    this.#url = site.url;
    this.#keepsTab = keepsTab;
  }

  /** The same site in another tab, which somebody has opened already. */
  inTab(driver: PageDriver): PlaygroundPage {
    const { origin, hostChannel, python } = this;
    return new PlaygroundPage({ driver, site: { origin, url: this.#url }, hostChannel, python });
  }

  /** What the chooser must arrive at: WebKitGTK 2.50 has no JSPI. */
  get expectedChannel(): 'jspi' | 'service-worker' {
    const isForced = this.hostChannel === 'service-worker';
    return isForced || this.driver.engine === 'webkit' ? 'service-worker' : 'jspi';
  }

  /** Opens the app and waits until Python can run. Without code, the editor shows what it kept. */
  async open({ code }: { code?: string } = {}): Promise<void> {
    if (this.#isOpen) {
      await this.#beginAnew();
      if (code !== undefined) await this.showCode(code);
    } else {
      await this.driver.goto(this.address({ code }));
      this.#isOpen = this.#keepsTab;
    }
    await this.waitForStatus('Ready', START_TIMEOUT_MS);
  }

  /** What the test before has left is gone: its panel, its variables, its output, and a program that still runs. */
  async #beginAnew(): Promise<void> {
    if ((await this.driver.texts({ role: 'button', name: 'Close panel' })).length > 0) {
      await this.driver.click({ role: 'button', name: 'Close panel' });
    }
    await this.click('Reset session');
    await this.waitForStatus('Ready', START_TIMEOUT_MS);
    await this.click('Clear output');
    await eventually(() => this.output(), {
      until: (text) => text.trim() === '',
      wanted: 'an empty output',
    });
  }

  address({ code }: { code?: string | undefined } = {}): string {
    const query = this.hostChannel === 'auto' ? '' : `?channel=${this.hostChannel}`;
    return `${this.#url}${query}${code === undefined ? '' : codeHash(code)}`;
  }

  async reload(): Promise<void> {
    await this.driver.reload();
    await this.waitForStatus('Ready', START_TIMEOUT_MS);
  }

  /** Replaces the editor's content by dropping a file on the page: a link would get a workspace of its own. */
  async showCode(code: string): Promise<void> {
    // As UTF-8 has it.
    const text = Buffer.from(code, 'utf8').toString('utf8');
    await this.driver.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([${JSON.stringify(text)}], 'main.py'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    })()`);
    const isThere = `(() => {
      const base = 'goru:' + new URL('.', document.baseURI).pathname + ':';
      const id = sessionStorage.getItem(base + 'workspace') ?? 'first';
      const name = id === 'first' ? 'code' : 'in-' + id + ':code';
      return sessionStorage.getItem(base + name) === ${JSON.stringify(text)};
    })()`;
    await eventually(() => this.driver.evaluate(isThere), {
      until: (isSo) => isSo === true,
      wanted: 'the page to have the program that was dropped on it',
    });
  }

  /** Replaces the editor's content with the keyboard. */
  async typeCode(code: string): Promise<void> {
    await this.focusEditor();
    await this.driver.press('Control+a');
    await this.driver.type(code);
  }

  async focusEditor(): Promise<void> {
    await this.driver.focus(EDITOR);
  }

  /** Only for short programs: Monaco draws no more lines than fit. */
  async waitForEditorText(wanted: string): Promise<void> {
    await eventually(() => this.#editorText(), {
      until: (text) => text === wanted,
      wanted: `the editor's text ${JSON.stringify(wanted)}`,
    });
  }

  /** The number of the line which holds the editor's cursor. */
  async editorCursorLine(): Promise<number> {
    const line = await this.driver.evaluate(
      `document.querySelector('.monaco-editor .line-numbers.active-line-number')?.textContent ?? ''`,
    );
    return Number(line);
  }

  /** The names which the editor offers, once `wanted` is among them. */
  async waitForSuggestion(wanted: string): Promise<string[]> {
    return this.#suggestions('', {
      until: (names) => names.includes(wanted),
      wanted: `the suggestion ${wanted}`,
    });
  }

  /** The one that Enter takes: the list follows what is typed a moment later. */
  async waitForChosenSuggestion(wanted: string): Promise<void> {
    await this.#suggestions('.monaco-list-row.focused', {
      until: (names) => names.join() === wanted,
      wanted: `${wanted} to be the chosen suggestion`,
    });
  }

  async #suggestions(
    rows: string,
    expected: { until: (names: string[]) => boolean; wanted: string },
  ): Promise<string[]> {
    const shown = `[...document.querySelectorAll('.suggest-widget.visible ${rows} .label-name')].map((label) => label.textContent)`;
    return eventually(async () => (await this.driver.evaluate(shown)) as string[], expected);
  }

  /** A text in the editor's own pop-ups: signatures, and what it says of a name. */
  async waitForEditorHelp(wanted: string): Promise<void> {
    const shown = `[...document.querySelectorAll('.parameter-hints-widget.visible, .monaco-hover')]
      .map((popUp) => popUp.textContent.replaceAll('\\u00a0', ' ')).join('\\n')`;
    await eventually(async () => String(await this.driver.evaluate(shown)), {
      until: (text) => text.includes(wanted),
      wanted: `the editor to say ${JSON.stringify(wanted)}`,
    });
  }

  async hasErrorMarker(): Promise<boolean> {
    const count = await this.driver.evaluate(
      `document.querySelectorAll('.monaco-editor .squiggly-error').length`,
    );
    return Number(count) > 0;
  }

  async click(name: ButtonName): Promise<void> {
    await this.driver.click({ role: 'button', name });
  }

  /** Shows the code, waits its turn, and presses Run; it does not wait for the end. */
  async run(code?: string): Promise<void> {
    if (code !== undefined) await this.showCode(code);
    await this.waitForStatus('Ready');
    await this.click('Run');
  }

  async waitForStatus(word: StatusWord, timeoutMs = 15_000): Promise<void> {
    await eventually(() => this.driver.texts({ role: 'status' }), {
      until: (texts) => texts.some((text) => text.trim().startsWith(word)),
      wanted: `the status "${word}"`,
      timeoutMs,
    });
  }

  async output(): Promise<string> {
    return (await this.driver.texts(OUTPUT)).join('\n');
  }

  async outputLines(): Promise<string[]> {
    return (await this.output()).split('\n').map((line) => line.trimEnd());
  }

  async waitForOutput(wanted: string | RegExp, timeoutMs?: number): Promise<string> {
    return eventually(() => this.output(), {
      until: (text) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)),
      wanted: `output with ${String(wanted)}`,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  }

  /** A whole line, so that a traceback which quotes the program is not taken for its output. */
  async waitForOutputLine(wanted: string, timeoutMs?: number): Promise<string[]> {
    return eventually(() => this.outputLines(), {
      until: (lines) => lines.includes(wanted),
      wanted: `the output line "${wanted}"`,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  }

  /** Clicks the entry of a traceback, which is a link or a button. */
  async clickTracebackLine(line: number): Promise<void> {
    const name = new RegExp(`main\\.py", line ${String(line)}\\b`);
    const roles = ['button', 'link'] as const;
    const counts = await Promise.all(
      roles.map(async (role) => (await this.driver.texts({ role, name })).length),
    );
    const role = roles[counts.indexOf(1)];
    assert(role !== undefined, `no button or link is named ${String(name)}`);
    await this.driver.click({ role, name });
  }

  /** Answers `input()`. */
  async typeProgramInput(line: string): Promise<void> {
    await this.waitForStatus('Waiting for input');
    await this.driver.focus(PROGRAM_INPUT);
    await this.driver.type(line);
    await this.driver.press('Enter');
  }

  /** The proof that the session lives: the next program runs. */
  async assertNextRunWorks(): Promise<void> {
    await this.run(`print('the session', 'lives')`);
    await this.waitForOutputLine('the session lives', START_TIMEOUT_MS);
    await this.waitForStatus('Ready');
  }

  async assertNoProblems(allowed?: RegExp): Promise<void> {
    const problems = await this.driver.problems();
    assert.deepEqual(
      problems.filter(
        (problem) => allowed?.test(problem) !== true && !isHarmless(problem, this.expectedChannel),
      ),
      [],
    );
  }

  async #editorText(): Promise<string> {
    const text = await this.driver.evaluate(
      `[...document.querySelectorAll('.monaco-editor .view-line')]
        .sort((a, b) => a.offsetTop - b.offsetTop)
        .map((line) => line.textContent.replaceAll('\\u00a0', ' '))
        .join('\\n')`,
    );
    return String(text);
  }
}

/** The link format of the app: base64url of the program's UTF-8. */
export function codeHash(code: string): string {
  return `#code=${Buffer.from(code, 'utf8').toString('base64url')}`;
}
