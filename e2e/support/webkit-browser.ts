import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Builder } from 'selenium-webdriver';
import type { WebDriver } from 'selenium-webdriver';
import { eventually } from './eventually';
import { webKitGtk } from './engines.mjs';

export interface WebKitBrowser {
  /** A fresh, private profile: nothing is left of the test before. */
  newSession(): Promise<WebDriver>;
  close(): Promise<void>;
}

interface DriverServer {
  readonly url: string;
  close(): Promise<void>;
}

const SCREEN = '-screen 0 1280x900x24';

/**
 * WebKitWebDriver 2.50 left 3 of 64 requests for a session unanswered on a busy machine, before any page
 * is involved. A new driver process then helps; nothing of the app has been tried yet, so this repeats no test.
 */
const SESSION_TIMEOUT_MS = 15_000;
const SESSION_ATTEMPTS = 3;

export async function startWebKit(): Promise<WebKitBrowser> {
  let server = await startDriverServer();
  return {
    newSession: async () => {
      for (let attempt = 1; attempt <= SESSION_ATTEMPTS; attempt += 1) {
        const session = await requestSession(server.url);
        if (session !== undefined) return session;
        await server.close();
        server = await startDriverServer();
      }
      throw new Error(`WebKitWebDriver gave no session in ${String(SESSION_ATTEMPTS)} attempts`);
    },
    close: () => server.close(),
  };
}

/** Undefined when there was no answer in time. */
async function requestSession(serverUrl: string): Promise<WebDriver | undefined> {
  const session = startSession(serverUrl);
  // When its driver is ended, the unanswered request fails, and nobody is waiting for it any more.
  session.catch(() => undefined);
  const timeout = new AbortController();
  const tooLate = delay(SESSION_TIMEOUT_MS, undefined, { signal: timeout.signal });
  tooLate.catch(() => undefined);
  try {
    return await Promise.race([session, tooLate]);
  } finally {
    timeout.abort();
  }
}

async function startSession(serverUrl: string): Promise<WebDriver> {
  const { browser } = findWebKit();
  return new Builder()
    .usingServer(serverUrl)
    .withCapabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
    })
    .build();
}

/** Starts WebKitWebDriver on a virtual screen and waits until it takes requests. */
async function startDriverServer(): Promise<DriverServer> {
  const { display, driver } = findWebKit();
  const port = await findFreePort();
  const url = `http://127.0.0.1:${String(port)}`;
  // A process group of its own, so that close() reaches the driver, the screen and the browser behind xvfb-run.
  const child = spawn(
    display,
    ['--auto-servernum', `--server-args=${SCREEN}`, driver, `--port=${String(port)}`],
    { stdio: ['ignore', 'ignore', 'inherit'], detached: true },
  );
  await eventually(() => isReady(url), {
    until: (ready) => ready || child.exitCode !== null,
    wanted: 'WebKitWebDriver to answer',
  });
  return {
    url,
    close: async () => {
      const { pid } = child;
      if (pid === undefined || child.exitCode !== null) return;
      process.kill(-pid, 'SIGTERM');
      await once(child, 'exit');
    },
  };
}

function findWebKit(): NonNullable<ReturnType<typeof webKitGtk>> {
  const webKit = webKitGtk();
  if (webKit === undefined) {
    throw new Error('WebKitGTK is missing: run "node e2e/support/ensure-browsers.mjs"');
  }
  return webKit;
}

async function isReady(serverUrl: string): Promise<boolean> {
  try {
    return (await fetch(`${serverUrl}/status`)).ok;
  } catch {
    return false; // not listening yet
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
