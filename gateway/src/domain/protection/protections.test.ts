import { describe, expect, test } from 'vitest';
import { GuardBench, plainPump } from '../../testing/guard-bench.ts';
import type { GuardSetup } from './guard.ts';
import { protections } from './index.ts';
import { findFaultInSettings } from './protection.ts';
import { protectionNames, type ProtectionName } from './verdict.ts';

const threePhases: GuardSetup = {
  motor: { ratedMa: 5_000, phases: 3, nominalV: 230, tripMa: 10_000, breakerMa: 40_000 },
  watched: [
    'current',
    'currentL1',
    'currentL2',
    'currentL3',
    'voltageL1',
    'voltageL2',
    'voltageL3',
    'phaseOrder',
    'tripped',
    'dryLatch',
    'breaker',
  ],
  pollMs: 10_000,
};
const withVoltage: GuardSetup = { ...plainPump, watched: ['voltage'] };
const currents = (l1: number, l2: number, l3: number) => ({ currentL1: l1, currentL2: l2, currentL3: l3 });
const volts = (l1: number, l2: number, l3: number) => ({ voltageL1: l1, voltageL2: l2, voltageL3: l3 });

type Edge = [
  title: string,
  name: ProtectionName,
  setup: GuardSetup,
  story: (bench: GuardBench) => unknown,
  expected: string | undefined,
];

