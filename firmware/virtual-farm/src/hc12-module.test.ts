import { describe, expect, test } from 'vitest';
import { Air, Hc12Module, HC12_FU3, oneWayMs, seededRandom, VirtualClock, type ModuleSettings } from './index.ts';

/** Two modules on one air, and a host on each of their lines. */
class Bench {
  readonly clock = new VirtualClock();
  readonly air = new Air(this.clock, seededRandom(1));
  readonly module: Hc12Module;
  readonly heard: string[] = [];
  readonly peerHeard: { at: number; hex: string }[] = [];
  readonly write: (text: string) => void;
  readonly peerWrite: (bytes: Uint8Array) => void;

  constructor(settings: Partial<ModuleSettings> = {}, peer: Partial<ModuleSettings> = {}, baud?: number) {
    const { air, clock } = this;
    this.module = new Hc12Module({ clock, air, settings });
    const toModule = this.module.attachAt((bytes) => this.heard.push(Buffer.from(bytes).toString('latin1')), baud);
    this.write = (text) => toModule(Uint8Array.from(Buffer.from(text, 'latin1')));
    const other = new Hc12Module({ clock, air, settings: peer });
    this.peerWrite = other.attach((bytes) =>
      this.peerHeard.push({ at: clock.monoMs(), hex: Buffer.from(bytes).toString('hex') }),
    );
  }

  /** SET low, and the time it needs. */
  enter(): void {
    this.module.setPin(true);
    this.clock.advance(40);
  }

  leave(): void {
    this.module.setPin(false);
    this.clock.advance(200);
  }

  /** Writes a line and waits for what is answered. */
  at(line: string): string {
    const before = this.heard.length;
    this.write(`${line}\r\n`);
    this.clock.advance(200);
    return this.heard.slice(before).join('').replaceAll('\r\n', '|');
  }
}

describe('a module with SET high', () => {
  test('carries bytes to another one in the time of the air', () => {
    const bench = new Bench();
    const began = bench.clock.monoMs();
    bench.write('12345678');
    bench.clock.advance(200);
    expect(bench.peerHeard.map(({ hex }) => hex)).toEqual(['3132333435363738']);
    expect((bench.peerHeard[0]?.at ?? 0) - began).toBeCloseTo(oneWayMs(HC12_FU3, 8), 3);
  });

  test('takes AT lines for bytes to carry', () => {
    const bench = new Bench();
    expect(bench.at('AT')).toBe('');
    expect(bench.peerHeard).toHaveLength(1);
  });

  test.each([
    ['channel', { channel: 2 }],
    ['mode', { mode: 1 }],
    ['air speed', { baud: 19_200 }],
  ])('is not understood where the %s differs', (_, peer) => {
    const bench = new Bench({}, peer);
    bench.write('x');
    bench.clock.advance(2_000);
    expect(bench.peerHeard).toEqual([]);
  });

  test('of 4800 baud understands one of 9600: their speed in the air is the same', () => {
    const bench = new Bench({ baud: 4_800 });
    bench.write('x');
    bench.clock.advance(200);
    expect(bench.peerHeard).toHaveLength(1);
  });

  test('makes garbage of a line at the wrong speed', () => {
    const bench = new Bench({ baud: 9_600 }, {}, 19_200);
    bench.write('x');
    bench.clock.advance(200);
    expect(bench.peerHeard.map(({ hex }) => hex)).not.toContain('78');
    bench.peerWrite(Uint8Array.of(0x78));
    bench.clock.advance(200);
    expect(bench.heard.join('')).not.toContain('x');
  });
});

