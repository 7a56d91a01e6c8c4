import { describe, expect, it } from 'vitest';
import type { Command, PointView, Quality, Reading, SwitchView } from '../../contract/index.ts';
import { newPump, pumpDefaults, type Pump } from './pump.ts';
import { seePump } from './pump-watch.ts';
import type { Run } from './run.ts';
import type { SharingField } from './sharing-parts.ts';

type Device = NonNullable<ReturnType<SharingField['findDevice']>>;

const pump: Pump = {
  ...pumpDefaults,
  id: 'pump_1',
  site: 'site_1',
  name: 'Well',
  group: 'all',
  device: 'node-1',
  point: 'relay',
};
const run: Run = {
  id: 'run_1',
  number: 7,
  pump: 'pump_1',
  group: 'all',
  user: 'bo',
  by: 'bo',
  order: 1,
  state: 'running',
  askedS: 600,
  reservedS: 600,
  pumpedMs: 0,
  provenMs: 0,
  uncountedS: 0,
  countedS: 0,
  starts: 2,
  dropouts: 0,
  requestedAt: 0,
};

const relay = (view: Partial<SwitchView>): PointView => ({
  definition: { id: 'relay', kind: 'switch', label: 'Relay', unit: '' },
  switch: { desired: null, reported: 'on', ...view },
});
const point = (id: string, value: Reading['value'], more: { quality?: Quality; old?: boolean } = {}): PointView => ({
  definition: { id, kind: 'measure', label: id, unit: '' },
  reading: { value, at: 0, quality: 'good', ...more },
});
const command = (more: Partial<Command>): Command => ({
  id: 'run_1-2',
  device: 'node-1',
  point: 'relay',
  value: true,
  state: 'confirmed',
  owed: false,
  by: 'gateway: run 7',
  acceptedAt: 0,
  tries: 1,
  trail: [],
  ...more,
});

interface Look {
  readonly availability?: Device['availability'];
  readonly points?: readonly PointView[];
  readonly of?: Run | undefined;
  readonly isHeard?: boolean;
  readonly at?: Partial<Pump>;
}

function see(view: Partial<SwitchView>, look: Look = {}) {
  const { availability = 'online', points = [], of, isHeard = true, at = {} } = look;
  const device: Device = { availability, points: [relay(view), ...points] };
  const field = fieldOf((site, id) => (site === 'site_1' && id === 'node-1' ? device : undefined));
  return seePump(field, { ...newPump({ ...pump, ...at }), isHeard }, of);
}

function fieldOf(findDevice: SharingField['findDevice']): SharingField {
  const never = () => {
    throw new Error('who looks commands nothing');
  };
  return { commander: { prepare: never, renew: never, isOffOwed: never }, findDevice, latch: never };
}

const kinds = (events: ReturnType<typeof see>) => events.map(({ kind }) => kind);
const report = (on: boolean) => ({ kind: 'report', pump: 'pump_1', on });

describe('what a pump is', () => {
  it.each([
    ['on', true],
    ['off', false],
    ['tripped', false],
  ] as const)('is what its device reports: %s', (reported, on) => {
    expect(see({ reported })).toEqual([report(on)]);
  });

  it('is nothing while its device says nothing', () => {
    expect(see({ reported: 'unknown' })).toEqual([]);
  });

  it('is not known of a tripped device without a lease, which may close again by itself', () => {
    const { leaseS: _, ...rest } = pump;
    const field = fieldOf(() => ({ availability: 'online', points: [relay({ reported: 'tripped' })] }));
    expect(seePump(field, { ...newPump(rest), isHeard: true }, undefined)).toEqual([]);
  });

  it.each(['offline', 'unknown'] as const)('is not believed of a device that is %s', (availability) => {
    expect(kinds(see({ reported: 'on' }, { availability }))).not.toContain('report');
  });

  it.each([
    ['another device', { device: 'node-2' }],
    ['another point', { point: 'relay.b' }],
    ['another site', { site: 'site_2' }],
  ])('is not that of %s: then its device is away', (_what, at) => {
    expect(see({}, { at })).toEqual([{ kind: 'heard', pump: 'pump_1', isHeard: false }]);
    expect(see({}, { at, isHeard: false })).toEqual([]);
  });

  it('is nothing of a point that is no switch any more', () => {
    const { switch: _, ...measure } = relay({});
    const field = fieldOf(() => ({ availability: 'online', points: [measure] }));
    expect(seePump(field, { ...newPump(pump), isHeard: true }, undefined)).toEqual([
      { kind: 'heard', pump: 'pump_1', isHeard: false },
    ]);
  });
});

describe('whether its device is there', () => {
  it.each([
    ['came', 'online', false, [{ kind: 'heard', pump: 'pump_1', isHeard: true }, report(true)]],
    ['stays', 'online', true, [report(true)]],
    ['went', 'offline', true, [{ kind: 'heard', pump: 'pump_1', isHeard: false }]],
    ['stays away', 'offline', false, []],
    ['was not heard in this run of the gateway', 'unknown', true, []],
  ] as const)('is told when it changes: %s', (_what, availability, isHeard, events) => {
    expect(see({ reported: 'on' }, { availability, isHeard })).toEqual(events);
  });
});

