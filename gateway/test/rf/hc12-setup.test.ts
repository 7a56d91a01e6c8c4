import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '@farmgate/gateway/clock';
import { runRfSetup, type RfSetupFlags } from '@farmgate/rf-bridge/cli';
import { setPinAt, setUpModule, type Hc12Settings, type SetUpOutcome, type SetUpStep } from '@farmgate/rf-bridge/hc12';
import type { Radio } from '@farmgate/rf-bridge/radios';
import {
  Air,
  Hc12Module,
  seededRandom,
  serveOnPty,
  serveSetPin,
  VirtualClock,
  type ModuleSettings,
} from '@farmgate/virtual-farm';

const wanted: Hc12Settings = { channel: 3, power: 4, mode: 'fu3', baud: 9_600 };

/** A module on an adapter with wires, in virtual time. */
class Bench {
  readonly clock = new VirtualClock();
  readonly module: Hc12Module;
  readonly steps: SetUpStep[] = [];
  /** Lines are changed on their way back, as by a module that lies. */
  lie = (text: string) => text;

  constructor(settings: Partial<ModuleSettings> = {}) {
    this.module = new Hc12Module({ clock: this.clock, air: new Air(this.clock, seededRandom(1)), settings });
  }

  async setUp(to: Hc12Settings = wanted, isCheck = false): Promise<SetUpOutcome> {
    let isDone = false;
    const outcome = setUpModule({
      clock: this.clock,
      radioAt: (baud) => this.#radioAt(baud),
      pin: setPinAt('rts'),
      wanted: to,
      isCheck,
      onStep: (step) => this.steps.push(step),
    }).finally(() => (isDone = true));
    while (!isDone) {
      this.clock.advance(10);
      await setImmediate();
    }
    return outcome;
  }

  get written(): string[] {
    return this.steps.flatMap((step) => (step.step === 'write' ? [step.line] : []));
  }

  #radioAt(baud: number): Radio {
    const radio = this.module.radioAt(baud);
    return {
      ...radio,
      open: (events) =>
        radio.open({
          ...events,
          onData: (bytes) => events.onData(Buffer.from(this.lie(Buffer.from(bytes).toString('latin1')), 'latin1')),
        }),
    };
  }
}

const kept = (settings: Hc12Settings): ModuleSettings => ({ ...settings, mode: Number(settings.mode[2]) });

describe('a module is set up', () => {
  test('from the factory: what differs is written, read back, and works on the air', async () => {
    const bench = new Bench();
    expect(await bench.setUp()).toEqual({
      kind: 'set',
      before: { channel: 1, power: 8, mode: 'fu3', baud: 9_600 },
      after: wanted,
    });
    expect(bench.written).toEqual(['AT+C003', 'AT+P4']);
    expect(bench.module.settings).toEqual(kept(wanted));
  });

  test.each([1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200])(
    'whatever the speed it is set to: %i baud',
    async (baud) => {
      const bench = new Bench({ baud });
      expect(await bench.setUp()).toMatchObject({ kind: 'set', after: wanted });
      const heardAt = bench.steps.flatMap((step) => (step.step === 'try' && step.isHeard ? [step.baud] : []));
      expect(heardAt).toEqual([baud]);
      expect(bench.module.settings).toEqual(kept(wanted));
    },
  );

  test.each<Hc12Settings>([
    { channel: 2, power: 1, mode: 'fu1', baud: 115_200 },
    { channel: 100, power: 8, mode: 'fu2', baud: 4_800 },
    { channel: 1, power: 3, mode: 'fu4', baud: 1_200 },
  ])('to %j and back', async (other) => {
    const bench = new Bench();
    expect(await bench.setUp(other)).toMatchObject({ kind: 'set', after: other });
    expect(await bench.setUp()).toMatchObject({ kind: 'set', before: other, after: wanted });
  });

  test('and left alone where it is as wanted already', async () => {
    const bench = new Bench(kept(wanted));
    expect(await bench.setUp()).toEqual({ kind: 'same', settings: wanted });
    expect(bench.written).toEqual([]);
  });

  test('and carries bytes again afterwards: SET is high', async () => {
    const bench = new Bench();
    await bench.setUp();
    const heard: string[] = [];
    bench.module.attach((bytes) => heard.push(Buffer.from(bytes).toString()))(Buffer.from('AT\r\n'));
    bench.clock.advance(1_000);
    expect(heard).toEqual([]);
  });
});

