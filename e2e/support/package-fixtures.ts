/** What the specs of packages share: an index on loopback with real packages, and who answers and installs. */
import type { Page } from '@playwright/test';
import { startApiServer } from './api-server.mjs';
import type { ApiServer } from './api-server.mjs';
import { debianWheels, NoDebianPackagesError } from './debian-wheels.mjs';
import { expect, testInSharedProfile as base } from './fixtures';
import { makeWheel } from './make-wheel.mjs';
import { createIndex } from './python-index-server.mjs';
import type { PackageIndex } from './python-index-server.mjs';
import { SITE_PATH } from './site.mjs';

const PROJECTS = [
  'attrs',
  'beautifulsoup4',
  'jinja2',
  'packaging',
  'pydantic',
  'pygal',
  'python-dateutil',
  'pyyaml',
  'requests',
  'toml',
] as const;

interface PackageFixtures {
  index: PackageIndex;
  /** Somebody else's server, under a name that neither the site nor the index has. */
  api: ApiServer;
}

interface WorkerFixtures {
  wheels: Wheels;
  /** Of wheels that have compiled parts for this Python. */
  compiledTag: string;
}

export const test = base.extend<PackageFixtures, WorkerFixtures>({
  compiledTag: [
    async ({ siteFolder }, use) => {
      const python = siteFolder === 'dist' ? 'cp313' : 'cp312';
      await use(`${python}-${python}-manylinux_2_17_x86_64`);
    },
    { scope: 'worker' },
  ],
  wheels: [
    async ({ compiledTag }, use) => {
      await use(readWheels(compiledTag));
    },
    { scope: 'worker' },
  ],
  index: async ({ wheels, page }, use) => {
    test.skip(typeof wheels === 'string', typeof wheels === 'string' ? wheels : '');
    const index = await createIndex(typeof wheels === 'string' ? [] : wheels);
    // What a school with a mirror of its own sets.
    await page.addInitScript(
      ([key, url]) => {
        // Not in a blank page nor in the page's frames, which have no storage.
        if (window === window.top && location.protocol === 'http:') localStorage.setItem(key, url);
      },
      [`goru:${SITE_PATH}:package-index`, index.url] as const,
    );
    await use(index);
    await index.close();
  },
  api: async ({ page: _ }, use) => {
    const api = await startApiServer('127.0.0.1', 'localhost');
    await use(api);
    await api.close();
  },
});

type Wheels = ReturnType<typeof debianWheels> | string;

/** The wheels, or the reason why there are none. */
function readWheels(compiledTag: string): Wheels {
  try {
    return debianWheels([...PROJECTS], { compiledTag, isLater: true });
  } catch (error) {
    if (error instanceof NoDebianPackagesError) return error.message;
    throw error;
  }
}

/** Nothing but their version, as a module has it. */
export const LESSONS = ['1.0', '2.0'].map((version) =>
  makeWheel({ name: 'lesson', version, files: { 'lesson.py': `V = '${version}'\n` } }),
);

export async function installInPanel(page: Page, requirement: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Package to install' }).click();
  await page.keyboard.type(requirement);
  await page.getByRole('button', { name: 'Install', exact: true }).click();
}

export async function answer(page: Page, name: string): Promise<void> {
  const button = page.getByRole('dialog').getByRole('button', { name, exact: true });
  // Typing and clicking go on for a moment after a dialog has appeared.
  await expect(button).toHaveAttribute('aria-disabled', 'false');
  await button.click();
}