describe('a module with SET low', () => {
  test.each([
    ['AT', 'OK|'],
    ['AT+RX', 'OK+B9600|OK+RC001|OK+RP:+20dBm|OK+FU3|'],
    ['AT+RB', 'OK+B9600|'],
    ['AT+RC', 'OK+RC001|'],
    ['AT+RF', 'OK+FU3|'],
    ['AT+RP', 'OK+RP:+20dBm|'],
    ['AT+V', 'www.hc01.com  HC-12_V2.4|'],
    ['AT+B19200', 'OK+B19200|'],
    ['AT+C021', 'OK+C021|'],
    ['AT+P1', 'OK+P1|'],
    ['AT+FU1', 'OK+FU1|'],
    ['AT+DEFAULT', 'OK+DEFAULT|'],
    ['AT+SLEEP', 'OK+SLEEP|'],
    ['AT+B9601', 'ERROR|'],
    ['AT+C000', 'ERROR|'],
    ['AT+C21', 'ERROR|'],
    ['AT+P9', 'ERROR|'],
    ['AT+FU5', 'ERROR|'],
    ['HELLO', 'ERROR|'],
  ])('answers %s with %s', (line, answer) => {
    const bench = new Bench();
    bench.enter();
    expect(bench.at(line)).toBe(answer);
  });

  test('takes a line without an end when nothing follows', () => {
    const bench = new Bench();
    bench.enter();
    bench.write('AT');
    bench.clock.advance(100);
    expect(bench.heard).toEqual(['OK\r\n']);
  });

  test('needs 40 ms before it hears a line', () => {
    const bench = new Bench();
    bench.module.setPin(true);
    bench.clock.advance(39);
    expect(bench.at('AT')).toBe('');
    expect(bench.at('AT')).toBe('OK|');
  });

  test('neither hears nor says anything on the air', () => {
    const bench = new Bench();
    bench.enter();
    bench.peerWrite(Uint8Array.of(1));
    bench.write('AT\r\n');
    bench.clock.advance(200);
    expect(bench.heard).toEqual(['OK\r\n']);
    expect(bench.peerHeard).toEqual([]);
  });

  test('FU4 brings the line to 1200 baud, FU2 to 4800 at most, and neither lets it be faster', () => {
    const bench = new Bench();
    bench.enter();
    bench.at('AT+FU2');
    expect(bench.module.settings.baud).toBe(4_800);
    expect(bench.at('AT+B9600')).toBe('ERROR|');
    bench.at('AT+FU4');
    expect(bench.module.settings.baud).toBe(1_200);
    expect(bench.at('AT+B4800')).toBe('ERROR|');
  });
});

describe('settings', () => {
  test('work 80 ms after SET went high, and not before', () => {
    const bench = new Bench({}, { channel: 7, power: 4 });
    bench.enter();
    expect(bench.at('AT+C007')).toBe('OK+C007|');
    bench.module.setPin(false);
    bench.clock.advance(79);
    bench.write('x');
    bench.clock.advance(1);
    bench.write('y');
    bench.clock.advance(200);
    expect(bench.peerHeard.map(({ hex }) => hex)).toEqual(['79']);
  });

  test('power is level on the air: the stronger of two survives where it is 6 dB ahead', () => {
    const bench = new Bench({ power: 8 }, { power: 6 });
    const third = new Hc12Module({ clock: bench.clock, air: bench.air });
    const heard: number[] = [];
    third.attach((bytes) => heard.push(...bytes));
    bench.write('a');
    bench.peerWrite(Uint8Array.of(0x62));
    bench.clock.advance(200);
    expect(heard).toEqual([0x61]);
  });

  test('stay over a power cut', () => {
    const bench = new Bench();
    bench.enter();
    bench.at('AT+C009');
    bench.leave();
    bench.module.powerCycle();
    expect(bench.module.settings.channel).toBe(9);
  });

  test('AT lines are heard at the speed of the line; after power with SET low, or SET low during the reset, at 9600', () => {
    const rightAt = (bench: Bench) => bench.at('AT') === 'OK|';
    const bench = new Bench({ baud: 115_200 }, {}, 9_600);
    bench.enter();
    expect(rightAt(bench)).toBe(false);
    bench.module.powerCycle();
    bench.clock.advance(40);
    expect(rightAt(bench)).toBe(true);
    bench.leave();
    bench.clock.advance(1_000);
    bench.enter();
    expect(rightAt(bench)).toBe(false);
    bench.module.setPin(false);
    bench.clock.advance(100);
    bench.enter();
    expect(rightAt(bench)).toBe(true);
  });

  test('one that sleeps is deaf and dumb until SET goes low again', () => {
    const bench = new Bench();
    bench.enter();
    bench.at('AT+SLEEP');
    bench.leave();
    bench.write('x');
    bench.peerWrite(Uint8Array.of(0x79));
    bench.clock.advance(200);
    expect(bench.peerHeard).toEqual([]);
    bench.enter();
    expect(bench.at('AT')).toBe('OK|');
    bench.leave();
    bench.write('x');
    bench.clock.advance(200);
    expect(bench.peerHeard).toHaveLength(1);
  });
});
