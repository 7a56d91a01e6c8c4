import { expect, test } from 'vitest';
import { CONTRACT_VERSION } from '../../src/contract/index.ts';
import { guarded, MINUTE, openBench } from './stage.ts';

test('a pump whose device was forgotten over a restart is watched again once the device is back', () => {
  const bench = openBench(guarded);
  expect(bench.field.registry.forget(bench.actor(), 'pump-1').ok).toBe(true);
  bench.die();
  bench.revive();
  bench.cut('pump-1', true);
  bench.cut('pump-1', false);
  bench.pass(5);
  expect(bench.field.registry.adopt(bench.actor(), 'pump-1', {})).toMatchObject({ ok: true });
  bench.cut('pump-1', true);
  bench.cut('pump-1', false);
  bench.pass(2 * MINUTE);
  const run = bench.ask(1, 10 * MINUTE);
  bench.pass(MINUTE);
  expect(bench.run(run).state).toBe('running');
  bench.fault('grid:brown-out=0.75');
  bench.pass(10);
  expect(bench.run(run)).toMatchObject({ state: 'hold', hold: { name: 'under-voltage' } });
});

test('a pump whose device comes back as another one is out of service until the first is back', () => {
  const bench = openBench(guarded);
  const adopt = () => bench.field.registry.adopt(bench.actor(), 'pump-1', {});
  expect(bench.field.registry.forget(bench.actor(), 'pump-1').ok).toBe(true);
  bench.cut('pump-1', true);
  const hello = {
    contract: CONTRACT_VERSION,
    type: 'tank-level',
    firmware: '1',
    session: 'another-session-1',
    demo: true,
  };
  bench.field.receive('pump-1', 'hello', hello, 'pump-1');
  bench.field.receive('pump-1', 'status', { online: true }, 'pump-1');
  expect(adopt()).toMatchObject({ ok: true });
  bench.pass(1);
  const why = 'Its device is another one now. There is no switch relay of pump-1 here.';
  expect(bench.pump().outOfService).toBe(why);
  expect(() => bench.ask(1, 10 * MINUTE)).toThrow(why);
  expect(bench.side.pumps.setService(bench.actor(), bench.idOf('pump-1'), null)).toMatchObject({
    refusal: { code: 'invalid', pointer: '/point' },
  });
  bench.field.registry.forget(bench.actor(), 'pump-1');
  bench.cut('pump-1', false);
  bench.pass(5);
  expect(adopt()).toMatchObject({ ok: true });
  bench.pass(2 * MINUTE);
  expect(bench.pump().outOfService).toBeUndefined();
  const run = bench.ask(1, 10 * MINUTE);
  bench.pass(MINUTE);
  expect(bench.run(run).state).toBe('running');
});
