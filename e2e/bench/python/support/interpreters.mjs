// @ts-check
/** Three Pythons behind one interface: goru and Pyodide, each in a page of its own, and a native process. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const RUN_NATIVE = fileURLToPath(new URL('run_native.py', import.meta.url));

/**
 * A fresh interpreter. Programs share one namespace.
 *
 * @typedef {object} Interpreter
 * @property {(source: string) => Promise<string>} run Resolves with what the program printed; rejects when it failed.
 * @property {() => Promise<void>} close
 */

/**
 * Opens the page a browser interpreter lives in and waits for what it offers as a global.
 *
 * @typedef {(path: string, global: string) => Promise<{ page: import('@playwright/test').Page, leave: () => Promise<void> }>} OpenPage
 */

/**
 * Every visit has a browser context, and so a process, of its own: nothing is compiled or cached yet.
 *
 * @param {import('../../support.mjs').Bench} bench
 * @returns {OpenPage}
 */
export function freshPages({ browser, pagesUrl }) {
  return async (path, global) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${pagesUrl}${path}`);
    await page.waitForFunction(`globalThis.${global}`);
    return { page, leave: () => context.close() };
  };
}

/**
 * One page each, kept to the end: what an earlier interpreter compiled may serve the next one.
 *
 * @param {import('../../support.mjs').Bench} bench
 * @returns {OpenPage}
 */
export function keptPages(bench) {
  const openFresh = freshPages(bench);
  /** @type {Map<string, ReturnType<OpenPage>>} */
  const opened = new Map();
  return async (path, global) => {
    const opening = opened.get(path) ?? openFresh(path, global);
    opened.set(path, opening);
    return { page: (await opening).page, leave: () => Promise.resolve() };
  };
}

/**
 * @param {OpenPage} openPage
 * @param {string} python A version, or '' for the default.
 * @returns {Promise<Interpreter>}
 */
export async function openGoru(openPage, python) {
  const { page, leave } = await openPage('goru.html', 'goru');
  await page.evaluate(async (python) => {
    const { createSession } = /** @type {typeof import('../../../../src/index')} */ (
      Reflect.get(globalThis, 'goru')
    );
    const version = /** @type {import('../../../../src/index').PythonVersion} */ (python);
    const session = await createSession({
      limits: { runTimeoutMs: 0 },
      ...(python === '' ? {} : { python: version }),
    });
    const run = async (/** @type {string} */ source) => {
      const result = await session.run(source);
      if (result.status !== 'ok') throw new Error(`${result.status}: ${result.stderr}`);
      return result.stdout;
    };
    Reflect.set(globalThis, 'interpreter', { run, close: () => session.close() });
  }, python);
  return inPage(page, leave);
}

/**
 * @param {OpenPage} openPage
 * @returns {Promise<Interpreter>}
 */
export async function openPyodide(openPage) {
  const { page, leave } = await openPage('pyodide-session.html', 'newPyodide');
  await page.evaluate('(async () => { globalThis.interpreter = await newPyodide(); })()');
  return inPage(page, leave);
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {() => Promise<void>} leave
 * @returns {Interpreter}
 */
function inPage(page, leave) {
  return {
    run: async (source) =>
      String(await page.evaluate(`globalThis.interpreter.run(${JSON.stringify(source)})`)),
    close: async () => {
      await page.evaluate('globalThis.interpreter.close()');
      await leave();
    },
  };
}

/**
 * A program has to print exactly one line here.
 *
 * @param {string} executable
 * @returns {Promise<Interpreter>}
 */
export async function openNative(executable) {
  const child = spawn(executable, ['-B', RUN_NATIVE, '--serve'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  let complaint = '';
  child.stderr.on('data', (/** @type {Buffer} */ chunk) => (complaint += chunk.toString()));
  const ended = new Promise((resolve) => child.once('close', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    run: async (source) => {
      child.stdin.write(`${JSON.stringify(source)}\n`);
      const line = await lines.next();
      if (line.done !== true) return line.value;
      await ended;
      throw new Error(`${executable} ended: ${complaint}`);
    },
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
