import { expect, test } from 'vitest';
import { demoOutlets, parseFault } from '@farmgate/virtual-farm';
import { tryFoes } from '../../../scripts/torture/foes-trial.ts';
import { VirtualGateway } from '../../src/testing/virtual-gateway.ts';

const SEED = 20_261_121;

test('in a million frames with a stranger among them, nothing unwanted goes on unnoticed, and all of it is switched off again', () => {
  const { faults, unwanted, frames } = tryFoes({ frames: 1_000_000, seed: SEED });
  expect(faults).toEqual([]);
  expect(frames).toBeGreaterThanOrEqual(1_000_000);
  expect(unwanted).toBeGreaterThan(1_000);
}, 180_000);

/** What is done on the air, and the name it must be given. */
const troubles = [
  { fault: 'air:foreign-master=fe/2s', flag: 'air.foreignMaster' },
  { fault: 'air:foreign-on=10.a/2s', flag: 'air.foreignMaster' },
  { fault: 'air:replay=fe.a.on', flag: 'air.replay' },
  { fault: 'air:noise-rate=40/s', flag: 'air.noise' },
];

test.each(troubles)('$fault is named within 10 s, and no longer once it has ended', ({ fault, flag }) => {
  const flags = new Map<string, boolean>();
  const gateway = new VirtualGateway({
    outlets: demoOutlets([0xfe, 0x10, 0x20, 0x21]),
    seed: SEED,
    onReading: ({ device, point, value }) => {
      if (device === 'bridge-1') flags.set(point, value === true);
    },
  });
  try {
    gateway.adoptAll();
    gateway.ask('outlet-fe', 'relay.a', true);
    gateway.clock.advance(120_000);
    expect([...flags].filter(([point, is]) => point.startsWith('air.') && is)).toEqual([]);
    gateway.farm.inject(parseFault(fault).fault);
    gateway.clock.advance(10_000);
    expect(flags.get(flag)).toBe(true);
    gateway.farm.inject(parseFault('air:repair').fault);
    gateway.clock.advance(90_000);
    expect(flags.get(flag)).toBe(false);
  } finally {
    gateway.close();
  }
});

test('a socket that obeys a recorded ON is switched off again, with an alarm that stays until that is proven', () => {
  const alarms: { at: number; point: string; value: unknown }[] = [];
  const gateway = new VirtualGateway({
    outlets: demoOutlets([0xfe, 0x10]),
    seed: SEED,
    onReading: ({ device, point, value }) => {
      if (device === 'outlet-fe' && /^(meddled|unexplained)\.a$/.test(point))
        alarms.push({ at: gateway.clock.monoMs(), point, value });
    },
  });
  try {
    gateway.adoptAll();
    gateway.ask('outlet-fe', 'relay.a', true);
    gateway.clock.advance(30_000);
    gateway.ask('outlet-fe', 'relay.a', false);
    gateway.clock.advance(30_000);
    const replayedAt = gateway.clock.monoMs();
    const wentOn = () =>
      gateway.farm.log.some(
        (truth) => truth.what === 'contact' && truth.node === 0xfe && truth.closed && truth.at > replayedAt,
      );
    // One may meet a frame of ours in the air; he sends it until it works.
    for (let tries = 0; tries < 20 && !wentOn(); tries++) {
      gateway.farm.inject(parseFault('air:replay=fe.a.on').fault);
      gateway.clock.advance(170);
    }
    expect(wentOn()).toBe(true);
    gateway.clock.advance(30_000);
    expect(gateway.farm.outlets.get(0xfe)?.isLoadOn('a')).toBe(false);
    const raised = alarms.find(({ value }) => value === true);
    expect((raised?.at ?? Infinity) - replayedAt).toBeLessThan(10_000);
    expect(alarms.at(-1)?.value).toBe(false);
  } finally {
    gateway.close();
  }
});
