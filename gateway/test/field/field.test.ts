import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ana, FieldBench } from '../../src/testing/field-bench.ts';

let bench: FieldBench;
beforeEach(() => {
  bench = new FieldBench([ana.site, 'site_two002']);
});
afterEach(() => bench.close());

const on = { id: 'command-on-1', device: 'outlet-fe', point: 'relay.a', value: true } as const;
const off = { ...on, id: 'command-off-1', value: false } as const;
const ask = (request: { id: string; device: string; point: string; value: boolean | number }, actor = ana) =>
  bench.field.commander.accept(actor, request);
const codeOf = (outcome: ReturnType<typeof ask>) => (outcome.ok ? 'accepted' : outcome.refusal.code);

describe('a command', () => {
  beforeEach(() => bench.adoptOutlet());

  it('is recorded, handed to the bridge with its expiry, and followed to its confirmation', () => {
    expect(ask(on)).toMatchObject({ ok: true, value: { command: { state: 'pending' }, known: false } });
    const expiry = bench.clock.monoMs() + 30_000;
    expect(bench.published.at(-1)).toMatchObject({ topic: 'farm/outlet-fe/commands', retain: false });
    expect(bench.commands).toMatchObject([
      { id: on.id, value: true, ttlMs: 30_000, deadline: { boot: 'boot-1', monoMs: expiry } },
    ]);
    bench.receipt(on.id, 'sent', { try: 1, of: 5 });
    bench.receipt(on.id, 'delivered');
    bench.read({ 'current.a': 4800, 'trip.a': false });
    expect(bench.switchView()).toMatchObject({
      reported: 'on',
      evidence: 'measurement',
      command: { state: 'confirmed' },
    });
    expect(bench.field.commander.find(ana.site, on.id)?.trail.map(({ state }) => state)).toEqual([
      'pending',
      'sent',
      'delivered',
      'confirmed',
    ]);
    expect(bench.audited.at(-1)).toMatchObject({ action: 'command.accept', result: 'accepted' });
  });

  it('with a known id is the same command and nothing is done twice', () => {
    ask(on);
    expect(ask(on)).toMatchObject({ ok: true, value: { known: true } });
    expect(bench.commands).toHaveLength(1);
    expect(codeOf(ask({ ...on, value: false }))).toBe('id-used');
  });

  it.each([
    [{ ...on, device: 'outlet-10' }, 'not-found'],
    [{ ...on, point: 'relay.c' }, 'not-found'],
    [{ ...on, value: 1 }, 'invalid'],
    [{ ...on, point: 'current.a' }, 'invalid'],
    [{ ...on, point: 'threshold', value: 50_000 }, 'invalid'],
    [{ ...on, point: 'threshold', value: 99.5 }, 'invalid'],
  ])('%j is refused as %s and leaves no trace', (request, code) => {
    expect(codeOf(ask(request))).toBe(code);
    expect(bench.commands).toEqual([]);
    expect(bench.field.commander.find(ana.site, on.id)).toBeUndefined();
  });

  it('of another site finds no device and is not to be found', () => {
    const ben = { ...ana, site: 'site_two002' };
    expect(codeOf(ask(on, ben))).toBe('not-found');
    ask(on);
    expect(bench.field.commander.find(ben.site, on.id)).toBeUndefined();
    expect(bench.field.commander.list(ben.site, { limit: 10 })).toEqual([]);
    expect(bench.field.registry.find(ben.site, 'outlet-fe')).toBeUndefined();
  });

  it('switches on no pump whose contactor nobody confirmed', () => {
    const patch = (change: object) => bench.field.registry.patchPoint(ana, 'outlet-fe', 'relay.a', change);
    expect(patch({ load: 'pump' })).toMatchObject({ ok: false, refusal: { code: 'unsafe-load' } });
    expect(patch({ load: 'pump', contactor: true })).toMatchObject({ ok: true });
    expect(codeOf(ask(on))).toBe('accepted');
  });

  it('of a protection is only for those who look after devices', () => {
    const request = { ...on, point: 'threshold', value: 3233 };
    expect(codeOf(ask(request, { ...ana, role: 'user', masterAdmin: false }))).toBe('not-allowed');
    expect(codeOf(ask(request, { ...ana, role: 'installer', masterAdmin: false }))).toBe('accepted');
  });

  it('sets a threshold by acknowledgement', () => {
    ask({ ...on, point: 'threshold', value: 3233 });
    bench.receipt(on.id, 'delivered');
    bench.read({ threshold: 3233 });
    expect(bench.point('threshold')).toMatchObject({
      reading: { value: 3233 },
      setting: { desired: 3233, command: { state: 'confirmed' } },
    });
  });
});

