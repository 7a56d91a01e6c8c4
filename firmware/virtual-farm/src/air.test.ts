import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Clock } from '@farmgate/gateway/contract';
import { Air, HC12_FU3, oneWayMs, seededRandom, VirtualClock, type Tuning } from './index.ts';

/** Stations that keep what they hear, in virtual time. */
class Band {
  readonly clock = new VirtualClock();
  readonly air: Air;

  constructor(seed = 1) {
    this.air = new Air(this.clock, seededRandom(seed));
  }

  station(tuning: Tuning = {}) {
    const heard: { at: number; bytes: number[] }[] = [];
    const station = { hear: (bytes: Uint8Array) => heard.push({ at: this.clock.monoMs(), bytes: [...bytes] }) };
    this.air.join(station, tuning);
    const send = (...bytes: number[]) => this.air.send(station, Uint8Array.from(bytes));
    return { station, heard, send, leave: () => this.air.leave(station) };
  }

  /** Lets `count` packets of eight bytes go one after the other; answers what the receiver got. */
  packets(count: number): number[][] {
    const [sender, receiver] = [this.station(), this.station()];
    for (let i = 0; i < count; i++) {
      sender.send(...frame);
      this.clock.advance(60);
    }
    return receiver.heard.map(({ bytes }) => bytes);
  }
}

const frame = [0xaa, 0xfe, 2, 1, 0, 0, 0xfd, 0xbb];

describe('time on the air', () => {
  test.each([
    [1, 35.6],
    [8, 50.2],
    [18, 71],
  ])('%i bytes take %d ms one way', (length, ms) => {
    const band = new Band();
    const [sender, receiver] = [band.station(), band.station()];
    const began = band.clock.monoMs();
    sender.send(...Array.from({ length }, () => 0x55));
    band.clock.advance(1_000);
    expect(receiver.heard).toHaveLength(1);
    expect((receiver.heard[0]?.at ?? 0) - began).toBeCloseTo(ms, 1);
    expect(oneWayMs(HC12_FU3, length)).toBeCloseTo(ms, 1);
  });

  test('a longer write arrives whole and in order, in packets with gaps of less than 60 ms', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 100 }), (bytes) => {
        const band = new Band();
        band.air.jitterMs = 10;
        const [sender, receiver] = [band.station(), band.station()];
        sender.send(...bytes);
        band.clock.advance(5_000);
        expect(receiver.heard.flatMap((part) => part.bytes)).toEqual(bytes);
        expect(receiver.heard).toHaveLength(Math.ceil(bytes.length / HC12_FU3.packetBytes));
        const gaps = receiver.heard.slice(1).map(({ at }, i) => at - (receiver.heard[i]?.at ?? 0));
        expect(Math.max(0, ...gaps)).toBeLessThan(60);
      }),
    );
  });

  test('two writes at once are one after the other: a module waits for its line and for itself', () => {
    const band = new Band();
    const [sender, receiver] = [band.station(), band.station()];
    sender.send(...frame);
    sender.send(...frame);
    band.clock.advance(1_000);
    expect(receiver.heard).toHaveLength(2);
  });

  test('jitter makes packets late by up to itself, never early', () => {
    const band = new Band();
    band.air.jitterMs = 20;
    const [sender, receiver] = [band.station(), band.station()];
    const took = Array.from({ length: 200 }, () => {
      const began = band.clock.monoMs();
      sender.send(...frame);
      band.clock.advance(100);
      return (receiver.heard.at(-1)?.at ?? 0) - began - oneWayMs(HC12_FU3, 8);
    });
    expect(Math.min(...took)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...took)).toBeGreaterThan(18);
    expect(Math.max(...took)).toBeLessThanOrEqual(20.001);
  });
});

describe('channels', () => {
  test('a station hears its own channel alone, and others on theirs do not disturb it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 12 }), (channels) => {
        const band = new Band();
        const stations = channels.map((channel) => band.station({ channel }));
        stations.forEach(({ send }, i) => send(i));
        band.clock.advance(1_000);
        const shared = channels.filter((one) => channels.filter((other) => other === one).length > 1);
        expect(band.air.counts).toEqual({ packets: channels.length, collided: shared.length });
        expect(stations.flatMap(({ heard }) => heard)).toEqual([]);
        stations.forEach(({ send }, i) => {
          send(i);
          band.clock.advance(60);
        });
        stations.forEach(({ heard }, i) => {
          const peers = channels.flatMap((channel, j) => (channel === channels[i] && j !== i ? [j] : []));
          expect(heard.flatMap(({ bytes }) => bytes)).toEqual(peers);
        });
      }),
    );
  });

  test('one that is set to another channel hears there from then on, and no more where it was', () => {
    const band = new Band();
    const [one, two, mover] = [band.station(), band.station({ channel: 2 }), band.station()];
    band.air.tune(mover.station, { channel: 2 });
    one.send(1);
    two.send(2);
    band.clock.advance(100);
    expect(mover.heard.map(({ bytes }) => bytes)).toEqual([[2]]);
  });

  test('modules of another speed in the air are disturbed and understand nothing', () => {
    const band = new Band();
    const [slow, fast, peer] = [band.station(), band.station({ timing: { ...HC12_FU3, airKbps: 58 } }), band.station()];
    fast.send(1);
    band.clock.advance(100);
    expect(slow.heard).toEqual([]);
    fast.send(1);
    slow.send(2);
    band.clock.advance(100);
    expect(peer.heard).toEqual([]);
    expect(band.air.counts.collided).toBe(2);
  });
});

