/** Two minutes of chaos, always the same; `npm run chaos -- --minutes=30 --seed=7` is a longer one. */
import { createWriteStream, mkdirSync } from 'node:fs';
import { runChaos } from './chaos/run-chaos';
import { test } from './support/fixtures';

const minutes = Number(process.env['GORU_CHAOS_MINUTES'] ?? 2);
// With this one, links, archives and the ways to run come within the first steps.
const seed = Number(process.env['GORU_CHAOS_SEED'] ?? 74);

const FOLDER = 'test-results/chaos';

test('whatever happens, nothing is lost and Python comes back', async ({ browser }) => {
  test.setTimeout((minutes + 4) * 60_000);
  mkdirSync(FOLDER, { recursive: true });
  const file = createWriteStream(`${FOLDER}/seed-${String(seed)}.log`);
  const startedAt = Date.now();
  const last: string[] = [];
  const log = (line: string): void => {
    file.write(`${((Date.now() - startedAt) / 1000).toFixed(1)} ${line}\n`);
    last.push(line);
    if (last.length > 25) last.shift();
  };
  try {
    const report = await runChaos({ context: await browser.newContext(), seed, minutes, log });
    process.stdout.write(`chaos: ${JSON.stringify(report)}\n`);
  } catch (error) {
    log(`FAILED: ${String(error)}`);
    process.stdout.write(`chaos, seed ${String(seed)}, the last steps:\n  ${last.join('\n  ')}\n`);
    throw error;
  } finally {
    file.end();
  }
});
