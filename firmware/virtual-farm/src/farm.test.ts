import { expect, test } from 'vitest';
import { encodeFrame, requestFrame } from '@farmgate/rf-bridge/codec';
import { demoOutlets, parseFault, VirtualClock, VirtualFarm } from './index.ts';

const ping = (target: number) => encodeFrame(requestFrame({ kind: 'ping' }, { target, sender: 2 }));

/** Outlet FE on channel 1 and outlet 10 on channel 3, with a master on each; how many writes each master heard. */
function field() {
  const clock = new VirtualClock();
  const outlets = demoOutlets([0xfe, 0x10]).map((spec) => (spec.id === 0x10 ? { ...spec, channel: 3 } : spec));
  const farm = new VirtualFarm({ clock, outlets, seed: 1 });
  const heard = { one: 0, three: 0 };
  const one = farm.attach(() => heard.one++);
  const three = farm.attach(() => heard.three++, { channel: 3 });
  return { clock, farm, heard, one, three };
}

test('masters on two channels ask at the same time, and each hears its own outlet alone', () => {
  const { clock, farm, heard, one, three } = field();
  one(ping(0xfe));
  three(ping(0x10));
  clock.advance(400);
  expect(heard).toEqual({ one: 1, three: 1 });
  expect(farm.air.counts).toEqual({ packets: 4, collided: 0 });
});

test('two masters on one channel disturb each other when they speak at once, and both hear what either is answered', () => {
  const { clock, farm, heard, one } = field();
  const other = farm.attach(() => heard.three++);
  one(ping(0xfe));
  other(ping(0xfe));
  clock.advance(400);
  expect(heard).toEqual({ one: 0, three: 0 });
  one(ping(0xfe));
  clock.advance(400);
  // The request and its answer for the one that did not ask.
  expect(heard).toEqual({ one: 1, three: 2 });
});

test('a master that was taken away hears nothing more, also no noise; the others stay', () => {
  const { clock, farm, heard, one, three } = field();
  three.detach();
  three.detach();
  farm.inject(parseFault('air:noise=3').fault);
  three(ping(0x10));
  one(ping(0xfe));
  clock.advance(400);
  expect(heard).toEqual({ one: 2, three: 0 });
});

test("a foreign master speaks on its outlet's channel", () => {
  const { clock, farm, heard } = field();
  farm.inject(parseFault('air:foreign-master=10').fault);
  clock.advance(400);
  expect(heard).toEqual({ one: 0, three: 2 });
  expect(farm.received(0x10)).toHaveLength(1);
});
