import { describe, expect, test } from 'vitest';
import { FakeClock } from '@farmgate/gateway/testing';
import { Deframer, type Request, encodeFrame, fromHex, requestFrame, toHex } from '@farmgate/rf-bridge/codec';
import { VirtualFarm, demoOutlets, parseFault } from './index.ts';

const onA: Request = { kind: 'relay', socket: 'a', on: true };
const offA: Request = { kind: 'relay', socket: 'a', on: false };
const ACK_A_ON = 'AA 02 FE 06 01 02 F9 BB';
const ACK_A_OFF = 'AA 02 FE 06 01 03 F8 BB';

/** A master with a module, and a field; `heard` is what arrived on its serial line, with times. */
class Field {
  readonly clock = new FakeClock();
  readonly farm: VirtualFarm;
  readonly heard: { at: number; hex: string }[] = [];
  readonly write: (bytes: Uint8Array) => void;

  constructor(ids = [0xfe, 0x11], seed = 1) {
    this.farm = new VirtualFarm({ clock: this.clock, outlets: demoOutlets(ids), seed });
    const deframer = new Deframer((frame) =>
      this.heard.push({ at: this.clock.monoMs(), hex: toHex(encodeFrame(frame)) }),
    );
    this.write = this.farm.attach((bytes) => deframer.push(bytes));
  }

  /** Asks and waits 400 ms; answers what was heard meanwhile. */
  ask(request: Request, target = 0xfe, sender = 0x02): string[] {
    const before = this.heard.length;
    this.write(encodeFrame(requestFrame(request, { target, sender })));
    this.clock.advance(400);
    return this.heard.slice(before).map(({ hex }) => hex);
  }

  fault(text: string): void {
    this.farm.inject(parseFault(text).fault);
  }

  isOn(socket: 'a' | 'b' = 'a', id = 0xfe): boolean | undefined {
    return this.farm.outlets.get(id)?.isLoadOn(socket);
  }
}

describe('an outlet', () => {
  test('has both sockets off at boot, switches what it is told, and acknowledges with the socket', () => {
    const field = new Field();
    expect([field.isOn('a'), field.isOn('b')]).toEqual([false, false]);
    expect(field.ask(onA)).toEqual([ACK_A_ON]);
    expect([field.isOn('a'), field.isOn('b')]).toEqual([true, false]);
    expect(field.ask(offA)).toEqual([ACK_A_OFF]);
    expect(field.isOn()).toBe(false);
    expect(field.farm.received(0xfe)).toEqual(['AA FE 02 02 00 01 FF BB', 'AA FE 02 03 00 01 FE BB']);
  });

  test('acknowledges after 104 ms in the mean and 135 at worst', () => {
    const field = new Field();
    const took = Array.from({ length: 500 }, () => {
      const began = field.clock.monoMs();
      field.ask({ kind: 'ping' });
      return (field.heard.at(-1)?.at ?? Infinity) - began;
    });
    const mean = took.reduce((sum, ms) => sum + ms, 0) / took.length;
    expect(mean).toBeGreaterThan(102);
    expect(mean).toBeLessThan(106);
    expect(Math.max(...took)).toBeLessThan(137);
  });

  test('answers a poll with two reports, the second after 197 ms in the mean, whose senders are the sockets', () => {
    const field = new Field();
    const took = Array.from({ length: 500 }, () => {
      const began = field.clock.monoMs();
      const [first = '', second = ''] = field.ask({ kind: 'read-current' });
      expect([first.slice(0, 11), second.slice(0, 11)]).toEqual(['AA 02 01 05', 'AA 02 02 05']);
      return (field.heard.at(-1)?.at ?? Infinity) - began;
    });
    const mean = took.reduce((sum, ms) => sum + ms, 0) / took.length;
    expect(mean).toBeGreaterThan(195);
    expect(mean).toBeLessThan(199);
    expect(Math.max(...took)).toBeLessThan(230);
  });

  test('is silent to another master and to another id', () => {
    const field = new Field();
    expect(field.ask(onA, 0xfe, 0x01)).toEqual([]);
    expect(field.ask(onA, 0x30)).toEqual([]);
    expect(field.isOn()).toBe(false);
  });

  test('opens on overload, says so, and closes again after 5 s for ever, though OFF came in between', () => {
    const field = new Field();
    field.ask(onA, 0x11);
    expect(field.isOn('a', 0x11)).toBe(false);
    expect(field.ask({ kind: 'read-current' }, 0x11)[0]).toBe('AA 02 01 05 FF FF 06 BB');
    expect(field.ask(offA, 0x11).length).toBe(1);
    field.clock.advance(30_000);
    const causes = field.farm.log.flatMap((truth) => (truth.what === 'contact' ? [truth.cause] : []));
    expect(causes.filter((cause) => cause === 'reclose').length).toBeGreaterThanOrEqual(5);
  });

  test('acknowledges ON while it is tripped, and stays off', () => {
    const field = new Field();
    field.fault('fe.a:tripped');
    expect(field.ask(onA)).toEqual([ACK_A_ON]);
    expect(field.isOn()).toBe(false);
  });

  test('takes a threshold, which a load above it feels at once', () => {
    const field = new Field();
    field.ask(onA);
    expect(field.ask({ kind: 'set-threshold', ma: 3_233 })).toEqual(['AA 02 FE 06 00 07 FD BB']);
    expect(field.isOn()).toBe(false);
    field.ask({ kind: 'set-threshold', ma: 0xff10 });
    expect(field.farm.outlets.get(0xfe)?.thresholdMa).toBe(3_000);
  });

  test('swallows the next frame after a lost byte: its receiver has no time-out', () => {
    const field = new Field();
    field.write(fromHex('AA FE 02 02 00 FF BB'));
    field.clock.advance(5_000);
    expect(field.ask(onA)).toEqual([]);
    expect(field.ask(onA)).toEqual([ACK_A_ON]);
  });

  test('takes a new id and a new master only after its button was pressed', () => {
    const field = new Field();
    expect(field.ask({ kind: 'set-device-id', id: 0x20 })).toEqual([]);
    field.farm.outlets.get(0xfe)?.pressButton();
    expect(field.ask({ kind: 'set-device-id', id: 0x20 })).toEqual(['AA 02 20 06 00 08 2C BB']);
    expect(field.ask({ kind: 'set-master-id', id: 0x05 }, 0x20)).toEqual(['AA 02 20 06 00 09 2D BB']);
    expect(field.ask({ kind: 'ping' }, 0x20, 0x05).length).toBe(1);
  });
});

