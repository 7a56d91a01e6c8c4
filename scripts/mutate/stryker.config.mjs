/**
 * What decides about motors, money and grids is tested by changing it: each small change of it has to fail a test. One worker and
 * bounded waits, so that it runs beside other work on a small machine; what did not change since the last time is not tried again.
 */
export default {
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'scripts/mutate/vitest.config.ts', related: true },
  mutate: [
    'gateway/src/domain/{energy,protection,grid,sharing}/**/*.ts',
    '!gateway/src/domain/energy/presets/*.ts',
    'gateway/src/domain/field/switch-*.ts',
    '!**/*.test.ts',
  ],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  dryRunTimeoutMinutes: 2,
  timeoutMS: 3_000,
  timeoutFactor: 2,
  disableTypeChecks: false,
  // TypeScript 7 cannot rewrite paths for it, and nothing here is compiled: there is no such file.
  tsconfigFile: 'none',
  ignorePatterns: ['docs', 'web-ui', 'build', 'data', '.cache', '**/dist'],
  tempDirName: '.cache/stryker',
  incremental: true,
  incrementalFile: '.cache/stryker-incremental.json',
  reporters: ['clear-text'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, skipFull: true },
  thresholds: { high: 90, low: 80, break: 80 },
};
