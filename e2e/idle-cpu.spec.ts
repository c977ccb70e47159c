/** CONTRACT §6: whatever waits costs nothing. Python's own `process_time` cannot tell: it leaves out what is blocked. */
import type { CDPSession } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { PageSession } from './support/page-session';

const SECONDS = 1;

const WAITS = {
  'asyncio.sleep': `await asyncio.sleep(${String(SECONDS)})`,
  'time.sleep': `time.sleep(${String(SECONDS)})`,
  'input()': `input()`,
};

const BUSY = `
end = time.monotonic() + ${String(SECONDS)}
while time.monotonic() < end: pass`;

test('a program that waits leaves the processor to others', async ({
  page,
  site,
  browser,
  browserName,
  hostChannel,
}) => {
  test.skip(browserName !== 'chromium', 'only Chromium tells what its processes have used');
  const debug = await browser.newBrowserCDPSession();
  const marks: { cpu: number; time: number }[] = [];
  await page.exposeFunction('mark', async () => {
    marks.push({ cpu: await rendererSeconds(debug), time: performance.now() / 1000 });
  });
  const session = await PageSession.open(page, site.origin);
  await session.do(
    `test.session = await goru.createSession({
      channel: given.channel,
      hotSpare: false,
      functions: { mark: () => mark().then(() => null) },
      onInput: () => new Promise((resolve) => setTimeout(() => resolve(''), given.seconds * 1000)),
    })`,
    { channel: hostChannel, seconds: SECONDS },
  );
  const cpuShare = async (source: string): Promise<number> => {
    marks.length = 0;
    await session.json(`
import asyncio, time
call('mark')
${source}
call('mark')
print(0)`);
    const [start, end] = marks;
    if (start === undefined || end === undefined) throw new Error('the program has left no marks');
    expect(end.time - start.time).toBeGreaterThan(SECONDS - 0.1);
    return (end.cpu - start.cpu) / (end.time - start.time);
  };
  // Also the control: on a machine that others use, a busy loop gets only a part of a core.
  const busy = await cpuShare(BUSY);
  for (const [name, wait] of Object.entries(WAITS)) {
    const idle = await cpuShare(wait);
    expect(idle, name).toBeLessThan(0.5);
    expect(idle, `${name}, where a busy loop takes ${busy.toFixed(2)} of a core`).toBeLessThan(
      busy / 2,
    );
  }
});

/** What the processes of all pages have used so far; this test's page is the only one. */
async function rendererSeconds(debug: CDPSession): Promise<number> {
  const { processInfo } = await debug.send('SystemInfo.getProcessInfo');
  return processInfo
    .filter(({ type }) => type === 'renderer')
    .reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
