/** One tab of the chaos run, as far as its actions and checks need it. */
import assert from 'node:assert/strict';
import type { Page } from '@playwright/test';
import { eventually } from '../support/eventually';
import { createPlaywrightDriver } from '../support/playwright-driver';
import { PlaygroundPage } from '../support/playground-page';
import { isHarmless } from '../support/harmless-problems';
import { readChoice } from './kept';
import { asEntry } from './programs';
import type { Model } from './model';

/** How long a session may take to be usable again, whatever was done to it, on a busy machine. */
const RECOVERY_MS = 60_000;

/** What somebody sees who looks at the editor: main.py, and the mark in its first line. */
const MARK = /# text (\d+)/;

/** The same for a program from a link. */
const LINKED = /# linked (\d+)/;

const INSTALLED = /^INSTALLED (\w+)$/gm;

/** The browser's own report of a request that could not be made. */
const NO_NETWORK =
  /^console: (?:Failed to load resource: net::ERR_(?:INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|FAILED|EMPTY_RESPONSE|NETWORK_CHANGED)|Failed to load resource: the server responded with a status of 50[34])/;

export interface ChaosTabOptions {
  page: Page;
  id: string;
  /** Names what it writes: no two open tabs have the same, and those that come later write there again. */
  hand: string;
  site: { origin: string; url: string };
  modelOf: (workspace: string) => Model;
  /** Whether the network or the server is away, or was a moment ago. */
  isOutage: () => boolean;
  /** Whether the browser has no room for more. */
  isShort: () => boolean;
  /** Whether a tab is being killed, whose process others may share. */
  isKilling: () => boolean;
}

export class ChaosTab {
  readonly page: Page;
  readonly id: string;
  readonly hand: string;
  readonly app: PlaygroundPage;
  /** The mark that main.py has in this tab; 0 when it has none. */
  mark = 0;
  /** Files that were typed into, which the page has had no time to keep. */
  readonly unkept = new Map<string, string>();
  /** False where the folder is in memory, as the page says: on a full disk, that of a workspace which had none. */
  keepsFiles = true;
  /** The packages that programs of this tab have installed. */
  readonly installed = new Set<string>();
  readonly problems: string[] = [];
  isKilled = false;
  /** How its runs are not plain, as the page says it; undefined while nobody has looked. */
  runsWith: string | null | undefined;
  /** The id of the one it shows, as far as it has been noticed. */
  #workspace: string | null = null;
  readonly #modelOf: (workspace: string) => Model;
  readonly #isShort: () => boolean;
  #words = 0;

  constructor({ page, id, hand, site, modelOf, isOutage, isShort, isKilling }: ChaosTabOptions) {
    this.#isShort = isShort;
    this.page = page;
    this.id = id;
    this.hand = hand;
    this.#modelOf = modelOf;
    const driver = createPlaywrightDriver({ page, engine: 'chromium' });
    this.app = new PlaygroundPage({ driver, site, hostChannel: 'auto', python: '3.13' });
    const note = (problem: string): void => {
      const isExpected = NO_NETWORK.test(problem) && isOutage();
      if (!isExpected && !isHarmless(problem, 'auto')) this.problems.push(problem);
    };
    page.on('pageerror', (error) => {
      note(`uncaught: ${error.stack ?? error.message}`);
    });
    page.on('console', (message) => {
      if (message.type() === 'error') {
        note(`console: ${message.text()} (${message.location().url})`);
      }
    });
    page.on('crash', () => {
      if (!isKilling()) this.problems.push('the page crashed');
      this.isKilled = true;
    });
  }

  /** What the page says of Python; panels tell news of theirs in the same way. */
  async status(): Promise<string> {
    const texts = await this.page.locator('.status-bar').getByRole('status').allInnerTexts();
    return texts.find((text) => text.trim() !== '')?.trim() ?? '';
  }

