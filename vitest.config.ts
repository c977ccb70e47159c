import { defineConfig } from 'vitest/config';
import { goruAssets } from './runtime-assets/provision/vite-plugin';

export default defineConfig({
  plugins: [goruAssets()],
  test: {
    include: [
      'src/**/*.test.ts',
      'web/**/*.test.{ts,tsx}',
      'runtime-assets/{deps,provision}/**/*.test.ts',
      'e2e/{chaos,hostile,support}/**/*.test.ts',
    ],
    environment: 'node',
    // No file leaves anything behind in its process, and a process for each of a hundred files takes longer than most of
    // what is tested in it.
    isolate: false,
    unstubGlobals: true,
    // Ends what hangs. Vitest's own 5 and 10 s are too little for a beforeAll which prepares an interpreter while the
    // cores have other tests to run.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
