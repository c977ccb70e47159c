import { programText } from './program-text';
import { createSnippet } from './snippet';
import type { SnippetResult } from './protocol';
import type { Snippet, SnippetEnvironment } from './snippet';

const NAME = 'goru-python';
const MARKED = 'pre[data-goru]';
const SETTINGS = ['auto-run', 'readonly', 'session', 'name', 'height', 'theme'] as const;
/** Turned into an editor this long before it comes into view. */
const MARGIN = '300px';

/** `<goru-python>`: its text is a program, which becomes an editor with Run when somebody gets to see it. */
export interface GoruPythonElement extends HTMLElement {
  code: string;
  run: () => Promise<SnippetResult | null>;
  stop: () => void;
}

/** Defines `<goru-python>`, and turns every `<pre data-goru>` of the page, now and later, into one. */
export function defineGoruPython(environment: SnippetEnvironment): void {
  if (customElements.get(NAME) !== undefined) return;

  const { colors } = environment;
  const whenSeen = new Map<HTMLElement, () => void>();
  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue;
        const act = whenSeen.get(target);
        unwatch(target);
        act?.();
      }
    },
    { rootMargin: MARGIN },
  );

  function watch(element: HTMLElement, act: () => void): void {
    whenSeen.set(element, act);
    sight.observe(element);
  }

  function unwatch(element: HTMLElement): void {
    whenSeen.delete(element);
    sight.unobserve(element);
  }

  class GoruPython extends HTMLElement implements GoruPythonElement {
    static readonly observedAttributes = ['readonly', 'name', 'height'];
    #snippet: Snippet | null = null;
    #code: string | null = null;
    /** The program as the page had it when it was last read. */
    #program: string | null = null;

    get code(): string {
      return this.#snippet?.code ?? this.#code ?? this.#markup;
    }

    set code(text: string) {
      if (this.#snippet) this.#snippet.code = text;
      else this.#code = text;
    }

    get #markup(): string {
      return programText((this.querySelector('pre') ?? this).textContent);
    }

    /** Takes over what the page has written, unless it is what it was. */
    follow(program = this.#markup): void {
      if (program === this.#program) return;
      this.#program = program;
      if (this.#snippet) this.#snippet.replace(program);
      else this.#code = program;
    }

    run(): Promise<SnippetResult | null> {
      return this.#show().run();
    }

    stop(): void {
      this.#snippet?.stop();
    }

    connectedCallback(): void {
      if (this.#snippet !== null) {
        colors?.follow(this, this.#snippet.element);
        return;
      }
      watch(this, () => {
        const snippet = this.#show();
        if (this.hasAttribute('auto-run')) void snippet.run();
      });
    }

    disconnectedCallback(): void {
      unwatch(this);
      colors?.forget(this);
      // Frameworks take elements out to put them in elsewhere.
      queueMicrotask(() => {
        if (!this.isConnected) this.stop();
      });
    }

    attributeChangedCallback(): void {
      this.#snippet?.update();
    }

    #show(): Snippet {
      unwatch(this);
      this.#program ??= this.#markup;
      this.#snippet ??= createSnippet({ ...environment, host: this, code: this.code });
      if (this.isConnected) colors?.follow(this, this.#snippet.element);
      return this.#snippet;
    }
  }

  /** What has taken the place of a `<pre>`, which stays where it is: whoever made it may look for it. */
  const places = new Map<HTMLElement, GoruPython>();

  function adopt(pre: HTMLElement): void {
    const snippet = places.get(pre);
    if (snippet) {
      // It was moved.
      if (pre.nextSibling !== snippet) pre.after(snippet);
    } else if (!whenSeen.has(pre)) {
      watch(pre, () => {
        const made = document.createElement(NAME) as GoruPython;
        copySettings(pre, made);
        made.follow(programText(pre.textContent));
        places.set(pre, made);
        pre.after(made);
        pre.style.setProperty('display', 'none', 'important');
      });
    }
  }

  function copySettings(pre: Element, snippet: Element): void {
    for (const setting of SETTINGS) {
      const value = pre.getAttribute(`data-${setting}`);
      if (value === null) snippet.removeAttribute(setting);
      else snippet.setAttribute(setting, value);
    }
  }

  function adoptBelow(root: ParentNode): void {
    for (const pre of root.querySelectorAll<HTMLElement>(MARKED)) adopt(pre);
  }

  function abandon(removed: Element): void {
    for (const pre of [...places.keys(), ...whenSeen.keys()]) {
      // It may come back.
      if (removed.contains(pre) && !pre.isConnected) release(pre);
    }
  }

  /** It is again what it was before, with the program that the page has written. */
  function release(pre: HTMLElement): void {
    unwatch(pre);
    const snippet = places.get(pre);
    if (!snippet) return;
    snippet.remove();
    places.delete(pre);
    pre.style.removeProperty('display');
  }

  /** A page that writes another program into a snippet of its own. */
  function follow(changed: Node): void {
    const element = changed instanceof Element ? changed : changed.parentElement;
    const own = element?.closest<HTMLElement>(`${MARKED}, ${NAME}`);
    if (own instanceof GoruPython) own.follow();
    else if (own) {
      const snippet = places.get(own);
      if (!snippet) return;
      copySettings(own, snippet);
      snippet.follow(programText(own.textContent));
    }
  }

  customElements.define(NAME, GoruPython);
  adoptBelow(document);
  new MutationObserver((changes) => {
    for (const { target, addedNodes, removedNodes } of changes) {
      // Its mark may have come or gone.
      if (target instanceof HTMLPreElement) {
        if (target.matches(MARKED)) adopt(target);
        else release(target);
      }
      for (const node of addedNodes) {
        if (!(node instanceof HTMLElement)) continue;
        if (node.matches(MARKED)) adopt(node);
        else adoptBelow(node);
      }
      for (const node of removedNodes) if (node instanceof Element) abandon(node);
      follow(target);
    }
  }).observe(document.documentElement, {
    ...{ childList: true, characterData: true, subtree: true },
    attributeFilter: ['goru', ...SETTINGS].map((name) => `data-${name}`),
  });
}
