import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { FakeClock } from '@farmgate/gateway/testing';
import { ScriptedRadio } from '../testing/index.ts';
import { KeptRadio } from './kept-radio.ts';

function keep(radio: ScriptedRadio): { clock: FakeClock; kept: KeptRadio; told: string[] } {
  const clock = new FakeClock();
  const told: string[] = [];
  const kept = new KeptRadio(radio, clock, {
    onOpen: () => told.push('open'),
    onData: (bytes) => told.push(`${bytes.length} bytes`),
    onLost: (reason) => told.push(`lost: ${reason}`),
  });
  return { clock, kept, told };
}

test('passes bytes both ways while it is open', async () => {
  const radio = new ScriptedRadio();
  const { kept, told } = keep(radio);
  await kept.start();
  radio.say(Uint8Array.of(1, 2));
  kept.write(Uint8Array.of(3));
  expect(told).toEqual(['open', '2 bytes']);
  expect(radio.written).toEqual([Uint8Array.of(3)]);
});

test('tells a loss once and tries again twice a second until it is back', async () => {
  const radio = new ScriptedRadio();
  const { clock, kept, told } = keep(radio);
  await kept.start();
  radio.refusal = 'No such device';
  radio.lose('Unplugged');
  for (let i = 0; i < 10; i++) {
    clock.advance(500);
    await setImmediate();
  }
  expect(told).toEqual(['open', 'lost: Unplugged']);
  expect(radio.opens).toBe(11);
  radio.refusal = undefined;
  clock.advance(500);
  await setImmediate();
  expect(told).toEqual(['open', 'lost: Unplugged', 'open']);
});

test('tells that it cannot be opened at all, and why', async () => {
  const radio = new ScriptedRadio();
  radio.refusal = 'Permission denied';
  const { kept, told } = keep(radio);
  await kept.start();
  expect(told).toEqual(['lost: Permission denied']);
  expect(kept.isOpen).toBe(false);
});

test('stays closed once it is stopped', async () => {
  const radio = new ScriptedRadio();
  const { clock, kept } = keep(radio);
  await kept.start();
  await kept.stop();
  clock.advance(10_000);
  await setImmediate();
  expect(radio.isOpen).toBe(false);
  expect(radio.opens).toBe(1);
});
