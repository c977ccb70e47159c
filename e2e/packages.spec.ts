/** Installing packages as somebody in front of the page sees it, from an index on loopback. */
import type { Page } from '@playwright/test';
import { debianWheels, NoDebianPackagesError } from './support/debian-wheels.mjs';
import { expect, testInSharedProfile as base } from './support/fixtures';
import { createIndex } from './support/python-index-server.mjs';
import type { PackageIndex } from './support/python-index-server.mjs';
import { SITE_PATH } from './support/site.mjs';

const PROJECTS = ['jinja2', 'markupsafe', 'pyyaml', 'python-dateutil', 'six'] as const;

const test = base.extend<{ index: PackageIndex }, { wheels: Wheels }>({
  wheels: [
    async ({ siteFolder }, use) => {
      await use(readWheels(siteFolder === 'dist' ? 'cp313' : 'cp312'));
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
});

type Wheels = ReturnType<typeof debianWheels> | string;

/** The wheels, or the reason why there are none. */
function readWheels(python: string): Wheels {
  try {
    const compiledTag = `${python}-${python}-manylinux_2_17_x86_64`;
    return debianWheels([...PROJECTS], { compiledTag });
  } catch (error) {
    if (error instanceof NoDebianPackagesError) return error.message;
    throw error;
  }
}

const RENDER = `%pip install jinja2
from jinja2 import Template
print(Template('Hello {{ name }}!').render(name='Ada'))`;

test('a program asks before it installs, and then uses real packages', async ({
  playground,
  page,
  index,
}) => {
  await playground.open({ code: RENDER });
  await playground.run();
  const dialog = page.getByRole('dialog', { name: 'Install packages?' });
  await expect(dialog).toContainText('jinja2');
  await expect(dialog).toContainText('main.py:1');
  // The index hears of it when somebody wants to know more.
  expect(index.requestCount()).toBe(0);
  await expect(dialog).toHaveAttribute('aria-busy', 'false'); // until then it is deaf
  await dialog.getByRole('button', { name: 'Show versions and sizes' }).click();
  await expect(
    dialog.getByRole('row', { name: /^markupsafe 2\.1\.\d+ \d+(\.\d)? KB$/ }),
  ).toBeVisible();
  await answer(page, 'Install');
  await playground.waitForOutputLine('Hello Ada!');
  expect(await playground.output()).toMatch(/Installed Jinja2 [\d.]+, MarkupSafe [\d.]+\n/);
  // MarkupSafe has compiled parts, and works without.
  await playground.run(`import markupsafe._native, importlib.metadata as metadata
print(metadata.version('markupsafe'), markupsafe.escape('<b>'))`);
  await playground.waitForOutput(/2\.1\.\d+ &lt;b&gt;/);
});

test('what was refused is not installed, and the program is told', async ({
  playground,
  page,
  index,
}) => {
  await playground.open({ code: `install_pkg('six')` });
  await playground.run();
  await answer(page, 'Don’t install');
  await playground.waitForOutput('package "six" not allowed');
  expect(index.requestCount()).toBe(0);
});

test('the packages of a workspace are there after a reload, without any network', async ({
  playground,
  page,
  index,
}) => {
  await playground.open({ code: `print('ready')` });
  await page.getByRole('button', { name: 'Packages', exact: true }).click();
  await page.getByRole('textbox', { name: 'Package to install' }).click();
  await page.keyboard.type('python-dateutil');
  await page.getByRole('button', { name: 'Install', exact: true }).click();
  await expect(page.getByText('python-dateutil 2.8.2 requires six>=1.5')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Installed · 2 · / })).toBeVisible();
  index.forgetRequests();
  await page.reload();
  await playground.waitForStatus('Ready', 45_000);
  await playground.run(`from dateutil import parser
print(parser.parse('12 March 2024').date())`);
  await playground.waitForOutputLine('2024-03-12');
  expect(index.requestCount()).toBe(0);
  // And gone when they are removed.
  await page.getByRole('button', { name: 'Packages', exact: true }).click();
  await page.getByRole('button', { name: /^Remove .*dateutil/ }).click();
  await expect(page.getByText('Nothing yet.')).toBeVisible();
});

async function answer(page: Page, name: string): Promise<void> {
  const button = page.getByRole('dialog').getByRole('button', { name, exact: true });
  // Typing and clicking go on for a moment after a dialog has appeared.
  await expect(button).toHaveAttribute('aria-disabled', 'false');
  await button.click();
}
