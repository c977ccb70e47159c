import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import type { PlaywrightTestProject } from '@playwright/test';
import { ACTION_TIMEOUT_MS } from './e2e/support/fixtures';
import type { PlaygroundOptions, PlaygroundWorkerOptions } from './e2e/support/fixtures';
import { CHROMIUM_ARGS, chromiumPath, firefoxPath, webKitGtk } from './e2e/support/engines.mjs';

type Project = PlaywrightTestProject<PlaygroundOptions, PlaygroundWorkerOptions>;

const chromiumExecutable = chromiumPath();
const firefoxExecutable = firefoxPath();

const CONFORMANCE = '**/conformance/*.spec.ts';
/** Minutes of saving megabytes, in ways that no channel and no interpreter has a part in. */
const OFFLINE = '**/offline.spec.ts';
/** Shows once in Firefox what is shown in full in Chromium. */
const FIREFOX_ALONE = '**/firefox.spec.ts';
/**
 * What holds hostile programs, and what servers send, is no engine's own: to show it once is enough. In the other engines
 * the hostile ones run on request (`npm run test:hostile`).
 */
const HOSTILE =
  process.env['GORU_HOSTILE'] === undefined
    ? '**/{chaos,hostile,hosting}.spec.ts'
    : '**/{chaos,hosting}.spec.ts';

const chromium: Project['use'] = {
  browserName: 'chromium',
  launchOptions: {
    args: [...CHROMIUM_ARGS],
    ...(chromiumExecutable === undefined ? {} : { executablePath: chromiumExecutable }),
  },
};

/**
 * The optimising compiler takes six seconds of processor for each new page, of which these tests open two hundred, and
 * changes nothing that they look at. It is on where Python's own tests run, in the smaller project of Firefox, in WebKit
 * and in the benches.
 */
const chromiumWithoutOptimizing: Project['use'] = {
  ...chromium,
  launchOptions: {
    ...chromium.launchOptions,
    args: [...CHROMIUM_ARGS, '--js-flags=--liftoff-only'],
  },
};

const firefox: Project['use'] = {
  browserName: 'firefox',
  // A distribution's own Firefox speaks WebDriver BiDi only, which is what this channel stands for.
  ...(firefoxExecutable === undefined
    ? {}
    : { channel: 'moz-firefox', launchOptions: { executablePath: firefoxExecutable } }),
};

const firefoxWithoutOptimizing: Project['use'] = {
  ...firefox,
  launchOptions: {
    ...firefox.launchOptions,
    firefoxUserPrefs: { 'javascript.options.wasm_optimizingjit': false },
  },
};

/**
 * What looks the same whichever way a host call blocks is shown once per engine. These runs have the other Python,
 * too: so each test is there for both channels and for both interpreters, without a run for every pair. What people see
 * on this channel is shown as a whole in WebKitGTK.
 */
const fallback = {
  use: { hostChannel: 'service-worker', siteFolder: 'dist-3.12' },
  testIgnore: [
    CONFORMANCE,
    FIREFOX_ALONE,
    OFFLINE,
    HOSTILE,
    '**/{appearance,code-help,comfort,console,embed,embed-pages,examples,exercises,files-panel,languages,links,panels,plain-editor,python-choice,rich-output,run-modes,share,storage,touch,turtle,workspace,workspaces}.spec.ts',
  ],
  grepInvert:
    /behaviours.spec.ts (the panels|the Files panel|workspaces|the editor|what the editor|programs|accessibility) /,
} satisfies Project;

/** WebKitGTK has its own runner (e2e/webkit); without it, Playwright's WebKit at least runs the fallback. */
const webKitProjects: Project[] =
  webKitGtk() === undefined
    ? [
        {
          name: 'webkit',
          use: { browserName: 'webkit', hostChannel: 'service-worker' },
          testIgnore: [CONFORMANCE, HOSTILE, OFFLINE, '**/{links,storage,workspaces}.spec.ts'],
        },
      ]
    : [];

export default defineConfig<PlaygroundOptions, PlaygroundWorkerOptions>({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/playwright',
  fullyParallel: true,
  // Each test brings a browser page, a worker, a spare one and their compilers: two at once on two cores take as long
  // as one after the other, and meet time limits that neither would.
  workers: Math.max(1, Math.floor(availableParallelism() / 2)),
  // A second try on a machine that nobody watches; `npm test` names each test that needed it.
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  globalTimeout: 30 * 60_000,
  expect: { timeout: 15_000 },
  reporter: [['line'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: { actionTimeout: ACTION_TIMEOUT_MS, screenshot: 'only-on-failure' },
  projects: [
    { name: 'chromium', use: chromiumWithoutOptimizing, testIgnore: [CONFORMANCE, FIREFOX_ALONE] },
    // CPython's own tests compute for half a minute, and one engine is enough for Python code.
    { name: 'conformance', use: chromium, testMatch: '**/conformance/asyncio.spec.ts' },
    // A quarter of an hour, and what it shows changes with the interpreters only: on request.
    ...(process.env['GORU_CPYTHON'] === undefined
      ? []
      : [{ name: 'cpython', use: chromium, testMatch: '**/conformance/cpython.spec.ts' }]),
    {
      ...fallback,
      name: 'chromium-fallback',
      use: { ...chromiumWithoutOptimizing, ...fallback.use },
    },
    {
      name: 'firefox',
      use: firefoxWithoutOptimizing,
      // What no engine has a part in: formats, messages, elements of any page.
      testIgnore: [
        CONFORMANCE,
        HOSTILE,
        OFFLINE,
        '**/{code-help,comfort,console,embed,embed-pages,examples,exercises,languages,links,python-choice,rich-output,run-modes,share,storage,touch,turtle,workspace,workspaces}.spec.ts',
      ],
    },
    {
      ...fallback,
      name: 'firefox-fallback',
      use: { ...firefox, ...fallback.use },
      // Firefox without JSPI is no browser anybody has: what does not wait for the host in a way of its own
      // is shown in Firefox, and on this channel in Chromium and WebKit.
      testIgnore: [
        ...fallback.testIgnore,
        '**/{fs,fs-kill,fs-modes,fs-places,http,http-grants,kv,loading}.spec.ts',
      ],
      grep: /running a program|Stop|input|limits|asyncio/,
    },
    ...webKitProjects,
  ],
});
