import { defineConfig } from 'vitest/config';
import { goruAssets } from './runtime-assets/provision/vite-plugin';

export default defineConfig({
  plugins: [goruAssets()],
  test: {
    include: [
      'src/**/*.test.ts',
      'web/**/*.test.{ts,tsx}',
      'runtime-assets/provision/**/*.test.ts',
      'e2e/support/**/*.test.ts',
    ],
    environment: 'node',
  },
});
