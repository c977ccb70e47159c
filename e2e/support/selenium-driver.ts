import { Key, error as webDriverError } from 'selenium-webdriver';
import type { WebDriver, WebElement } from 'selenium-webdriver';
import { eventually } from './eventually';
import type { PageDriver, Target } from './page-driver';

/** Where an element of a role can be; the browser's own accessibility tree then decides. */
const CANDIDATES = {
  button: 'button, [role=button], summary',
  link: 'a[href], [role=link]',
  log: '[role=log]',
  status: '[role=status], output',
  textbox: 'textarea, input, [contenteditable], [role=textbox]',
} as const satisfies Record<Target['role'], string>;

const MAX_STALE_ATTEMPTS = 20;

/** Without WebDriver BiDi there is no hook before the page's own scripts: errors during its very start are not seen. */
const COLLECT_PROBLEMS = `
  if (window.__problems === undefined) {
    const problems = (window.__problems = []);
    addEventListener('error', (event) => problems.push('uncaught: ' + event.message));
    addEventListener('unhandledrejection', (event) => problems.push('uncaught: ' + event.reason));
    const original = console.error;
    console.error = (...args) => {
      problems.push('console: ' + args.map(String).join(' '));
      original.apply(console, args);
    };
  }`;

/**
 * After a person's Tab the caret is where the page puts it. A script's `focus()` in WebKit ends by putting it back to where
 * it was long ago, and Monaco would take everything before it for typed text.
 */
const FOCUS = `
  const [element] = arguments;
  element.addEventListener('focus', () => {
    const { value, selectionStart, selectionEnd } = element;
    setTimeout(() => {
      if (selectionStart === undefined || element.value !== value) return;
      element.setSelectionRange(selectionStart, selectionEnd);
    });
  }, { once: true });
  element.focus();`;

/** Drives WebKitGTK through WebKitWebDriver. */
export function createSeleniumDriver(driver: WebDriver): PageDriver {
  const earlierProblems: string[] = [];

  async function findAll(target: Target): Promise<WebElement[]> {
    const found: WebElement[] = [];
    for (const element of await driver.findElements({ css: CANDIDATES[target.role] })) {
      if (await isMatch(element, target)) found.push(element);
    }
    return found;
  }

  async function findOne(target: Target): Promise<WebElement> {
    const [element] = await eventually(() => findAll(target), {
      until: (elements) => elements.length === 1,
      wanted: `one ${target.role} named ${String(target.name)}`,
    });
    if (element === undefined) throw new Error('eventually() returned no element');
    return element;
  }

  async function readProblems(): Promise<string[]> {
    const problems: unknown = await driver.executeScript('return window.__problems ?? []');
    return Array.isArray(problems) ? problems.map(String) : [];
  }

  async function sendKeys(...keys: string[]): Promise<void> {
    await driver
      .actions()
      .sendKeys(...keys)
      .perform();
  }

  /** WebKitWebDriver finds an element not interactable that lies outside of a scrolling panel's visible part. */
  async function scrollToCentre(element: WebElement): Promise<void> {
    await driver.executeScript(`arguments[0].scrollIntoView({ block: 'center' })`, element);
  }

  return {
    engine: 'webkit',
    goto: async (url) => {
      earlierProblems.push(...(await readProblems()));
      await driver.get(url);
      await driver.executeScript(COLLECT_PROBLEMS);
    },
    reload: async () => {
      earlierProblems.push(...(await readProblems()));
      await driver.navigate().refresh();
      await driver.executeScript(COLLECT_PROBLEMS);
    },
    click: (target) =>
      whileFresh(async () => {
        const element = await findOne(target);
        await scrollToCentre(element);
        await element.click();
      }),
    focus: (target) =>
      whileFresh(async () => {
        await driver.executeScript(FOCUS, await findOne(target));
      }),
    press: async (keys) => {
      const parts = keys.split('+').map(keyCode);
      const last = parts.pop() ?? '';
      let actions = driver.actions();
      for (const modifier of parts) actions = actions.keyDown(modifier);
      actions = actions.sendKeys(last);
      for (const modifier of parts) actions = actions.keyUp(modifier);
      await actions.perform();
    },
    type: (text) => sendKeys(text),
    texts: (target) =>
      whileFresh(async () => {
        const texts: string[] = [];
        for (const element of await findAll(target)) {
          texts.push(String(await driver.executeScript('return arguments[0].innerText', element)));
        }
        return texts;
      }),
    evaluate: (expression) => driver.executeScript<unknown>(`return (${expression})`),
    problems: async () => [...earlierProblems, ...(await readProblems())],
  };
}

/** The page may replace an element between two commands; Playwright looks again by itself, WebDriver says "stale". */
async function whileFresh<T>(action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (!isStale(error) || attempt === MAX_STALE_ATTEMPTS) throw error;
    }
  }
}

async function isMatch(element: WebElement, target: Target): Promise<boolean> {
  try {
    if ((await element.getAriaRole()) !== target.role || !(await element.isDisplayed())) {
      return false;
    }
    if (target.name === undefined) return true;
    const name = await element.getAccessibleName();
    return typeof target.name === 'string' ? name === target.name : target.name.test(name);
  } catch (error) {
    // Gone from the page between finding and asking: the next look decides.
    if (isStale(error)) return false;
    throw error;
  }
}

/** WebKitWebDriver 2.50 has no name and no word for it where it is asked for the role of an element that has gone. */
function isStale(error: unknown): boolean {
  return (
    error instanceof webDriverError.StaleElementReferenceError
    || (error instanceof webDriverError.WebDriverError && error.message === '')
  );
}

/** Playwright's key names are the vocabulary; WebDriver wants code points. */
function keyCode(name: string): string {
  const codes = new Map([
    ['Control', Key.CONTROL],
    ['Shift', Key.SHIFT],
    ['Alt', Key.ALT],
    ['Enter', Key.ENTER],
    ['Escape', Key.ESCAPE],
    ['Tab', Key.TAB],
    ['Backspace', Key.BACK_SPACE],
    ['Delete', Key.DELETE],
    ['ArrowDown', Key.ARROW_DOWN],
    ['ArrowLeft', Key.ARROW_LEFT],
    ['ArrowRight', Key.ARROW_RIGHT],
    ['ArrowUp', Key.ARROW_UP],
    ['F1', Key.F1],
    ['F2', Key.F2],
    ['F8', Key.F8],
    ['Space', Key.SPACE],
    ['Home', Key.HOME],
    ['End', Key.END],
  ]);
  const code = codes.get(name) ?? (name.length === 1 ? name.toLowerCase() : undefined);
  // It would be typed, letter by letter.
  if (code === undefined) throw new Error(`no key is known by the name ${name}`);
  return code;
}