describe('what a device says', () => {
  beforeEach(() => bench.adoptOutlet());

  it('is kept with its quality, and refused where it does not fit the point', () => {
    bench.read({ 'current.a': 31_000, 'current.b': true, 'no.such': 1 });
    expect(bench.point('current.a')?.reading).toMatchObject({ value: 31_000, quality: 'out-of-range' });
    expect(bench.point('current.b')?.reading).toBeUndefined();
    expect(bench.switchView().reported).toBe('unknown');
  });

  it.each([
    [null],
    ['text'],
    [{}],
    [{ values: [] }],
    [{ values: { 'current.a': 'NaN' }, more: 1 }],
    [{ values: { 'current.a': 1e300 } }],
  ])('changes nothing when it is %j', (payload) => {
    bench.changes.length = 0;
    bench.field.receive('outlet-fe', 'readings', payload, 'bridge-1');
    expect(bench.changes.filter(({ what }) => what === 'values')).toEqual([]);
  });

  it('is stale, and its switches unknown, when the bridge has gone', () => {
    bench.read({ 'current.a': 800, 'trip.a': false });
    bench.field.loseCarrier('bridge-1', 'The radio bridge is not there');
    expect(bench.field.registry.find(ana.site, 'outlet-fe')?.availability).toBe('offline');
    expect(bench.point('current.a')?.reading?.quality).toBe('stale');
    expect(bench.switchView()).toMatchObject({ reported: 'unknown', lastKnown: { state: 'on' } });
  });

  it('survives a restart as old, and its switches are unknown', () => {
    bench.read({ 'current.a': 800, 'trip.a': false });
    bench.field.saveValues();
    bench.restart();
    expect(bench.point('current.a')?.reading).toMatchObject({ value: 800, old: true });
    expect(bench.switchView()).toMatchObject({ reported: 'unknown', lastKnown: { state: 'on' } });
  });
});

describe('a restart of the gateway', () => {
  beforeEach(() => bench.adoptOutlet());

  it('asks the bridge after an ON that was under way and never begins it again', () => {
    ask(on);
    bench.restart();
    bench.sayBridge();
    expect(bench.commands).toMatchObject([{ id: on.id, resume: true }]);
    bench.receipt(on.id, 'failed', { reason: 'no-ack' });
    expect(bench.field.commander.find(ana.site, on.id)).toMatchObject({ state: 'failed', reason: 'no-ack' });
  });

  it('after a reboot sends no ON of before', () => {
    ask(on);
    bench.restart({ reboot: true });
    bench.sayBridge();
    expect(bench.commands).toEqual([]);
    expect(bench.field.commander.find(ana.site, on.id)).toMatchObject({ state: 'failed', reason: 'expired' });
  });

  it('sends an owed OFF first when the bridge is heard', () => {
    ask(off);
    bench.restart({ reboot: true });
    bench.clock.advance(3_600_000);
    expect(bench.field.commander.find(ana.site, off.id)).toMatchObject({ owed: true });
    bench.sayBridge();
    expect(bench.commands).toMatchObject([{ id: off.id, value: false }]);
  });

  it('keeps a latch latched', () => {
    bench.field.stopAll(ana, 'site');
    bench.restart({ reboot: true });
    expect(codeOf(ask(on))).toBe('latched');
  });
});

