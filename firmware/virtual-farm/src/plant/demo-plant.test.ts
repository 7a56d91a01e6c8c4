import { expect, test } from 'vitest';
import { FakeClock } from '@farmgate/gateway/testing';
import { VirtualFarm } from '../farm.ts';
import { demoPlant } from './demo-plant.ts';

const MINUTE_S = 60;

function makeFarm() {
  const clock = new FakeClock();
  const farm = new VirtualFarm({ clock, outlets: [], seed: 1, plant: demoPlant });
  farm.plant?.start();
  let ids = 0;
  const command = (device: string, point: string, value: number | boolean, more: object = {}) =>
    farm.plant?.voices
      .find(({ node }) => node.name === device)
      ?.hear({ id: `command-${++ids}`, point, value, ttlMs: 30_000, ...more });
  /** So long, with its lease renewed. */
  const pumpFor = (device: string, seconds: number) => {
    for (let s = 0; s < seconds; s += 20) {
      command(device, 'relay', true, s > 0 ? { renew: true, run: '1' } : { run: '1' });
      clock.advance(20_000);
    }
  };
  const isTurning = (device: string) => farm.truth.motorsTurning(clock.monoMs()).includes(device);
  return { clock, farm, command, pumpFor, isTurning };
}

test('the second well is empty in some minutes, and half an hour later there is water for some minutes again', () => {
  const { clock, farm, command, pumpFor, isTurning } = makeFarm();
  pumpFor('pump-2', 12 * MINUTE_S);
  expect(isTurning('pump-2')).toBe(false);
  const first = farm.truth.turnedSeconds('pump-2', 0, clock.monoMs());
  expect(first).toBeGreaterThan(4 * MINUTE_S);
  expect(first).toBeLessThan(10 * MINUTE_S);
  clock.advance(30 * MINUTE_S * 1000);
  command('pump-2', 'reset', 1);
  pumpFor('pump-2', 2 * MINUTE_S);
  expect(isTurning('pump-2')).toBe(true);
});

test('the contactor of the third pump welds at every fourth opening, and comes loose by itself', () => {
  const { clock, command, pumpFor, isTurning } = makeFarm();
  const held = [1, 2, 3, 4].map(() => {
    clock.advance(120_000);
    pumpFor('pump-3', 20);
    command('pump-3', 'relay', false, {});
    return isTurning('pump-3');
  });
  expect(held).toEqual([false, false, false, true]);
  clock.advance(241_000);
  expect(isTurning('pump-3')).toBe(false);
});

test('the cable of the fourth pump lacks a phase for a while, again and again, and the others never do', () => {
  const { clock, farm } = makeFarm();
  const monitor = farm.plant?.voices.find(({ node }) => node.name === 'phases-4')?.node;
  let missing = 0;
  for (let minute = 0; minute < 80; minute++) {
    clock.advance(60_000);
    if (monitor?.readings()[0]?.['voltage.l1'] === 0) missing++;
  }
  expect(missing).toBe(6);
});