describe('two packets at once', () => {
  /** A is `aheadDb` stronger than B and begins `laterMs` after it; what a third one and B hear. */
  function clash(aheadDb: number, laterMs: number) {
    const band = new Band();
    const [a, b, third] = [band.station({ levelDb: aheadDb }), band.station(), band.station()];
    b.send(0xb);
    band.clock.advance(laterMs);
    a.send(0xa);
    band.clock.advance(200);
    return { third: third.heard.flatMap(({ bytes }) => bytes), b: b.heard.flatMap(({ bytes }) => bytes) };
  }

  test.each([
    { aheadDb: 0, laterMs: 0, third: [], b: [] },
    { aheadDb: 0, laterMs: 15, third: [], b: [] },
    { aheadDb: 0, laterMs: 16, third: [0xb, 0xa], b: [0xa] },
    { aheadDb: 5.9, laterMs: 10, third: [], b: [] },
    { aheadDb: 6, laterMs: 10, third: [0xa], b: [] },
    { aheadDb: -6, laterMs: 10, third: [0xb], b: [] },
    { aheadDb: 20, laterMs: 16, third: [0xb, 0xa], b: [0xa] },
  ])(
    '$aheadDb dB apart, $laterMs ms after: a third one hears $third, the weaker one $b',
    ({ aheadDb, laterMs, third, b }) => {
      expect(clash(aheadDb, laterMs)).toEqual({ third, b });
    },
  );

  test('a module that is sending hears nothing, be the other one ever so strong', () => {
    const band = new Band();
    const [near, far] = [band.station({ levelDb: 40 }), band.station()];
    near.send(1);
    far.send(2);
    band.clock.advance(200);
    expect(far.heard).toEqual([]);
    expect(near.heard).toEqual([]);
  });

  test('whoever has left neither hears nor is missed', () => {
    const band = new Band();
    const [sender, gone, there] = [band.station(), band.station(), band.station()];
    gone.leave();
    gone.leave();
    sender.send(1);
    band.clock.advance(100);
    expect([gone.heard.length, there.heard.length]).toEqual([0, 1]);
  });
});

describe('chance', () => {
  test('takes the share of packets it is told to', () => {
    const band = new Band();
    band.air.loss = 0.2;
    expect(band.packets(10_000).length / 10_000).toBeCloseTo(0.8, 1);
  });

  test('takes in bursts the share of time times the share lost in them, and losses come together', () => {
    const band = new Band();
    band.air.burst = { share: 0.1, meanMs: 600, loss: 1 };
    const [sender, receiver] = [band.station(), band.station()];
    const lost = Array.from({ length: 20_000 }, () => {
      const before = receiver.heard.length;
      sender.send(...frame);
      band.clock.advance(60);
      return receiver.heard.length === before;
    });
    const share = (of: boolean[]) => of.filter(Boolean).length / of.length;
    expect(share(lost)).toBeGreaterThan(0.08);
    expect(share(lost)).toBeLessThan(0.12);
    // 60 ms later nine in ten bad states last on: exp(-60 / (600 * 0.9)) and the share of new ones.
    expect(share(lost.filter((_, i) => lost[i - 1]))).toBeGreaterThan(0.85);
    expect(share(lost.filter((_, i) => lost[i - 1]))).toBeLessThan(0.95);
  });

  test('flips the share of bits it is told to, and leaves what was sent as it was', () => {
    const band = new Band();
    band.air.bitErrors = 1e-3;
    const flipped = band
      .packets(20_000)
      .map((bytes) => bytes.reduce((sum, byte, i) => sum + onesIn(byte ^ (frame[i] ?? 0)), 0))
      .reduce((sum, bits) => sum + bits, 0);
    expect(flipped / (20_000 * 64)).toBeGreaterThan(0.9e-3);
    expect(flipped / (20_000 * 64)).toBeLessThan(1.1e-3);
  });

  test('takes one byte of the share of packets it is told to', () => {
    const band = new Band();
    band.air.byteLoss = 0.3;
    const heard = band.packets(10_000);
    expect(new Set(heard.map(({ length }) => length))).toEqual(new Set([7, 8]));
    expect(heard.filter(({ length }) => length === 7).length / heard.length).toBeCloseTo(0.3, 1);
  });

  test('of the same seed does the same', () => {
    const once = () => {
      const band = new Band(7);
      Object.assign(band.air, { loss: 0.1, byteLoss: 0.1, bitErrors: 0.01, jitterMs: 5 });
      return band.packets(500);
    };
    expect(once()).toEqual(once());
  });
});

describe('cost', () => {
  test('a packet takes two timers, however many hear it, and draws no chance where no rate is above 0', () => {
    const clock = new VirtualClock();
    let timers = 0;
    const counting: Clock = {
      boot: clock.boot,
      monoMs: () => clock.monoMs(),
      wallMs: () => clock.wallMs(),
      after: (ms, run) => {
        timers++;
        return clock.after(ms, run);
      },
    };
    const air = new Air(counting, () => {
      throw new Error('Chance was drawn');
    });
    let heard = 0;
    const stations = Array.from({ length: 250 }, () => ({ hear: () => void heard++ }));
    for (const station of stations) air.join(station);
    for (const station of stations) {
      air.send(station, Uint8Array.from(frame));
      clock.advance(60);
    }
    expect(heard).toBe(250 * 249);
    expect(timers).toBe(2 * 250);
  });
});

function onesIn(byte: number): number {
  return byte.toString(2).replaceAll('0', '').length;
}