describe('stop everything', () => {
  beforeEach(() => bench.adoptOutlet());

  it('fails what was on its way, sends OFF to every switch and lets nothing be switched on', () => {
    ask(on);
    const { latch, commands } = bench.field.stopAll(ana, 'site');
    expect(latch).toMatchObject({ latched: true, by: 'ana' });
    expect(commands.map(({ point, value }) => [point, value])).toEqual([
      ['relay.a', false],
      ['relay.b', false],
    ]);
    expect(bench.field.commander.find(ana.site, on.id)).toMatchObject({ state: 'failed', reason: 'latched' });
    expect(bench.commands.slice(1).every(({ value }) => value === false)).toBe(true);
    expect(codeOf(ask({ ...on, id: 'command-on-2' }))).toBe('latched');
    expect(codeOf(ask(off))).toBe('accepted');
  });

  it('after a release nothing starts by itself, and nothing at all for 10 s', () => {
    bench.field.stopAll(ana, 'site');
    expect(bench.field.release(ana, 'all is dry').ok).toBe(true);
    expect(codeOf(ask(on))).toBe('latched');
    bench.clock.advance(10_001);
    expect(codeOf(ask(on))).toBe('accepted');
    expect(bench.commands.filter(({ value }) => value === true)).toHaveLength(1);
  });

  it('of the whole gateway reaches every site', () => {
    bench.field.stopAll(ana, 'gateway');
    expect(bench.field.latch('site_two002').latched).toBe(true);
  });
});

describe('a device', () => {
  it('is seen, adopted, renamed, located and forgotten', () => {
    bench.sayBridge();
    bench.field.receive(
      'outlet-10',
      'hello',
      { contract: 1, type: 'smart-outlet-v1', via: 'bridge-1', address: '10' },
      'bridge-1',
    );
    expect(bench.field.registry.listSeen(ana.site).map(({ id }) => id)).toContain('outlet-10');
    expect(bench.field.registry.adopt(ana, 'outlet-10', {})).toMatchObject({ ok: true, value: { name: 'Outlet 10' } });
    expect(bench.published.at(-1)).toMatchObject({
      topic: 'farm/bridge-1/roster',
      retain: true,
      message: { devices: [{ device: 'outlet-10', address: '10' }] },
    });
    const patched = bench.field.registry.patch(ana, 'outlet-10', { name: 'Barn', location: 'North wall' });
    expect(patched).toMatchObject({ ok: true, value: { name: 'Barn', location: 'North wall' } });
    bench.restart();
    expect(bench.field.registry.find(ana.site, 'outlet-10')).toMatchObject({ name: 'Barn', location: 'North wall' });
    expect(bench.field.registry.forget(ana, 'outlet-10').ok).toBe(true);
    expect(bench.field.registry.list(ana.site)).toEqual([]);
  });

  it('that is a bridge is online as soon as it is adopted', () => {
    bench.sayBridge();
    bench.adoptBridge();
    expect(bench.field.registry.find(ana.site, 'bridge-1')).toMatchObject({ availability: 'online' });
  });

  it('of a kind that is not known is not adopted', () => {
    bench.field.receive('thing', 'hello', { contract: 1, type: 'toaster' }, 'thing');
    expect(bench.field.registry.adopt(ana, 'thing', {})).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
  });

  it('that is forgotten leaves no command open', () => {
    bench.adoptOutlet();
    ask(off);
    bench.field.registry.forget(ana, 'outlet-fe');
    bench.field.commander.flush();
    expect(bench.field.commander.find(ana.site, off.id)).toMatchObject({ state: 'failed' });
  });

  it('is not moved to another bridge by what somebody says of it', () => {
    bench.adoptOutlet();
    const hello = { contract: 1, type: 'smart-outlet-v1', via: 'bridge-2', address: 'FE' };
    bench.field.receive('outlet-fe', 'hello', hello, 'bridge-1');
    expect(bench.field.registry.find(ana.site, 'outlet-fe')?.via).toBe('bridge-1');
  });

  it('that another site takes over brings no command of the site before', () => {
    const ben = { ...ana, site: 'site_two002' };
    bench.adoptOutlet();
    ask(on);
    bench.field.registry.forget(ana, 'outlet-fe');
    bench.sayOutlet();
    bench.field.registry.adopt(ben, 'outlet-fe', {});
    bench.restart();
    const points = bench.field.registry.find(ben.site, 'outlet-fe')?.points ?? [];
    expect(points.map((point) => point.switch?.command).filter(Boolean)).toEqual([]);
  });

  it('is heard by its own bridge alone', () => {
    bench.adoptOutlet();
    expect(bench.field.mayHearCommandsOf('bridge-1', 'outlet-fe')).toBe(true);
    expect(bench.field.mayHearCommandsOf('bridge-2', 'outlet-fe')).toBe(false);
  });
});

