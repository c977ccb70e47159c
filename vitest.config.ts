import { defineConfig } from 'vitest/config';
import { goruAssets } from './runtime-assets/provision/vite-plugin';

export default defineConfig({
  plugins: [goruAssets()],
  test: {
    include: [
      'src/**/*.test.ts',
      'web/**/*.test.{ts,tsx}',
      'runtime-assets/{deps,provision}/**/*.test.ts',
      'e2e/support/**/*.test.ts',
    ],
    environment: 'node',
    // Ends what hangs. Vitest's own 5 and 10 s are too little for a beforeAll which prepares an interpreter while the
    // cores have other tests to run.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