test('a check writes nothing and tells what differs', async () => {
  const bench = new Bench();
  expect(await bench.setUp(wanted, true)).toMatchObject({ kind: 'differs', in: ['channel', 'power'] });
  expect(bench.written).toEqual([]);
  expect(bench.module.settings.channel).toBe(1);
});

describe('what goes wrong is told', () => {
  test('a module that does not answer was tried at every speed', async () => {
    const bench = new Bench();
    bench.module.die();
    expect(await bench.setUp()).toEqual({ kind: 'silent' });
    expect(bench.steps).toHaveLength(8);
  });

  test('a module that lies: it says yes, and the read-back says otherwise', async () => {
    const bench = new Bench();
    bench.lie = (text) => text.replace('OK+RC003', 'OK+RC001');
    expect(await bench.setUp()).toMatchObject({ kind: 'differs', in: ['channel'] });
  });

  test('a module that refuses a line', async () => {
    const bench = new Bench();
    bench.lie = (text) => text.replace('OK+P4', 'ERROR');
    expect(await bench.setUp()).toEqual({ kind: 'refused', line: 'AT+P4', answer: 'ERROR' });
  });

  test('a module whose settings cannot be read', async () => {
    const bench = new Bench();
    bench.lie = (text) => text.replaceAll(/OK\+R?C\d+\r\n/g, '');
    expect(await bench.setUp()).toMatchObject({ kind: 'unreadable' });
    expect(bench.written).toEqual([]);
  });
});

describe('farmgate rf setup', () => {
  const dir = mkdtempSync(join(tmpdir(), 'farmgate-hc12-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  const flags = { setPin: 'rts', profile: 'etsi', channel: '1', mode: 'fu3', baud: '9600' };

  async function run(more: Partial<RfSetupFlags>): Promise<{ code: number; said: string }> {
    const said: string[] = [];
    const code = await runRfSetup({ ...flags, ...more }, (line) => said.push(line));
    return { code, said: said.join('\n') };
  }

  test('sets a module behind a real pseudo terminal, and finds it as wanted the second time', async () => {
    const module = new Hc12Module({ clock: systemClock, air: new Air(systemClock, seededRandom(1)) });
    const served = await serveOnPty(module);
    const stopPin = await serveSetPin(module, join(dir, 'set'));
    const where = { radio: served.radio, setPin: `unix:${join(dir, 'set')}`, channel: '3' };
    const before = await run({ ...where, check: true });
    expect(before).toMatchObject({ code: 1, said: expect.stringContaining('Now: P8 sends with 100 mW') });
    expect(await run(where)).toMatchObject({ code: 0, said: expect.stringContaining('The module is set: channel 3') });
    expect(module.settings).toEqual(kept(wanted));
    const again = await run({ ...where, check: true });
    expect(again).toMatchObject({ code: 0, said: expect.stringContaining('360 s an hour') });
    await stopPin();
    await served.close();
  });

  test.each([
    ['a forbidden channel', { channel: '5' }, 'choose C001 to C004'],
    ['a forbidden power', { power: '8' }, 'permits 10 mW'],
    ['a forbidden duty', { duty: '20' }, 'permits 10 %'],
    ['an unknown profile', { profile: 'moon' }, 'take etsi, au or own'],
    ['an own licence that nobody confirms', { profile: 'own' }, '--confirm-licence'],
    ['an own licence without a band', { profile: 'own', confirmLicence: true }, '--band takes'],
    ['an unknown mode', { mode: 'fu9' }, '--mode takes fu1'],
    ['no radio', {}, '--radio serial:'],
    ['an unknown wire', { radio: 'serial:/dev/null', setPin: 'cts' }, 'write rts, dtr, gpio:17 or hand'],
    ['no address', { radio: '/dev/ttyUSB0' }, 'is not a radio: write serial:'],
  ])('refuses %s with exit code 2 and a sentence', async (_, more, sentence) => {
    expect(await run(more)).toMatchObject({ code: 2, said: expect.stringContaining(sentence) });
  });

  test('lets an own licence have what it says', async () => {
    const own = { profile: 'own', band: '440.0-441.0', maxPowerMw: '100', maxDuty: '100', confirmLicence: true };
    const said = await run({ ...own, channel: '19', power: '8', radio: 'serial:/dev/no-such-port' });
    expect(said).toMatchObject({ code: 1, said: expect.stringContaining('The radio cannot be used') });
  });

  test('lists the profiles with their sources', async () => {
    const { code, said } = await run({ list: true });
    expect(code).toBe(0);
    for (const word of ['etsi:', 'ERC Recommendation 70-03', 'EN 300 220', 'au:', 'Class Licence'])
      expect(said).toContain(word);
  });
});
