/** As light as this and lighter is a light background: between the reds and the blues of full strength. */
const MIDDLE = 0.6;
/** What shines through more than this shows what is behind it. */
const OPAQUE = 0.5;

/** Empty: as the page says. */
type Scheme = 'light' | 'dark' | '';

export interface PageColors {
  /** Gives a part of the host, which nothing of the page's styles reaches, its `color-scheme`, now and later. */
  follow: (host: Element, part: HTMLElement) => void;
  forget: (host: Element) => void;
}

/**
 * Tells snippets whether the page is dark behind them. Many dark pages paint themselves so and do not say it with
 * `color-scheme`: then the background decides which is seen there.
 *
 * A page changes its theme with an attribute of an element around a snippet, with another style sheet, or with the
 * system; where colours fade, the end of that is an event, too.
 */
export function watchPageColors(): PageColors {
  const parts = new Map<Element, HTMLElement>();
  let isLookDue = false;

  function look(host: Element, part: HTMLElement): void {
    const around = elementsAround(host);
    // Again and again is once.
    for (const element of around) changes.observe(element, { attributes: true });
    part.style.colorScheme = schemeBehind(around, part);
  }

  function lookSoon(): void {
    if (isLookDue) return;
    isLookDue = true;
    requestAnimationFrame(() => {
      isLookDue = false;
      for (const [host, part] of parts) look(host, part);
    });
  }

  const changes = new MutationObserver(lookSoon);
  // Where the style sheets are.
  changes.observe(document.head, {
    ...{ attributes: true, characterData: true, childList: true, subtree: true },
  });
  const lookAtSheet = ({ target }: Event): void => {
    if (target instanceof HTMLLinkElement) lookSoon();
  };
  document.addEventListener('load', lookAtSheet, true);
  document.addEventListener('transitionend', ({ propertyName }) => {
    if (propertyName === 'background-color') lookSoon();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', lookSoon);

  return {
    follow: (host, part) => {
      parts.set(host, part);
      look(host, part);
    },
    forget: (host) => {
      parts.delete(host);
    },
  };
}

/** From the element outwards, through shadows. */
function elementsAround(host: Element): Element[] {
  const found: Element[] = [];
  for (let next: Node | null = host; next !== null;) {
    if (next instanceof Element) found.push(next);
    next = next instanceof ShadowRoot ? next.host : next.parentNode;
  }
  return found;
}

function schemeBehind(around: readonly Element[], probe: HTMLElement): Scheme {
  for (const element of around) {
    const { backgroundColor, backgroundImage, color, colorScheme } = getComputedStyle(element);
    // It is inherited.
    if (colorScheme !== 'normal') break;
    const background = lightness(backgroundColor, probe);
    if (background !== null) return background < MIDDLE ? 'dark' : 'light';
    // Nobody can say how light a picture is; its text has to be read on it.
    const text = backgroundImage === 'none' ? null : lightness(color, probe);
    if (text !== null) return text < MIDDLE ? 'light' : 'dark';
  }
  return '';
}

/** Between 0 and 1, in whatever way the colour is written; null for one that one looks through. */
function lightness(color: string, probe: HTMLElement): number | null {
  // The browser knows every notation: it is to give this one.
  probe.style.color = `color-mix(in oklab, ${color}, ${color})`;
  const mixed = getComputedStyle(probe).color;
  probe.style.color = '';
  const [, light, alpha = '1'] = /^oklab\((\S+)[^/]*(?:\/ (.+))?\)$/.exec(mixed) ?? [];
  return light === undefined || Number(alpha) < OPAQUE ? null : Number(light);
}