describe('the impossible', () => {
  /** Off by command and by measurement, some while ago. */
  beforeEach(() => {
    bench.adoptOutlet();
    bench.read({ 'current.a': 4_800 });
    ask(off);
    bench.receipt(off.id, 'delivered');
    bench.read({ 'current.a': 0 });
    bench.clock.advance(10_000);
    bench.changes.length = 0;
  });
  const flag = () => bench.point('unexplained.a')?.reading;
  const toldFlags = () =>
    bench.changes
      .flatMap((change) => (change.what === 'values' ? [change.values['unexplained.a']] : []))
      .filter((value) => value !== undefined);

  it('is a current without a command: OFF by the gateway, and an alarm that ends with the current', () => {
    const readings: unknown[] = [];
    bench.events.on('reading', ({ point, value }) => readings.push([point, value]));
    expect(flag()).toBeUndefined();
    bench.read({ 'current.a': 4_800 });
    expect(flag()).toMatchObject({ value: true, quality: 'good' });
    const command = bench.switchView().command;
    expect(command).toMatchObject({ by: 'gateway: a current that no command explains', owed: true });
    expect(bench.commands.at(-1)).toMatchObject({ id: command?.id, value: false });
    bench.receipt(command?.id ?? '', 'delivered');
    bench.read({ 'current.a': 0 });
    expect(flag()).toMatchObject({ value: false });
    expect(toldFlags()).toEqual([true, false]);
    expect(readings).toContainEqual(['unexplained.a', true]);
    expect(bench.point('unexplained.b')?.reading).toBeUndefined();
  });

  it('is told by the gateway alone', () => {
    bench.read({ 'unexplained.a': true });
    expect(flag()).toBeUndefined();
  });

  it('stays told over a restart until an OFF is proven', () => {
    bench.read({ 'current.a': 4_800 });
    bench.field.saveValues();
    bench.clock.advance(0);
    bench.restart();
    expect(flag()).toMatchObject({ value: true, old: true });
    bench.sayBridge('session-2');
    bench.receipt(bench.switchView().command?.id ?? '', 'delivered');
    bench.read({ 'current.a': 0 });
    expect(flag()).toEqual({ value: false, at: bench.clock.wallMs(), quality: 'good' });
  });

  it('is a frame of another: OFF once for each time that the flag goes up', () => {
    const offs = () => bench.commands.length;
    const before = offs();
    bench.read({ 'meddled.a': true, 'meddled.b': false });
    expect(offs()).toBe(before + 1);
    expect(bench.switchView()).toMatchObject({
      reported: 'unknown',
      command: { by: 'gateway: a frame that was not ours told it to switch' },
    });
    bench.read({ 'meddled.a': true });
    expect(offs()).toBe(before + 1);
    expect(bench.switchView('relay.b').command).toBeUndefined();
    bench.clock.advance(2_000);
    bench.read({ 'meddled.a': false });
    bench.read({ 'meddled.a': true });
    expect(bench.commands.at(-1)).toMatchObject({ again: true });
  });

  it('is not what a decaying current is', () => {
    ask({ ...off, id: 'command-off-2' });
    bench.receipt('command-off-2', 'delivered');
    bench.clock.advance(5_000);
    bench.read({ 'current.a': 0 });
    bench.clock.advance(2_999);
    bench.read({ 'current.a': 400 });
    expect([flag(), bench.switchView().reported]).toEqual([undefined, 'off']);
  });
});

