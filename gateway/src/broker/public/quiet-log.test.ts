import { expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { quietLog } from './quiet-log.ts';

const clock = new FakeClock();
const lines: [facts: object, sentence: string][] = [];
const note = (facts: object, sentence: string) => void lines.push([facts, sentence]);
const log = quietLog({ debug: note, info: note, warn: note, error: note }, clock);

it('says a sentence over and over only so often, and counts what it left out', () => {
  for (let count = 0; count < 10_000; count += 1) log.info({ host: '10.0.0.1' }, 'Somebody was cut off');
  expect(lines.length).toBeLessThan(70);
  log.warn({ id: 'node-1' }, 'Another thing');
  expect(lines.at(-1)).toEqual([{ id: 'node-1' }, 'Another thing']);
  const unsaid = 10_001 - lines.length;
  clock.advance(60_000);
  log.info({ host: '10.0.0.2' }, 'Somebody was cut off');
  expect(lines.at(-1)).toEqual([{ host: '10.0.0.2', unsaid }, 'Somebody was cut off']);
});

it('says nothing at length', () => {
  log.info({ id: 'x'.repeat(60_000), waitMs: 5 }, 'Somebody came');
  expect(lines.at(-1)).toEqual([{ id: 'x'.repeat(200), waitMs: 5 }, 'Somebody came']);
});