  get workspace(): string {
    assert(this.#workspace !== null, 'no workspace is shown yet');
    return this.#workspace;
  }

  /** What was promised in the workspace that it shows. */
  get model(): Model {
    return this.#modelOf(this.workspace);
  }

  /** Hears what programs say about their writes and packages. */
  async hear(): Promise<void> {
    if (this.isKilled) return;
    // A page on its way to another has no output.
    const workspace = await this.noticeWorkspace().catch(() => null);
    const output = await this.app.output().catch(() => '');
    const isLost = await this.#saysFilesAreLost().catch(() => false);
    // It may by now be the output of another one.
    const after = await this.noticeWorkspace().catch(() => null);
    if (workspace === null || after !== workspace) return;
    this.keepsFiles = !isLost;
    if (isLost) this.unkept.clear();
    this.model.hear(output, this);
    // What could not be kept comes from the index again, which may be away.
    if (this.#isShort()) return;
    for (const [, name = ''] of output.matchAll(INSTALLED)) {
      this.model.packages.add(name);
      this.installed.add(name);
    }
  }

  /** Whether this page has said so, since it was loaded. */
  async #saysFilesAreLost(): Promise<boolean> {
    return this.page.evaluate(() => {
      const badge = document.querySelector('button[aria-label^="not saved"]');
      const isSaid = badge?.getAttribute('aria-label')?.includes('the files in /work') === true;
      if (isSaid) Object.assign(window, { chaosLosesFiles: true });
      return 'chaosLosesFiles' in window;
    });
  }

  /** Waits for the page, and tells the id of the workspace that it shows. */
  async noticeWorkspace(): Promise<string> {
    await this.page.locator('.workspace-label').waitFor({ state: 'attached' });
    const id = await readChoice(this.page);
    assert(id !== null, 'no workspace is shown');
    if (id !== this.#workspace) {
      // Its files are looked at when it is open again.
      this.mark = 0;
      this.unkept.clear();
      this.installed.clear();
      this.runsWith = undefined;
      this.#workspace = id;
    }
    return id;
  }

  /** The page has done this to a file; in a folder in memory, only there. */
  holds(name: string, text: string | undefined): void {
    if (this.keepsFiles) this.model.holds(name, text);
    else this.model.mayHold(name, text);
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** Ends what is going on, after so much patience, as a person would, until Python is ready. */
  async settle(patienceMs = 0): Promise<void> {
    const stopsAt = Date.now() + patienceMs;
    const deadline = Date.now() + RECOVERY_MS;
    const seen: string[] = [];
    for (;;) {
      await this.hear();
      const status = await this.status();
      const hasDialog = (await this.page.getByRole('dialog').count()) > 0;
      if (status.startsWith('Ready') && !hasDialog) return;
      if (status !== seen.at(-1)) seen.push(status);
      assert(
        Date.now() < deadline,
        `Python is not ready after ${String(RECOVERY_MS)} ms: ${seen.join(' → ')}; ${this.#recentOutput(await this.app.output())}`,
      );
      if (hasDialog) await this.page.keyboard.press('Escape');
      else if (/^(Running|Waiting)/.test(status)) {
        if (Date.now() >= stopsAt) await this.tryClick('Stop');
      } else if (status.startsWith('Crashed')) await this.tryClick('Start Python again');
      else if (status.includes('could not be')) await this.tryClick('Try again');
      await this.page.waitForTimeout(150);
    }
  }

  /** The proof that the session lives. */
  async probe(way: 'run' | 'console'): Promise<void> {
    const word = this.#word();
    const program = `print('alive', '${word}')`;
    if (way === 'run') {
      await this.app.run(program);
      this.mark = 0;
    } else {
      await this.enter(program);
    }
    await this.app.waitForOutputLine(`alive ${word}`, RECOVERY_MS);
  }

  /** Enters something into the console; a statement of several lines would ask for more (`asEntry`). */
  async enter(entry: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: 'Console input' });
    await field.fill(entry);
    await field.press('Enter');
  }

  /** What a program prints after the word, piece by piece with the length of the whole: JSON in base64. */
  async ask(program: (word: string) => string): Promise<unknown> {
    const word = `FOUND-${this.#word()}`;
    await this.enter(asEntry(program(word)));
    const read = async (): Promise<{ text: string; isWhole: boolean }> => {
      const pieces = (await this.app.outputLines())
        .map((line) => line.split(' '))
        .filter(([first, length, piece]) => first === word && /^\d+$/.test(length ?? '') && piece);
      const text = pieces.map(([, , piece]) => piece).join('');
      return { text, isWhole: text !== '' && text.length === Number(pieces[0]?.[1]) };
    };
    const { text } = await eventually(read, {
      until: ({ isWhole }) => isWhole,
      wanted: `an answer from Python to ${word}`,
      timeoutMs: RECOVERY_MS,
    });
    return JSON.parse(Buffer.from(text, 'base64').toString()) as unknown;
  }

  /** The mark in main.py as the editor shows it; null when it has none. */
  async shownMark(): Promise<number | null> {
    return this.#shownNumber(MARK);
  }

  /** The number of the link whose program the editor shows. */
  async shownLink(): Promise<number | null> {
    return this.#shownNumber(LINKED);
  }

  async #shownNumber(pattern: RegExp): Promise<number | null> {
    const text = await this.page
      .locator('.monaco-editor .view-line, .plain-editor textarea')
      .evaluateAll((lines) =>
        lines
          .map((line) => (line instanceof HTMLTextAreaElement ? line.value : line.textContent))
          .join('\n'),
      );
    const digits = pattern.exec(text.replaceAll('\u00a0', ' '))?.[1];
    return digits === undefined ? null : Number(digits);
  }

  /** Replaces what the editor shows. */
  async typeText(text: string): Promise<void> {
    await this.page.locator('.monaco-editor').first().waitFor();
    await this.app.focusEditor();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.insertText(text);
  }

  /** Where there may be nothing to click. */
  async tryClick(name: string): Promise<void> {
    // It may be gone in the moment it would be clicked: the next look tells.
    await this.button(name)
      .click({ timeout: 1_000 })
      .catch(() => undefined);
  }

  #word(): string {
    this.#words += 1;
    return `${this.id}-${String(this.#words)}`;
  }

  #recentOutput(output: string): string {
    return `output: …${output.slice(-600)}`;
  }
}
