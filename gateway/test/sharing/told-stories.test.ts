import { expect, test } from 'vitest';
import { playShared, sharedStories, sharedSummaryText } from '../../src/testing/stories/index.ts';
import { guarded, MINUTE, openBench } from './stage.ts';

test.each(sharedStories.map((story) => [story.name, story] as const))('%s ends as it says', (_, story) => {
  const told: string[] = [];
  const summary = playShared(
    story,
    () => performance.now(),
    ({ sentence }) => void told.push(sentence),
  );
  expect(summary.claims.filter(({ holds }) => !holds)).toEqual([]);
  expect(summary.claims.length).toBeGreaterThan(3);
  expect(told.join('\n')).toContain('running');
  expect(sharedSummaryText(summary)).toMatch(new RegExp(`^${story.name}: `));
});

test('in an outage no device is taken for lost once it is known that the power is gone', () => {
  const bench = openBench({ ...guarded, hasSense: true });
  bench.pass(MINUTE);
  bench.ask(1, 10 * MINUTE);
  bench.pass(MINUTE);
  bench.setPower(false);
  bench.pass(MINUTE);
  expect(bench.alerts.filter(({ rule, isOn }) => rule === 'pump-node-lost' && isOn)).toEqual([]);
});
