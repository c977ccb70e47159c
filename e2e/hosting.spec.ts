/** The samples of docs/hosting on real servers: the site works under their headers, which add what a tag cannot. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { evaluateInWorker } from './hostile/worker-realm';
import { startApiServer } from './support/api-server.mjs';
import { SAMPLE_PATH, startDebianServer } from './support/debian-servers.mjs';
import { expect, test } from './support/fixtures';
import { createPlaywrightDriver } from './support/playwright-driver';
import { PlaygroundPage } from './support/playground-page';

const SITE = fileURLToPath(new URL('../dist', import.meta.url));

for (const name of ['nginx', 'lighttpd'] as const) {
  test(`${name} serves the site with the sample of docs/hosting`, async ({ page }) => {
    test.skip(!existsSync('/etc/debian_version'), 'the servers are packages of Debian’s');
    test.setTimeout(120_000);
    const server = await startDebianServer(name, SITE);
    const foreign = await startApiServer('127.0.0.1', 'localhost');
    const url = `${server.origin}${SAMPLE_PATH}`;
    const driver = createPlaywrightDriver({ page, engine: 'chromium' });
    const playground = new PlaygroundPage({
      driver,
      site: { origin: server.origin, url },
      hostChannel: 'auto',
      python: '3.13',
    });
    await playground.open({ code: 'import sys, decimal\nprint("on", sys.platform)' });
    await playground.run();
    await playground.waitForOutputLine('on wasi');
    // The other workers are under the same header.
    await playground.focusEditor();
    await expect(async () => {
      // Heard once the editor that asks for help is there.
      await driver.press('ArrowDown');
      await expect(page.locator('html')).toHaveAttribute('data-code-help', 'ready', {
        timeout: 5_000,
      });
    }).toPass({ timeout: 45_000 });
    await playground.assertNoProblems();

    const headers = async (path: string) => (await page.request.get(`${url}${path}`)).headers();
    const index = await headers('');
    expect(index['content-security-policy']).toBe("frame-ancestors 'self'");
    expect(index['permissions-policy']).toContain('camera=()');
    expect(index['x-content-type-options']).toBe('nosniff');
    const broker = await headers('broker.html');
    expect(broker['content-security-policy']).toBeUndefined();
    const worker = await page.evaluate(
      () => document.querySelector<HTMLLinkElement>('link[rel=goru-worker]')?.href ?? '',
    );
    const asset = (await page.request.get(worker)).headers();
    expect(asset['content-security-policy']).toContain("connect-src 'self'");
    expect(asset['cache-control']).toContain('max-age=31');
    // Nobody is to remember for a year what was missing during an upload.
    const missing = await headers('assets/missing-12345678.js');
    expect(missing['cache-control'] ?? '').not.toContain('max-age');
    expect(asset['content-type']).toContain('text/javascript');

    // Syntax cannot be taken away from the thread; the header binds it.
    const imported = `import('${foreign.origin}/leak').then(() => 'done', (error) => error.name)`;
    expect(await evaluateInWorker(page, 'goru-python', imported)).toBe('TypeError');
    expect(foreign.log).toEqual([]);
    await Promise.all([server.close(), foreign.close()]);
  });
}
