import { createSnippetEditor } from './snippet-editor';
import { createSnippetChecks } from './snippet-checks';
import { SnippetOutput } from './snippet-output';
import style from './snippet.css?inline';
import { embedWords } from '../words/embed';
import type { EmbedWords } from '../words/embed';
import type { PageColors } from './page-colors';
import type { SnippetImage, SnippetResult } from './protocol';
import type { RuntimeLink, SnippetRun } from './runtime-link';

/** What every snippet of a page has in common. */
export interface SnippetEnvironment {
  runtime: RuntimeLink;
  /** The address that opens a program in the whole page; null for one that is too large for a link. */
  addressOf: (code: string) => Promise<string | null>;
  /** Where the page around is somebody else's, who may not say whether it is dark. */
  colors?: PageColors;
  /** Rules for its looks that come after its own. */
  extraStyle?: string;
}

export interface SnippetOptions extends SnippetEnvironment {
  /** The element on the page: it gets the events and says, when asked, which session it shares. */
  host: HTMLElement;
  code: string;
}

export interface Snippet {
  /** All of it, inside of the shadow. */
  readonly element: HTMLElement;
  code: string;
  /** Resolves with null when it did not run: it runs already, or the page did not want it to. */
  run: () => Promise<SnippetResult | null>;
  stop: () => void;
  /** Another program takes its place, also for Reset. */
  replace: (program: string) => void;
  /** Reads `readonly`, `name` and `height` of the host again. */
  update: () => void;
}

const FILENAME = 'main.py';

/** Puts an editor, Run and the output into the host's shadow. */
export function createSnippet({
  host,
  code,
  runtime,
  addressOf,
  extraStyle = '',
}: SnippetOptions): Snippet {
  const words = embedWords(host);
  let original = code;
  let current: SnippetRun | null = null;
  const output = new SnippetOutput(words.output);
  const checks = createSnippetChecks(words);
  const status = create('span', 'status', { role: 'status' });
  const runButton = createButton(words.run, 'run', () => void run());
  const stopButton = createButton(words.stop, 'stop', stop);
  const resetButton = createButton(words.reset, 'reset', () => {
    editor.code = original;
    showChanges();
    runButton.focus();
  });
  const openLink = create('a', 'open', {
    textContent: words.openInGoru,
    target: '_blank',
    rel: 'noopener',
  });
  const question = createQuestion(words, (text) => {
    if (text !== null) output.write(`${text}\n`, 'value');
    current?.answer(text);
    showQuestion(false);
  });
  const editor = createSnippetEditor({
    code,
    keys: words.editorKeys,
    onRun: () => void run(),
    onInput: showChanges,
  });
  stopButton.hidden = true;
  question.element.hidden = true;

  const bar = create('div', 'bar');
  bar.append(runButton, stopButton, resetButton, status, openLink);
  const root = create('div', 'snippet', { role: 'group' });
  root.append(editor.element, bar, output.element, question.element, checks.element);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style + extraStyle);
  const shadow = host.attachShadow({ mode: 'open' });
  // Not a style element: the page's own policy may forbid those.
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(root);
  // Whoever comes near is about to run it. On a page that is only read, nothing is loaded.
  for (const type of ['focusin', 'pointerdown'] as const) {
    root.addEventListener(type, runtime.warm, { once: true });
  }
  showChanges();
  update();

  function showChanges(): void {
    resetButton.hidden = editor.code === original;
    const shown = editor.code;
    void addressOf(shown).then((address) => {
      if (editor.code !== shown) return;
      if (address === null) openLink.removeAttribute('href');
      else openLink.href = address;
    });
  }

  function update(): void {
    const name = host.getAttribute('name') ?? words.pythonProgram;
    editor.setReadOnly(host.hasAttribute('readonly'));
    editor.setLabel(name);
    root.ariaLabel = name;
    const height = host.getAttribute('height') ?? '';
    root.style.setProperty('--height', /^\d+$/.test(height) ? `${height}px` : height);
  }

  function showQuestion(isAsking: boolean): void {
    question.element.hidden = !isAsking;
    status.textContent = isAsking ? words.waitingForInput : words.running;
    if (isAsking) question.focus();
  }

  function showRunning(isRunning: boolean): void {
    runButton.ariaDisabled = String(isRunning);
    const hadFocus = shadow.activeElement === stopButton;
    stopButton.hidden = !isRunning;
    question.element.hidden = true;
    if (hadFocus) runButton.focus();
  }

  async function run(): Promise<SnippetResult | null> {
    if (current !== null || !tell('goru-run', { code: editor.code })) return null;
    output.clear();
    checks.clear();
    status.textContent = words.waitingForPython;
    current = runtime.run(
      { code: editor.code, session: host.getAttribute('session'), filename: FILENAME },
      {
        onLoading: (share) => {
          status.textContent = words.loadingPython(Math.round(share * 100));
        },
        onStarted: () => {
          status.textContent = words.running;
        },
        onOutput: (stream, text) => {
          output.write(text, stream);
        },
        onImage: (image) => {
          output.showImage(addressOfImage(image), image.text);
        },
        onChecks: checks.show,
        onAsk: showQuestion,
      },
    );
    showRunning(true);
    try {
      const result = await current.result;
      await output.whenShown();
      showEnd(result);
      tell('goru-result', result);
      return result;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      output.writeLine(message, 'notice');
      status.textContent = words.didNotRun;
      return null;
    } finally {
      current = null;
      showRunning(false);
    }
  }

  function showEnd({ status: ending, value, message, stderr, durationMs }: SnippetResult): void {
    const isTold = ending === 'error' && stderr !== '';
    if (value !== null) output.writeLine(value, 'value');
    // A traceback says it already.
    if (message !== null && !isTold) output.writeLine(message, 'notice');
    status.textContent = `${words.endings[ending]} · ${(durationMs / 1000).toFixed(2)} s`;
  }

  function tell(type: 'goru-run' | 'goru-result', detail: object): boolean {
    const options = { detail, bubbles: true, composed: true, cancelable: type === 'goru-run' };
    return host.dispatchEvent(new CustomEvent(type, options));
  }

  function stop(): void {
    current?.stop();
  }

  return {
    element: root,
    get code() {
      return editor.code;
    },
    set code(text: string) {
      editor.code = text;
      showChanges();
    },
    replace: (program) => {
      original = editor.code = program;
      showChanges();
    },
    ...{ run, stop, update },
  };
}

/** As an image it runs no scripts and loads nothing, whatever a program has put into it. */
function addressOfImage({ mime, data }: SnippetImage): string {
  return mime === 'image/svg+xml'
    ? `data:${mime};charset=utf-8,${encodeURIComponent(data.toWellFormed())}`
    : `data:${mime};base64,${data}`;
}

/** The field in which somebody answers `input()`. */
function createQuestion(words: EmbedWords, onAnswer: (text: string | null) => void) {
  const element = create('form', 'ask');
  const field = create('input', 'answer', { ariaLabel: words.programInput, autocomplete: 'off' });
  const end = createButton(words.endOfInput, 'end', () => {
    onAnswer(null);
  });
  element.append(
    field,
    createButton(words.enter, 'enter', () => undefined, 'submit'),
    end,
  );
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value;
    field.value = '';
    onAnswer(text);
  });
  return {
    element,
    focus: () => {
      field.focus({ preventScroll: true });
    },
  };
}

function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), { className, ...properties });
}

function createButton(
  label: string,
  className: string,
  onClick: () => void,
  type: 'button' | 'submit' = 'button',
): HTMLButtonElement {
  const button = create('button', className, { type, textContent: label });
  button.addEventListener('click', onClick);
  return button;
}
