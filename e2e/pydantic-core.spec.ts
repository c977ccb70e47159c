/** A package whose compiled part the site replaces: pydantic 2, from an index on loopback. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { NoDebianPackagesError } from './support/debian-wheels.mjs';
import { expect, testInSharedProfile as test } from './support/fixtures';
import { PageSession } from './support/page-session';
import { pydanticWheels } from './support/pydantic-wheels.mjs';
import { createIndex } from './support/python-index-server.mjs';
import { SITE_PATH } from './support/site.mjs';

const TOURS = new URL('pydantic-tours/', import.meta.url);
const tours = readdirSync(TOURS)
  .filter((name) => name.endsWith('.py'))
  .map((name) => ({
    name,
    source: readFileSync(new URL(name, TOURS), 'utf8'),
    expected: readFileSync(new URL(name.replace('.py', '.txt'), TOURS), 'utf8'),
  }));

/** Other engines and the other Python are shown with one: our Python code is the same to all of them. */
const SMOKE = 'nested.py';

/** Which modules of the packages have been compiled already. */
const COMPILED = `
import os, pydantic.main, pydantic_core.core_schema, pydantic_core._pydantic_core
modules = [pydantic.main, pydantic_core.core_schema, pydantic_core._pydantic_core]
print([os.path.exists(module.__cached__) for module in modules])`;

test('pydantic does what it does with its compiled core; later sessions need not compile it', async ({
  page,
  hostChannel,
  siteFolder,
  site,
  browserName,
}) => {
  const python = siteFolder === 'dist' ? 'cp313' : 'cp312';
  const wheels = readWheels(`${python}-${python}-manylinux_2_17_x86_64`);
  test.skip(typeof wheels === 'string', typeof wheels === 'string' ? wheels : '');
  const index = await createIndex(typeof wheels === 'string' ? [] : wheels);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('python-pydantic-core')) asked.push(request.url());
  });
  const options = {
    channel: hostChannel,
    packageIndex: index.url,
    allowedPackages: ['pydantic', 'pydantic-settings'],
    mounts: [],
  };
  try {
    const session = await PageSession.open(page, site.origin);
    await session.start(options);
    await session.run('print()');
    // It is no part of a visit that does not need it.
    expect(asked).toEqual([]);
    await session.run("install_pkg(['pydantic', 'pydantic-settings'])");
    expect(asked).toHaveLength(1);
    expect((await session.run(COMPILED)).stdout).toBe('[False, False, True]\n');
    const isWhole = browserName === 'chromium' && hostChannel === 'auto';
    for (const { name, source, expected } of tours) {
      if (!isWhole && name !== SMOKE) continue;
      // As a program of its own: what a class is called depends on where it is.
      const result = await session.run(source);
      expect.soft(result.stderr, name).toBe('');
      expect.soft(result.stdout.split('\n'), name).toEqual(expected.split('\n'));
    }
    // In the background, once nothing more is imported for a second.
    await expect.poll(() => keptCompiled(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
    await session.do('session.close()');
    await session.start(options);
    await session.run("install_pkg('pydantic')");
    expect((await session.run(COMPILED)).stdout).toBe('[True, True, True]\n');
    const smoke = readTour(SMOKE);
    expect((await session.run(smoke.source)).stdout).toBe(smoke.expected);
    await session.end();
  } finally {
    await index.close();
  }
});

/** Of how many packages compiled modules are kept in this browser. */
function keptCompiled(page: Page): Promise<number> {
  return page.evaluate(async (name) => {
    const opening = indexedDB.open(name);
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const all = opening.result.transaction('wheels').objectStore('wheels').getAllKeys();
    await new Promise((resolve) => (all.onsuccess = resolve));
    opening.result.close();
    return all.result.filter((key) => Array.isArray(key) && key[0] === 'compiled').length;
  }, `goru:${SITE_PATH}:wheels`);
}

function readTour(wanted: string) {
  const tour = tours.find(({ name }) => name === wanted);
  if (tour === undefined) throw new Error(`there is no tour ${wanted}`);
  return tour;
}

/** The wheels, or the reason why there are none. */
function readWheels(compiledTag: string) {
  try {
    return pydanticWheels(compiledTag);
  } catch (error) {
    if (error instanceof NoDebianPackagesError) return error.message;
    throw error;
  }
}
