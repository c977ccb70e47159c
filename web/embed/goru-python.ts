import { programText } from './program-text';
import { createSnippet } from './snippet';
import type { SnippetResult } from './protocol';
import type { Snippet, SnippetEnvironment } from './snippet';

const NAME = 'goru-python';
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

  const whenSeen = new Map<Element, () => void>();
  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        const act = whenSeen.get(target);
        unwatch(target);
        act?.();
      }
    },
    { rootMargin: MARGIN },
  );

  function watch(element: Element, act: () => void): void {
    whenSeen.set(element, act);
    sight.observe(element);
  }

  function unwatch(element: Element): void {
    whenSeen.delete(element);
    sight.unobserve(element);
  }

  class GoruPython extends HTMLElement implements GoruPythonElement {
    static readonly observedAttributes = ['readonly', 'name', 'height'];
    #snippet: Snippet | null = null;
    #code: string | null = null;

    get code(): string {
      return (
        this.#snippet?.code
        ?? this.#code
        ?? programText((this.querySelector('pre') ?? this).textContent)
      );
    }

    set code(text: string) {
      if (this.#snippet) this.#snippet.code = text;
      else this.#code = text;
    }

    run(): Promise<SnippetResult | null> {
      return this.#show().run();
    }

    stop(): void {
      this.#snippet?.stop();
    }

    connectedCallback(): void {
      if (this.#snippet !== null) return;
      watch(this, () => {
        const snippet = this.#show();
        if (this.hasAttribute('auto-run')) void snippet.run();
      });
    }

    disconnectedCallback(): void {
      unwatch(this);
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
      this.#snippet ??= createSnippet({ ...environment, host: this, code: this.code });
      return this.#snippet;
    }
  }

  /** What has taken the place of a `<pre>`, which stays where it is: whoever made it may look for it. */
  const places = new Map<Element, HTMLElement>();

  function adopt(pre: HTMLElement): void {
    if (places.has(pre) || whenSeen.has(pre)) return;
    watch(pre, () => {
      const snippet = document.createElement(NAME) as GoruPythonElement;
      for (const setting of SETTINGS) {
        const value = pre.getAttribute(`data-${setting}`);
        if (value !== null) snippet.setAttribute(setting, value);
      }
      snippet.code = programText(pre.textContent);
      places.set(pre, snippet);
      pre.after(snippet);
      pre.style.setProperty('display', 'none', 'important');
    });
  }

  function adoptBelow(root: ParentNode): void {
    for (const pre of root.querySelectorAll<HTMLElement>('pre[data-goru]')) adopt(pre);
  }

  function abandon(removed: Element): void {
    for (const [pre, snippet] of places) {
      if (!removed.contains(pre) || pre.isConnected) continue;
      snippet.remove();
      places.delete(pre);
    }
  }

  customElements.define(NAME, GoruPython);
  adoptBelow(document);
  new MutationObserver((changes) => {
    for (const { addedNodes, removedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof HTMLElement)) continue;
        if (node.matches('pre[data-goru]')) adopt(node);
        else adoptBelow(node);
      }
      for (const node of removedNodes) if (node instanceof Element) abandon(node);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
}
