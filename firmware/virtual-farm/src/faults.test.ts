import { describe, expect, test } from 'vitest';
import { FakeClock } from '@farmgate/gateway/testing';
import { Deframer, encodeFrame, requestFrame, toHex, type Request } from '@farmgate/rf-bridge/codec';
import { demoOutlets } from './demo-field.ts';
import { VirtualFarm } from './farm.ts';
import { faultForms } from './fault-table.ts';
import { faultHelp, parseFault, parseFaultScript } from './faults.ts';

const on: Request = { kind: 'relay', socket: 'a', on: true };
const off: Request = { kind: 'relay', socket: 'a', on: false };
const ping: Request = { kind: 'ping' };

/** A field of two outlets, and a master that asks and listens. */
class Field {
  readonly clock = new FakeClock();
  readonly farm = new VirtualFarm({ clock: this.clock, outlets: demoOutlets([0xfe, 0x10]), seed: 5 });
  readonly heard: string[] = [];
  bytes = 0;
  readonly #write: (bytes: Uint8Array) => void;

  constructor() {
    const deframer = new Deframer((frame) => this.heard.push(toHex(encodeFrame(frame))));
    this.#write = this.farm.attach((bytes) => {
      this.bytes += bytes.length;
      deframer.push(bytes);
    });
  }

  /** Asks and waits 400 ms; answers what was heard meanwhile. */
  ask(request: Request, target = 0xfe, sender = 2): string[] {
    const before = this.heard.length;
    this.#write(encodeFrame(requestFrame(request, { target, sender })));
    this.clock.advance(400);
    return this.heard.slice(before);
  }

  fault(text: string): this {
    this.farm.schedule([parseFault(text)]);
    this.clock.advance(0);
    return this;
  }

  isOn(id = 0xfe): boolean {
    return this.farm.outlets.get(id)?.isLoadOn('a') ?? false;
  }

  /** How many of 100 PINGs were answered. */
  get answered(): number {
    return Array.from({ length: 100 }, () => this.ask(ping).length).filter((count) => count === 1).length;
  }
}

describe('the table of faults', () => {
  test.each(faultForms.map(({ example }) => [example]))('%s is of one form only, and can be put off', (example) => {
    expect(faultForms.filter(({ parse }) => parse(example)).map((form) => form.example)).toEqual([example]);
    expect(parseFault(`${example}@2m`).afterMs).toBe(120_000);
    expect(faultHelp()).toContain(example);
  });

  test.each([
    'fe:dead=1',
    'fe.c:tripped',
    'fe.a:load=x',
    'fe.a:load=999999',
    'air:loss',
    'air:loss=1.1',
    'air:bursts=0.1',
    'air:bursts=1/500ms',
    'air:noise-rate=50',
    'air:foreign-on=fe',
    'air:replay=fe.a',
    'air:foreign-master=fe/0x',
    'grid:phase-loss=4',
    'grid:outage=1',
    'pump-1:leak=',
    'pump-1:worn=2',
    'pump:dry',
    'fe:button@1d',
  ])('"%s" is none, and whoever typed it is told which there are', (text) => {
    expect(() => parseFault(text)).toThrow(/Write one such as: fe:dead, /);
  });

  test('a script has one a line, with remarks', () => {
    const script = parseFaultScript('# a bad morning\n\nfe:dead@1h\n  tank-1:leak=0.5@90s\n');
    expect(script).toEqual([
      { afterMs: 3_600_000, fault: { node: 0xfe, fault: { kind: 'dead' } } },
      { afterMs: 90_000, fault: { device: 'tank-1', fault: { kind: 'leak', litresPerS: 0.5 } } },
    ]);
  });

  test('what was done is in the truth', () => {
    const field = new Field().fault('fe:dead');
    expect(field.farm.truth.all('fault')).toMatchObject([{ fault: { node: 0xfe, fault: { kind: 'dead' } } }]);
  });
});

