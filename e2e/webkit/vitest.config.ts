import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['e2e/webkit/**/*.test.ts'],
    // One screen, one browser at a time.
    fileParallelism: false,
    hookTimeout: 60_000,
    // As in playwright.config.ts.
    retry: process.env['CI'] === undefined ? 0 : 1,
  },
});
