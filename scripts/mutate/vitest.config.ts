import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** The first that fails ends the trial of a mutant: what is quick and near to the code goes first. */
class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => distance(a) - distance(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

function distance({ moduleId }: TestSpecification): number {
  return ['/src/domain/', '/test/sharing/', '/test/http/'].findIndex((place) => moduleId.includes(place));
}

/**
 * The tests that mutants have to get past: those of pure decisions, by examples, then the short stories over the real store and field.
 * Random stories and long ones are left out: they find the same, and would have each of some thousand mutants take seconds.
 */
export default defineConfig({
  test: {
    include: [
      'gateway/src/domain/{energy,protection,grid,sharing}/**/*.test.ts',
      'gateway/src/domain/field/switch-*.test.ts',
      'gateway/test/sharing/{audited-deeds,billing-switched,block-over-restart,engine,extended-late,limits-of-a-user}.test.ts',
      'gateway/test/sharing/{no-effect,off-in-hold,planned-runs,removed-pump,stories,taken-names,wallets}.test.ts',
      'gateway/test/http/pumps.test.ts',
    ],
    exclude: ['**/*.properties.test.ts'],
    sequence: { sequencer: NearestFirst },
    fileParallelism: false,
    environment: 'node',
    testTimeout: 20_000,
  },
});
