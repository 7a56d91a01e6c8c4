import { defineConfig } from 'vitest/config';

/**
 * The tests that mutants have to get past: those of pure decisions, by examples. Random stories and those on simulated motors are left
 * out: they find the same, and would have each of some thousand mutants take seconds.
 */
export default defineConfig({
  test: {
    include: [
      'gateway/src/domain/{protection,grid,sharing}/**/*.test.ts',
      'gateway/src/domain/field/switch-*.test.ts',
      'gateway/test/sharing/{engine,wallets}.test.ts',
      'gateway/test/http/pumps.test.ts',
    ],
    exclude: ['**/*.properties.test.ts'],
    environment: 'node',
    testTimeout: 20_000,
  },
});