describe('a device that two bridges hear', () => {
  const fromOther = () =>
    bench.field.receive(
      'outlet-fe',
      'hello',
      { contract: 1, type: 'smart-outlet-v1', via: 'bridge-2', address: 'FE' },
      'bridge-2',
    );
  const via = () => bench.field.registry.find(ana.site, 'outlet-fe')?.via;
  beforeEach(() => {
    bench.adoptOutlet();
    bench.field.receive('bridge-2', 'hello', { contract: 1, type: 'rf-bridge', session: 'session-9' }, 'bridge-2');
    bench.field.receive('bridge-2', 'status', { online: true }, 'bridge-2');
  });

  it('is one device, and its own bridge speaks for it', () => {
    fromOther();
    bench.field.receive('outlet-fe', 'readings', { values: { 'current.a': 9_999 } }, 'bridge-2');
    bench.field.receive('outlet-fe', 'status', { online: false }, 'bridge-2');
    expect(via()).toBe('bridge-1');
    expect(bench.point('current.a')?.reading).toBeUndefined();
    expect(bench.field.registry.find(ana.site, 'outlet-fe')?.availability).toBe('online');
    expect(bench.field.registry.listSeen(ana.site).map(({ id }) => id)).not.toContain('outlet-fe');
  });

  it('hangs on the other once its own has lost it, and both are told', () => {
    bench.field.receive('outlet-fe', 'status', { online: false, reason: 'It does not answer' }, 'bridge-1');
    bench.published.length = 0;
    fromOther();
    bench.field.receive('outlet-fe', 'status', { online: true }, 'bridge-2');
    bench.clock.advance(2_000);
    expect(via()).toBe('bridge-2');
    expect(bench.field.registry.find(ana.site, 'outlet-fe')?.availability).toBe('online');
    const rosters = bench.published.filter(({ topic }) => topic.endsWith('/roster')).map(({ topic }) => topic);
    expect(rosters.toSorted()).toEqual(['farm/bridge-1/roster', 'farm/bridge-2/roster']);
    expect(bench.field.mayHearCommandsOf('bridge-2', 'outlet-fe')).toBe(true);
  });

  it('does not become a simulated one of its name, nor the other way round', () => {
    bench.field.receive('outlet-fe', 'status', { online: false }, 'bridge-1');
    bench.field.receive(
      'outlet-fe',
      'hello',
      { contract: 1, type: 'smart-outlet-v1', via: 'bridge-2', address: 'FE', demo: true },
      'bridge-2',
    );
    expect(via()).toBe('bridge-1');
  });

  it.each([
    ['that is not there', () => {}],
    ['that is there and does not hear it', () => bench.sayBridge('session-2')],
  ])('waits half a minute after a restart of the gateway for its own bridge %s', (_name, sayOwn) => {
    bench.restart();
    sayOwn();
    bench.field.receive('bridge-2', 'hello', { contract: 1, type: 'rf-bridge', session: 'session-9' }, 'bridge-2');
    bench.field.receive('bridge-2', 'status', { online: true }, 'bridge-2');
    fromOther();
    expect(via()).toBe('bridge-1');
    bench.clock.advance(30_000);
    fromOther();
    expect(via()).toBe('bridge-2');
  });

  it('takes an owed OFF along, and no ON', () => {
    ask(on);
    ask({ ...off, point: 'relay.b' });
    bench.field.receive('outlet-fe', 'status', { online: false }, 'bridge-1');
    bench.published.length = 0;
    fromOther();
    bench.clock.advance(2_000);
    expect(bench.commands.every(({ value }) => value === false)).toBe(true);
    expect(bench.commands.length).toBeGreaterThan(0);
    expect(bench.switchView('relay.a').command).toMatchObject({ state: 'failed', reason: 'no-ack' });
  });
});