describe('a fault', () => {
  test('dead: nothing is heard, and the contacts stay as they are', () => {
    const field = new Field();
    field.ask(onA);
    field.fault('fe:dead');
    expect(field.ask(offA)).toEqual([]);
    expect(field.isOn()).toBe(true);
  });

  test('lying-ack: it says yes and does not switch', () => {
    const field = new Field();
    field.fault('fe:lying-ack');
    expect(field.ask(onA)).toEqual([ACK_A_ON]);
    expect(field.isOn()).toBe(false);
  });

  test('stuck-on: the load stays on and its current shows it', () => {
    const field = new Field();
    field.fault('fe.a:stuck-on');
    expect(field.ask(offA)).toEqual([ACK_A_OFF]);
    expect(field.isOn()).toBe(true);
    expect(currentIn(field.ask({ kind: 'read-current' })[0])).toBeGreaterThan(4_000);
  });

  test('power-cut: a normally-closed load is on; after it everything is off', () => {
    const field = new Field();
    field.fault('fe:power-cut');
    expect(field.isOn()).toBe(true);
    expect(field.ask(offA)).toEqual([]);
    field.fault('fe:repair');
    expect(field.isOn()).toBe(false);
  });

  test('load: what hangs there draws something else, and trips above the threshold', () => {
    const field = new Field();
    field.ask(onA);
    field.fault('fe.a:load=300');
    expect(currentIn(field.ask({ kind: 'read-current' })[0])).toBeLessThan(400);
    field.fault('fe.a:load=15000');
    field.clock.advance(100);
    expect(field.isOn()).toBe(false);
  });

  test('loss and noise: answers fail to come, and garbage does', () => {
    const field = new Field();
    field.fault('air:loss=1');
    expect(field.ask({ kind: 'ping' })).toEqual([]);
    field.fault('air:loss=0');
    field.fault('air:noise=500');
    expect(field.ask({ kind: 'ping' }).length).toBe(1);
  });

  test('foreign-master: somebody else asks our node, and we hear both', () => {
    const field = new Field();
    field.fault('air:foreign-master=fe');
    field.clock.advance(400);
    expect(field.heard.map(({ hex }) => hex)).toEqual(['AA FE 02 01 00 00 FD BB', 'AA 02 FE 06 00 01 FB BB']);
  });

  test.each(['fe:gone', 'air:loss=2', 'fe:dead@soon', 'zz:dead', 'fe.a:load', ''])('"%s" is none', (text) => {
    expect(() => parseFault(text)).toThrow(/Write one such as/);
  });
});

describe('the air', () => {
  test('destroys two packets that meet', () => {
    const field = new Field();
    const bytes = encodeFrame(requestFrame({ kind: 'ping' }, { target: 0xfe, sender: 2 }));
    field.fault('air:foreign-master=fe');
    field.write(bytes);
    field.clock.advance(400);
    expect(field.farm.received(0xfe)).toEqual([]);
  });

  test('sends what one module was given one after the other', () => {
    const field = new Field();
    for (const target of [0xfe, 0x11]) field.write(encodeFrame(requestFrame(offA, { target, sender: 2 })));
    field.clock.advance(100);
    expect([field.farm.received(0xfe).length, field.farm.received(0x11).length]).toEqual([1, 1]);
  });

  test('is the same farm for the same seed', () => {
    const run = (seed: number) => {
      const field = new Field([0xfe, 0x11], seed);
      field.fault('air:loss=0.3');
      for (let i = 0; i < 50; i++) field.ask({ kind: 'read-current' }, i % 2 === 0 ? 0xfe : 0x11);
      return field.heard;
    };
    expect(run(3)).toEqual(run(3));
    expect(run(3)).not.toEqual(run(4));
  });
});

/** The current of a report, as hex. Unit: mA. */
function currentIn(hex = ''): number {
  return Number.parseInt(hex.slice(12, 17).replace(' ', ''), 16);
}