describe('what its node has counted', () => {
  const counts = [point('run', 7), point('onSeconds', 42)];

  it('is told with its report', () => {
    expect(see({}, { points: counts })).toEqual([{ ...report(true), count: { number: 7, onSeconds: 42 } }]);
  });

  it.each<[string, PointView[]]>([
    ['of which run is not known', [point('onSeconds', 42)]],
    ['is not there', [point('run', 7)]],
    ['is stale', [point('run', 7), point('onSeconds', 42, { quality: 'stale' })]],
    ['was read before the gateway started', [point('run', 7), point('onSeconds', 42, { old: true })]],
    ['is no number', [point('run', 7), point('onSeconds', 'many')]],
  ])('is left out where it %s', (_what, points) => {
    expect(see({}, { points })).toEqual([report(true)]);
  });
});

describe('an OFF that a person gave', () => {
  const byHand = command({ id: 'off-1', value: false, by: 'ana' });
  const ended = { kind: 'switched-off', pump: 'pump_1', by: 'ana' };

  it.each(['starting', 'running', 'hold'] as const)('ends a run that is %s', (state) => {
    expect(see({ command: byHand }, { of: { ...run, state } })).toContainEqual(ended);
  });

  it.each(['waiting', 'stopping', 'ended'] as const)('is nothing to a run that is %s', (state) => {
    expect(kinds(see({ command: byHand }, { of: { ...run, state } }))).toEqual(['report']);
  });

  it('is nothing where no run is, and none is the gateway’s own', () => {
    expect(kinds(see({ command: byHand }))).toEqual(['report']);
    expect(kinds(see({ command: { ...byHand, by: 'gateway: completed' } }, { of: run }))).toEqual(['report']);
    expect(kinds(see({ command: { ...byHand, value: true } }, { of: run }))).toEqual(['report']);
  });
});

describe('an ON of a run that failed', () => {
  const failed = command({ state: 'failed', reason: 'no-ack', trail: [{ at: 0, state: 'failed', note: 'no answer' }] });
  const refused = { kind: 'refused-on', pump: 'pump_1', command: 'run_1-2' };

  it.each([
    ['what stands last in its trail', failed, 'no answer'],
    ['its reason', { ...failed, trail: [] }, 'no-ack'],
    ['no more than that', command({ state: 'failed' }), 'failed'],
  ])('is told with %s', (_what, one, why) => {
    expect(see({ reported: 'unknown', command: one }, { of: run })).toEqual([{ ...refused, why }]);
  });

  it.each([
    ['of an earlier start', { ...failed, id: 'run_1-1' }, run],
    ['that did not fail', command({}), run],
    ['without a run', failed, undefined],
  ])('is none %s', (_what, one, of) => {
    expect(see({ reported: 'unknown', command: one }, { of })).toEqual([]);
  });
});

describe('a full tank', () => {
  const full = [point('float', true)];
  const went = { cause: 'pump', name: 'went-off', sinceMono: 0 } as const;

  it.each<[string, Partial<Run>]>([
    ['starting', { state: 'starting' }],
    ['running', { state: 'running' }],
    ['paused because its device went off', { state: 'hold', hold: went }],
  ])('ends a run that is %s, once its pump is off', (_what, more) => {
    const of = { ...run, ...more };
    const events = see({ reported: 'off' }, { of, points: full });
    expect(events).toEqual([{ kind: 'tank-full', pump: 'pump_1' }, report(false)]);
    expect(kinds(see({ reported: 'on' }, { of, points: full }))).toEqual(['report']);
  });

  it.each<[string, Partial<Run>]>([
    ['paused for another reason', { state: 'hold', hold: { ...went, name: 'dry-run' } }],
    ['paused for the grid', { state: 'hold', hold: { cause: 'grid', sinceMono: 0 } }],
    ['stopping', { state: 'stopping', hold: went }],
  ])('is nothing to a run that is %s', (_what, more) => {
    expect(kinds(see({ reported: 'off' }, { of: { ...run, ...more }, points: full }))).toEqual(['report']);
  });

  it.each<[string, PointView[]]>([
    ['is not full', [point('float', false)]],
    ['is not known', [point('float', true, { quality: 'stale' })]],
    ['was full before the gateway started', [point('float', true, { old: true })]],
    ['has no float', [point('level', true)]],
  ])('is none where it %s', (_what, points) => {
    expect(kinds(see({ reported: 'off' }, { of: run, points }))).toEqual(['report']);
  });

  it('is nothing where no run is', () => {
    expect(kinds(see({ reported: 'off' }, { points: full }))).toEqual(['report']);
  });
});