/** `kind code` of what this protection says at the end of each story. */
const edges: Edge[] = [
  ['a tripped outlet', 'overload', threePhases, (b) => b.on().read({ tripped: true }), 'stop overload.tripped'],
  ['a trip of before the start', 'overload', threePhases, (b) => b.read({ tripped: false }).at(5).on(), undefined],
  [
    'a node tripped for want of water',
    'overload',
    threePhases,
    (b) => b.on().read({ tripped: true, dryLatch: true }),
    undefined,
  ],
  [
    'exactly the threshold',
    'overload',
    threePhases,
    (b) => b.on().at(2_000).readFor(9, { current: 10_000 }),
    undefined,
  ],
  [
    'above it, 1 ms short',
    'overload',
    threePhases,
    (b) => b.on().at(2_000).read({ current: 10_001 }).at(2_999).read({ current: 10_001 }),
    undefined,
  ],
  [
    'above it for 1 s',
    'overload',
    threePhases,
    (b) => b.on().at(2_000).readFor(1, { current: 10_001 }),
    'stop overload.current',
  ],
  [
    'the start itself',
    'overload',
    threePhases,
    (b) => b.on().at(999).read({ current: 30_000 }).at(1_999).read({ current: 30_000 }),
    undefined,
  ],
  ['no threshold', 'overload', plainPump, (b) => b.on().at(2_000).readFor(2, { current: 90_000 }), undefined],

  ['exactly 125 %', 'over-current', plainPump, (b) => b.on().readFor(9, { current: 6_250 }), undefined],
  [
    'above 125 %, 1 ms short',
    'over-current',
    plainPump,
    (b) => b.on().read({ current: 6_251 }).at(4_999).read({ current: 6_251 }),
    undefined,
  ],
  [
    'above 125 % for 5 s',
    'over-current',
    plainPump,
    (b) => b.on().readFor(5, { current: 6_251 }),
    'lock-out over-current',
  ],
  [
    'above 125 % with a pause',
    'over-current',
    plainPump,
    (b) =>
      b.on().readFor(4, { current: 9_000 }).at(4_500).read({ current: 5_000 }).at(5_000).readFor(4, { current: 9_000 }),
    undefined,
  ],
  ['above 125 % while off', 'over-current', plainPump, (b) => b.off().readFor(9, { current: 9_000 }), undefined],

  ['50 % of rated', 'dry-run', plainPump, (b) => b.on().readFor(30, { current: 2_500 }), undefined],
  [
    'less than 50 %, 1 ms short',
    'dry-run',
    plainPump,
    (b) => b.on().readFor(14, { current: 2_499 }).at(14_999).read({ current: 2_499 }),
    undefined,
  ],
  [
    'less than 50 % for 5 s after 10 s',
    'dry-run',
    plainPump,
    (b) => b.on().readFor(15, { current: 2_499 }),
    'stop dry-run.not-learned',
  ],
  [
    'less in the first 10 s',
    'dry-run',
    plainPump,
    (b) => b.on().readFor(9, { current: 100 }).at(9_999).read({ current: 100 }).readFor(20, { current: 4_000 }),
    undefined,
  ],
  ['the latch of the node', 'dry-run', threePhases, (b) => b.on().read({ dryLatch: true }), 'stop dry-run.node'],
  [
    'the latch of the run before',
    'dry-run',
    threePhases,
    (b) => b.on().at(1).off().at(2).read({ dryLatch: false }).at(90_000).on(),
    undefined,
  ],
  [
    'no rated current',
    'dry-run',
    { ...plainPump, motor: { phases: 1, nominalV: 230 } },
    (b) => b.on().readFor(30, { current: 100 }),
    undefined,
  ],

  ['exactly +20 %', 'over-voltage', withVoltage, (b) => b.readFor(9, { voltage: 276 }), undefined],
  [
    'more than +20 % for 4.999 s',
    'over-voltage',
    withVoltage,
    (b) => b.read({ voltage: 276.1 }).at(4_999).read({ voltage: 277 }),
    undefined,
  ],
  [
    'more than +20 % for 5 s',
    'over-voltage',
    withVoltage,
    (b) => b.readFor(5, { voltage: 276.1 }),
    'hold over-voltage',
  ],
  [
    'one phase of three too high',
    'over-voltage',
    threePhases,
    (b) => b.readFor(5, volts(230, 230, 277)),
    'hold over-voltage',
  ],
  ['exactly -20 %', 'under-voltage', withVoltage, (b) => b.readFor(9, { voltage: 184 }), undefined],
  [
    'under -20 % for 3 s',
    'under-voltage',
    withVoltage,
    (b) => b.readFor(3, { voltage: 180 }).at(3_500).read({ voltage: 230 }).readFor(5, { voltage: 230 }),
    undefined,
  ],
  ['under -20 % for 5 s', 'under-voltage', withVoltage, (b) => b.readFor(5, { voltage: 183.9 }), 'hold under-voltage'],
  [
    'one phase of three too low',
    'under-voltage',
    threePhases,
    (b) => b.readFor(5, volts(230, 183, 230)),
    'hold under-voltage',
  ],
  [
    'good again for 59.999 s',
    'under-voltage',
    withVoltage,
    (b) => b.readFor(5, { voltage: 180 }).at(6_000).read({ voltage: 230 }).at(65_999).read({ voltage: 230 }),
    'hold under-voltage.settling',
  ],
  [
    'good again for 60 s',
    'under-voltage',
    withVoltage,
    (b) => b.readFor(5, { voltage: 180 }).at(6_000).readFor(60, { voltage: 230 }),
    undefined,
  ],
  [
    'good again with a dip',
    'under-voltage',
    withVoltage,
    (b) =>
      b
        .readFor(5, { voltage: 180 })
        .at(6_000)
        .readFor(50, { voltage: 230 })
        .at(57_000)
        .read({ voltage: 170 })
        .at(58_000)
        .readFor(59, { voltage: 230 }),
    'hold under-voltage.settling',
  ],

  [
    'a phase without current, 3.999 s',
    'phase-loss',
    threePhases,
    (b) =>
      b
        .on()
        .read(currents(0, 8_000, 8_000))
        .at(3_999)
        .read(currents(0, 8_000, 8_000)),
    undefined,
  ],
  [
    'a phase without current for 4 s',
    'phase-loss',
    threePhases,
    (b) => b.on().readFor(4, currents(799, 8_000, 8_000)),
    'lock-out phase-loss',
  ],
  [
    'a phase with a tenth of the others',
    'phase-loss',
    threePhases,
    (b) => b.on().readFor(9, currents(800, 8_000, 8_000)),
    undefined,
  ],
  ['a motor that takes nothing', 'phase-loss', threePhases, (b) => b.on().readFor(9, currents(0, 200, 200)), undefined],
  [
    'currents of a motor that is off',
    'phase-loss',
    threePhases,
    (b) => b.off().readFor(9, currents(0, 8_000, 8_000)),
    undefined,
  ],
  [
    'a phase without voltage for 4 s',
    'phase-loss',
    threePhases,
    (b) => b.readFor(4, volts(230, 114, 230)),
    'lock-out phase-loss',
  ],
  ['a phase with half its voltage', 'phase-loss', threePhases, (b) => b.readFor(9, volts(230, 115, 230)), undefined],
  ['a grid that is gone', 'phase-loss', threePhases, (b) => b.readFor(9, volts(0, 0, 0)), undefined],
  [
    'only two phases that tell',
    'phase-loss',
    threePhases,
    (b) => b.on().readFor(9, { currentL1: 0, currentL2: 8_000 }),
    undefined,
  ],

  [
    'phases exchanged',
    'phase-reversal',
    threePhases,
    (b) => b.off().read({ phaseOrder: false, ...volts(230, 230, 230) }),
    'lock-out phase-reversal',
  ],
  [
    'phases exchanged while on',
    'phase-reversal',
    threePhases,
    (b) => b.on().read({ phaseOrder: false }),
    'lock-out phase-reversal',
  ],
  [
    'no order on a dead line',
    'phase-reversal',
    threePhases,
    (b) => b.off().read({ phaseOrder: false, ...volts(230, 230, 114) }),
    undefined,
  ],
  [
    'no order at half the voltage',
    'phase-reversal',
    threePhases,
    (b) => b.off().read({ phaseOrder: false, ...volts(115, 115, 115) }),
    'lock-out phase-reversal',
  ],
  [
    'no order on a dead line of one voltage',
    'phase-reversal',
    { ...threePhases, watched: ['phaseOrder', 'voltage'] },
    (b) => b.off().read({ phaseOrder: false, voltage: 0 }),
    undefined,
  ],
  ['phases in order', 'phase-reversal', threePhases, (b) => b.off().read({ phaseOrder: true }), undefined],

  [
    '10 % between phases',
    'unbalance',
    threePhases,
    (b) => b.on().readFor(30, currents(9_000, 10_000, 11_000)),
    undefined,
  ],
  [
    'more than 10 %, 1 ms short',
    'unbalance',
    threePhases,
    (b) =>
      b
        .on()
        .at(5_000)
        .read(currents(8_900, 10_000, 11_100))
        .at(14_999)
        .read(currents(8_900, 10_000, 11_100)),
    undefined,
  ],
  [
    'more than 10 % for 10 s',
    'unbalance',
    threePhases,
    (b) =>
      b
        .on()
        .at(5_000)
        .readFor(10, currents(8_900, 10_000, 11_100)),
    'alert unbalance',
  ],
  [
    'more than 10 % while starting',
    'unbalance',
    threePhases,
    (b) => b.on().readFor(14, currents(8_900, 10_000, 11_100)),
    undefined,
  ],
  [
    'no current at all',
    'unbalance',
    threePhases,
    (b) =>
      b
        .on()
        .at(5_000)
        .readFor(30, currents(0, 0, 0)),
    undefined,
  ],

  ['on for 4 h less 1 ms', 'max-run', plainPump, (b) => b.on().at(14_399_999).tick(), undefined],
  ['on for 4 h', 'max-run', plainPump, (b) => b.on().at(14_400_000).tick(), 'stop max-run'],
  ['on for 4 h and off since', 'max-run', plainPump, (b) => b.on().at(14_400_000).tick().off().tick(), undefined],

  ['off for 59.999 s', 'min-rest', plainPump, (b) => b.on().at(5_000).off().at(64_999).tick(), 'hold min-rest'],
  ['off for 60 s', 'min-rest', plainPump, (b) => b.on().at(5_000).off().at(65_000).tick(), undefined],
  ['on again', 'min-rest', plainPump, (b) => b.on().at(5_000).off().at(6_000).on(), undefined],
  [
    'unknown since it went off',
    'min-rest',
    plainPump,
    (b) => b.on().at(5_000).off().event({ type: 'contactor', state: 'unknown', at: 6_000 }).at(9_000).tick(),
    'hold min-rest',
  ],

  ['five starts in the hour', 'starts-per-hour', plainPump, (b) => startOften(b, 5), undefined],
  ['six starts in the hour', 'starts-per-hour', plainPump, (b) => startOften(b, 6), 'hold starts-per-hour'],
  [
    'six starts, the first an hour ago less 1 ms',
    'starts-per-hour',
    plainPump,
    (b) => startOften(b, 6).at(3_599_999).tick(),
    'hold starts-per-hour',
  ],
  [
    'six starts, the first an hour ago',
    'starts-per-hour',
    plainPump,
    (b) => startOften(b, 6).at(3_600_000).tick(),
    undefined,
  ],
  ['the sixth while it is on', 'starts-per-hour', plainPump, (b) => startOften(b, 5).at(900_000).on(), undefined],
  [
    'as many starts as a day has',
    'starts-per-hour',
    { ...plainPump, settings: { 'starts-per-hour': { perDay: 7 } } },
    (b) => startOften(b, 7, 4_000_000),
    'hold starts-per-hour',
  ],

  [
    'no current after 9.999 s',
    'no-effect',
    plainPump,
    (b) => b.on().read({ current: 0 }).at(9_999).read({ current: 100 }),
    undefined,
  ],
  [
    'no current after 10 s',
    'no-effect',
    plainPump,
    (b) => b.on().at(10_000).read({ current: 100 }),
    'stop no-effect.current',
  ],
  ['a little current after 10 s', 'no-effect', plainPump, (b) => b.on().at(10_000).read({ current: 101 }), undefined],
  [
    'current at first and none later',
    'no-effect',
    plainPump,
    (b) => b.on().at(5_000).read({ current: 101 }).at(20_000).read({ current: 0 }),
    undefined,
  ],
  [
    'no current in the second run',
    'no-effect',
    plainPump,
    (b) => b.on().read({ current: 5_000 }).at(5_000).off().at(90_000).on().at(100_000).read({ current: 0 }),
    'stop no-effect.current',
  ],
  ['nothing read at all', 'no-effect', plainPump, (b) => b.on().at(60_000).tick(), undefined],
  [
    'no flow',
    'no-effect',
    { ...plainPump, watched: ['flow', 'level'] },
    (b) => b.on().at(10_000).read({ flow: 0 }),
    'stop no-effect.flow',
  ],
  [
    'some flow',
    'no-effect',
    { ...plainPump, watched: ['flow'] },
    (b) => b.on().at(10_000).read({ flow: 0.1 }),
    undefined,
  ],
  [
    'a level that stands',
    'no-effect',
    { ...plainPump, watched: ['level'] },
    (b) => b.on().readFor(300, { level: 40 }),
    'stop no-effect.level',
  ],
  [
    'a level that stands for less',
    'no-effect',
    { ...plainPump, watched: ['level'] },
    (b) => b.on().readFor(299, { level: 40 }),
    undefined,
  ],
  [
    'a level that rises',
    'no-effect',
    { ...plainPump, watched: ['level'] },
    (b) => b.on().readFor(200, { level: 40 }).at(201_000).readFor(200, { level: 41 }),
    undefined,
  ],
  [
    'a level that sinks and comes back',
    'no-effect',
    { ...plainPump, watched: ['level'] },
    (b) =>
      b
        .on()
        .read({ level: 40 })
        .at(1_000)
        .read({ level: 39 })
        .at(2_000)
        .read({ level: 40 })
        .at(400_000)
        .read({ level: 40 }),
    undefined,
  ],

  [
    'current 2.999 s after OFF',
    'welded',
    plainPump,
    (b) => b.on().at(1_000).off().at(3_999).read({ current: 5_000 }),
    undefined,
  ],
  [
    'current 3 s after OFF',
    'welded',
    plainPump,
    (b) => b.on().at(1_000).off().at(4_000).read({ current: 201 }),
    'lock-out welded',
  ],
  ['200 mA after OFF', 'welded', plainPump, (b) => b.on().at(1_000).off().at(4_000).read({ current: 200 }), undefined],
  [
    'current while nobody knows whether it is off',
    'welded',
    plainPump,
    (b) => b.at(60_000).read({ current: 5_000 }),
    undefined,
  ],

  [
    'a meter not heard for 59.999 s of a run',
    'sensor-lost',
    plainPump,
    (b) => b.on().read({ current: 5_000 }).at(59_999).tick(),
    undefined,
  ],
  [
    'a meter not heard for 60 s of a run',
    'sensor-lost',
    plainPump,
    (b) => b.on().read({ current: 5_000 }).at(60_000).tick(),
    'hold sensor-lost.current',
  ],
  [
    'a meter never heard in 60 s of a run',
    'sensor-lost',
    plainPump,
    (b) => b.at(500_000).on().at(560_000).tick(),
    'hold sensor-lost.current',
  ],
  ['a meter not heard before a run', 'sensor-lost', plainPump, (b) => b.off().at(500_000).tick().on(), undefined],
  [
    'a meter out of range for 60 s',
    'sensor-lost',
    plainPump,
    (b) =>
      b
        .on()
        .read({ current: 5_000 })
        .at(30_000)
        .read({ current: 999_999 }, 'out-of-range')
        .at(60_000)
        .read({ current: 999_999 }, 'out-of-range'),
    'hold sensor-lost.current',
  ],
  [
    'a lost meter once the pump is off',
    'sensor-lost',
    plainPump,
    (b) => b.on().at(60_000).tick().off().at(200_000).tick(),
    'hold sensor-lost.current',
  ],
  [
    'a lost meter that is heard again',
    'sensor-lost',
    plainPump,
    (b) => b.on().at(60_000).tick().off().at(61_000).read({ current: 0 }),
    undefined,
  ],
  [
    'a level not heard while the pump stands',
    'sensor-lost',
    { ...plainPump, watched: ['level'] },
    (b) => b.off().read({ level: 50 }).at(60_000).tick(),
    'hold sensor-lost.level',
  ],

  [
    'three polls without a word',
    'node-lost',
    plainPump,
    (b) => b.on().tick().event({ type: 'heard' }).at(30_000).event({ type: 'tick' }),
    undefined,
  ],
  [
    'more than three polls',
    'node-lost',
    plainPump,
    (b) => b.on().tick().at(30_001).event({ type: 'tick' }),
    'stop node-lost',
  ],
  [
    'more than three polls while off',
    'node-lost',
    plainPump,
    (b) => b.off().tick().at(30_001).event({ type: 'tick' }),
    'hold node-lost',
  ],
  ['never a word', 'node-lost', plainPump, (b) => b.at(30_001).event({ type: 'tick' }), 'stop node-lost'],

  [
    'exactly what the breaker bears',
    'breaker-overload',
    threePhases,
    (b) => b.on().readFor(9, { breaker: 40_000 }),
    undefined,
  ],
  [
    'more for 4.999 s',
    'breaker-overload',
    threePhases,
    (b) => b.on().read({ breaker: 40_001 }).at(4_999).read({ breaker: 40_001 }),
    undefined,
  ],
  [
    'more for 5 s',
    'breaker-overload',
    threePhases,
    (b) => b.on().readFor(5, { breaker: 40_001 }),
    'hold breaker-overload',
  ],
  [
    'more for 5 s, second in rank',
    'breaker-overload',
    ranked(1),
    (b) => b.on().readFor(5, { breaker: 40_001 }),
    'alert breaker-overload',
  ],
  [
    'more for 9 s, second in rank',
    'breaker-overload',
    ranked(1),
    (b) => b.on().readFor(9, { breaker: 40_001 }),
    'alert breaker-overload',
  ],
  [
    'more for 10 s, second in rank',
    'breaker-overload',
    ranked(1),
    (b) => b.on().readFor(10, { breaker: 40_001 }),
    'hold breaker-overload',
  ],
  [
    'more for 5 s while it is off',
    'breaker-overload',
    threePhases,
    (b) => b.off().readFor(5, { breaker: 40_001 }),
    'alert breaker-overload',
  ],
  [
    'held, then no room for it',
    'breaker-overload',
    threePhases,
    (b) => b.on().readFor(5, { breaker: 40_001 }).off().at(6_000).readFor(99, { breaker: 35_001 }),
    'hold breaker-overload',
  ],
  [
    'held, then room for 59 s',
    'breaker-overload',
    threePhases,
    (b) => b.on().readFor(5, { breaker: 40_001 }).off().at(6_000).readFor(59, { breaker: 35_000 }),
    'hold breaker-overload',
  ],
  [
    'held, then room for 60 s',
    'breaker-overload',
    threePhases,
    (b) => b.on().readFor(5, { breaker: 40_001 }).off().at(6_000).readFor(60, { breaker: 35_000 }),
    undefined,
  ],
  [
    'held, room unknown, a fifth is free',
    'breaker-overload',
    unrated(),
    (b) => b.on().readFor(5, { breaker: 40_001 }).off().at(6_000).readFor(60, { breaker: 32_000 }),
    undefined,
  ],
  [
    'held, room unknown, less is free',
    'breaker-overload',
    unrated(),
    (b) => b.on().readFor(5, { breaker: 40_001 }).off().at(6_000).readFor(60, { breaker: 32_001 }),
    'hold breaker-overload',
  ],
];