describe('at an outlet', () => {
  test('stuck-off: it says yes and nothing flows', () => {
    const field = new Field().fault('fe.a:stuck-off');
    expect(field.ask(on).length).toBe(1);
    expect(field.isOn()).toBe(false);
    expect(field.fault('fe:repair').ask(on).length).toBe(1);
    expect(field.isOn()).toBe(true);
  });

  test('overload: it trips', () => {
    const field = new Field();
    field.ask(on);
    field.fault('fe.a:overload').clock.advance(100);
    expect(field.farm.outlets.get(0xfe)?.isTripped('a')).toBe(true);
  });

  test('welded and without power of its own: the load is on; burnt: it is off', () => {
    const field = new Field().fault('fe.a:stuck-off').fault('fe:power-cut').fault('10:power-cut');
    expect([field.isOn(0xfe), field.isOn(0x10)]).toEqual([false, true]);
  });

  test('button: a factory-new outlet comes out of its box and is given master, id and threshold', () => {
    const field = new Field();
    expect(field.ask(ping, 0x01, 0x01)).toEqual([]);
    field.fault('01:button');
    const fresh = field.farm.outlets.get(0x01);
    expect([fresh?.isLedOn, fresh?.thresholdMa]).toEqual([false, 3_000]);
    expect(field.ask({ kind: 'set-master-id', id: 2 }, 0x01, 0x01)).toEqual(['AA 01 01 06 00 09 0F BB']);
    expect(field.ask({ kind: 'set-device-id', id: 0x30 }, 0x01)).toEqual(['AA 02 30 06 00 08 3C BB']);
    expect(field.ask({ kind: 'set-threshold', ma: 8_000 }, 0x30)).toEqual(['AA 02 30 06 00 07 33 BB']);
    expect([fresh?.id, fresh?.isLedOn, fresh?.thresholdMa]).toEqual([0x30, true, 8_000]);
  });
});

describe('the mains of an outlet', () => {
  test('go: nothing draws anything and nothing answers; come: normally-closed loads are fed until it has booted', () => {
    const field = new Field();
    const outlet = field.farm.outlets.get(0xfe);
    field.ask(on);
    outlet?.setMains(false);
    expect([field.isOn(), field.ask(ping)]).toEqual([false, []]);
    outlet?.setMains(true);
    expect([field.isOn(), outlet?.isLoadOn('b')]).toEqual([true, true]);
    field.clock.advance(300);
    expect([field.isOn(), outlet?.isLoadOn('b')]).toEqual([false, false]);
    expect(field.ask(ping).length).toBe(1);
    const causes = field.farm.truth.all('contact').filter(({ socket }) => socket === 'a');
    expect(causes.map(({ closed, cause }) => `${closed} ${cause}`)).toEqual([
      'true command',
      'false power',
      'true power',
      'false boot',
    ]);
  });

  test('go while it boots: it does not boot', () => {
    const field = new Field();
    const outlet = field.farm.outlets.get(0xfe);
    for (const has of [false, true, false]) outlet?.setMains(has);
    field.clock.advance(1_000);
    expect([field.isOn(), field.farm.truth.all('contact').at(-1)?.cause]).toEqual([false, 'power']);
  });
});

describe('on the air', () => {
  test('bit errors: some packets cannot be read', () => {
    const { answered } = new Field().fault('air:bit-errors=0.002');
    expect(answered).toBeGreaterThan(40);
    expect(answered).toBeLessThan(95);
  });

  test('bursts: nothing comes through for their share of the time, one after the other', () => {
    const field = new Field().fault('air:bursts=0.4/20000ms');
    const lost = Array.from({ length: 2_000 }, () => field.ask(ping).length === 0);
    const share = lost.filter(Boolean).length / lost.length;
    // Outlet and master are deaf each in its own time: 1 - 0.6 x 0.6 of the exchanges fail.
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.75);
    const changes = lost.filter((is, index) => index > 0 && is !== lost[index - 1]).length;
    expect(changes).toBeLessThan(200);
    field.fault('air:repair');
    expect(field.answered).toBe(100);
  });

  test('noise-rate: random bytes, as many a second as were said, until it ends', () => {
    const field = new Field().fault('air:noise-rate=50/s');
    field.clock.advance(10_000);
    expect(field.bytes).toBeGreaterThanOrEqual(490);
    expect(field.bytes).toBeLessThanOrEqual(500);
    field.fault('air:noise-rate=0/s').clock.advance(10_000);
    expect(field.bytes).toBeLessThanOrEqual(510);
  });

  test('foreign-master: polls our node every so often, until it is over', () => {
    const field = new Field().fault('air:foreign-master=fe/2s');
    field.clock.advance(9_900);
    expect(field.farm.received(0xfe).length).toBe(5);
    field.fault('air:repair').clock.advance(10_000);
    expect(field.farm.received(0xfe).length).toBe(5);
  });

  test('foreign-on: switches what is ours', () => {
    const field = new Field().fault('air:foreign-on=10.a');
    field.clock.advance(400);
    expect(field.isOn(0x10)).toBe(true);
  });

  test('replay: the very bytes of the last such frame, from somebody else', () => {
    const field = new Field().fault('air:replay=fe.a.on');
    field.clock.advance(400);
    expect(field.farm.received(0xfe)).toEqual([]);
    field.ask(on);
    field.ask(off);
    field.fault('air:replay=fe.a.on').clock.advance(400);
    expect(field.isOn()).toBe(true);
    expect(field.farm.received(0xfe).map((hex) => hex.slice(9, 11))).toEqual(['02', '03', '02']);
  });
});
