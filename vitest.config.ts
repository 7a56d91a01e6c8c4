import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { playwright } from '@vitest/browser-playwright';
import { findBrowser } from './scripts/browser.mjs';

const launchOptions = await findBrowser(import.meta.dirname);

// One group of tests after the other: what measures seconds in a browser is not disturbed by what burns both cores.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: [
            'gateway/src/**/*.test.ts',
            'gateway/test/**/*.test.ts',
            'rf-bridge/src/**/*.test.ts',
            'firmware/*/src/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: ['gateway/test/e2e/**', '**/node_modules/**'],
          environment: 'node',
          testTimeout: 60_000,
          // Vitest leaves one core free, which on two is half of them; most of these tests wait for something.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: './web-ui/vite.config.ts',
        test: {
          name: 'browser',
          root: './web-ui',
          include: ['src/**/*.test.ts'],
          sequence: { groupOrder: 1 },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            instances: [{ browser: 'chromium' }],
            provider: playwright({ launchOptions }),
          },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['gateway/test/e2e/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          provide: { launchOptions },
        },
      },
    ],
  },
});
