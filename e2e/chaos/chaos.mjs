// @ts-check
/**
 * Random things happen to the page, for minutes: `npm run chaos -- --minutes=30 --seed=7`. The same seed makes the same
 * steps, which are written to `test-results/chaos/seed-7.log` as they happen.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
console.log(`chaos: ${values.minutes} minutes, seed ${values.seed}`);
const { status } = spawnSync(
  'npx',
  [
    ...['playwright', 'test', '--project=chromium', 'e2e/chaos.spec.ts', '--global-timeout=0'],
    `--output=test-results/playwright-chaos-${values.seed}`,
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      GORU_CHAOS_MINUTES: values.minutes,
      GORU_CHAOS_SEED: values.seed,
      PLAYWRIGHT_JSON_OUTPUT_FILE: `test-results/chaos-${values.seed}.json`,
    },
  },
);
process.exitCode = status ?? 1;