describe('at its threshold and its time', () => {
  test.each(edges)('%s: %s', (_title, name, setup, story, expected) => {
    const bench = new GuardBench(setup);
    story(bench);
    const reason = bench.find(name);
    expect(reason && `${reason.kind} ${reason.code}`).toBe(expected);
    if (!reason) return;
    expect(reason.sentence).toMatch(/^[A-Z].{10,}\.$/);
    expect(reason.remedy).toMatch(/^[A-Z].{10,}\.$/);
    // Whoever translates the sentence has its figures at hand.
    const figures = Object.values(reason.facts ?? {});
    for (const figure of figures) expect(figure).toEqual(expect.any(Number));
    if (/\d/.test(reason.sentence)) expect(figures.length).toBeGreaterThan(0);
  });
});

describe('the table', () => {
  test('has a protection for each name and a name for each protection', () => {
    expect(protections.map(({ name }) => name)).toEqual(protectionNames);
  });

  const settings = protections.flatMap(({ name, settings: own }) =>
    Object.entries(own).map(([key, definition]) => [name, key, definition] as const),
  );
  test.each(settings)('%s %s is described, and its default is in its range', (_name, _key, definition) => {
    expect(definition.label).toMatch(/^[A-Z]/);
    expect(definition.sentence).toMatch(/^[A-Z].{10,}\.$/);
    expect(definition.unit).not.toBe('');
    expect(definition.default).toBeGreaterThanOrEqual(definition.min);
    expect(definition.default).toBeLessThanOrEqual(definition.max);
  });

  test('takes only settings that exist and are in their range', () => {
    const minRest = protections.find(({ name }) => name === 'min-rest');
    const perHour = protections.find(({ name }) => name === 'starts-per-hour');
    if (!minRest || !perHour) throw new Error('they are in the table');
    expect(findFaultInSettings(minRest, { restS: 0 })).toBeUndefined();
    expect(findFaultInSettings(minRest, { restS: 3_600 })).toBeUndefined();
    expect(findFaultInSettings(minRest, { restS: -1 })).toContain('from 0 to 3600 s.');
    expect(findFaultInSettings(minRest, { restS: 3_601 })).toContain('from 0 to 3600 s.');
    expect(findFaultInSettings(minRest, { restS: 1.5 })).toContain('whole number');
    expect(findFaultInSettings(perHour, { perHour: 61 })).toContain('from 1 to 60.');
    expect(findFaultInSettings(minRest, { constructor: 1 })).toBe('min-rest has no setting constructor.');
    expect(findFaultInSettings(minRest, { hurry: 1 })).toBe('min-rest has no setting hurry.');
  });

  test.each<[string, GuardSetup, ProtectionName[]]>([
    [
      'nothing at all',
      { ...plainPump, watched: [] },
      [
        'welded',
        'phase-reversal',
        'phase-loss',
        'over-current',
        'overload',
        'dry-run',
        'no-effect',
        'sensor-lost',
        'over-voltage',
        'under-voltage',
        'breaker-overload',
        'unbalance',
      ],
    ],
    [
      'a current',
      plainPump,
      ['phase-reversal', 'phase-loss', 'overload', 'over-voltage', 'under-voltage', 'breaker-overload', 'unbalance'],
    ],
    [
      'a current of an unknown motor',
      { ...plainPump, motor: { phases: 1, nominalV: 230 } },
      [
        'phase-reversal',
        'phase-loss',
        'over-current',
        'overload',
        'dry-run',
        'over-voltage',
        'under-voltage',
        'breaker-overload',
        'unbalance',
      ],
    ],
    [
      'a current and its threshold',
      { ...plainPump, motor: { ...plainPump.motor, tripMa: 9_000 } },
      ['phase-reversal', 'phase-loss', 'over-voltage', 'under-voltage', 'breaker-overload', 'unbalance'],
    ],
    ['everything of three phases', { ...threePhases, watched: [...threePhases.watched, 'voltage'] }, []],
    [
      'three phases by their voltages alone',
      { ...threePhases, watched: ['voltageL1', 'voltageL2', 'voltageL3'] },
      [
        'welded',
        'phase-reversal',
        'over-current',
        'overload',
        'dry-run',
        'no-effect',
        'sensor-lost',
        'breaker-overload',
        'unbalance',
      ],
    ],
    [
      'three phases by two voltages',
      { ...threePhases, watched: ['voltageL1', 'voltageL2'] },
      [
        'welded',
        'phase-reversal',
        'phase-loss',
        'over-current',
        'overload',
        'dry-run',
        'no-effect',
        'sensor-lost',
        'over-voltage',
        'under-voltage',
        'breaker-overload',
        'unbalance',
      ],
    ],
    [
      'a breaker without a threshold',
      { ...plainPump, watched: ['current', 'breaker'] },
      ['phase-reversal', 'phase-loss', 'overload', 'over-voltage', 'under-voltage', 'breaker-overload', 'unbalance'],
    ],
  ])('what is not watched with %s is told', (_title, setup, expected) => {
    const { notWatched } = new GuardBench(setup).ruling;
    expect(notWatched.map(({ name }) => name)).toEqual(expected);
    for (const { sentence } of notWatched) expect(sentence).toMatch(/^Not watched: .{10,}\.$/);
  });
});

function ranked(shedRank: number): GuardSetup {
  return { ...threePhases, motor: { ...threePhases.motor, shedRank } };
}

function unrated(): GuardSetup {
  const { ratedMa: _unknown, ...motor } = threePhases.motor;
  return { ...threePhases, motor };
}

function startOften(bench: GuardBench, times: number, everyMs = 120_000): GuardBench {
  for (let start = 0; start < times; start += 1)
    bench
      .at(start * everyMs)
      .on()
      .at(start * everyMs + 1_000)
      .off();
  return bench.at((times - 1) * everyMs + 61_000).tick();
}
