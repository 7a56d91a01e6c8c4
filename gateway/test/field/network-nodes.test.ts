import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ana } from '../../src/testing/field-bench.ts';
import { ben, LOCAL_BRIDGE, NetworkBench } from '../../src/testing/network-bench.ts';

let bench: NetworkBench;
beforeEach(() => {
  bench = new NetworkBench();
});
afterEach(() => bench.close());

describe('somebody who wants commands kept', () => {
  const retained = () => bench.audited.filter(({ action }) => action === 'command.retain');

  it('is written down once an hour, whatever devices it names', () => {
    bench.make('north-pump');
    bench.make('well-4');
    for (let count = 0; count < 600; count += 1) bench.network.noteRetainedCommand(`pump-${count}`, 'north-pump');
    bench.network.noteRetainedCommand('pump-1', 'well-4');
    expect(retained().map(({ actor }) => actor.name)).toEqual(['north-pump', 'well-4']);
    bench.clock.advance(3_600_000);
    bench.network.noteRetainedCommand('pump-2', 'north-pump');
    expect(retained()).toHaveLength(3);
  });
});

describe('a node whose credential a person of a site made', () => {
  it('is a device of that site by its first hello, under the name it was given', () => {
    bench.make('north-pump');
    bench.sayNode('north-pump');
    expect(bench.field.registry.find(ana.site, 'north-pump')).toMatchObject({
      name: 'Name of north-pump',
      type: 'pump-node',
      availability: 'online',
    });
    expect(bench.field.registry.find(ben.site, 'north-pump')).toBeUndefined();
    expect(bench.audited.map(({ action, actor }) => `${actor.name} ${action}`)).toEqual([
      'ana credential.make',
      'ana device.adopt',
    ]);
  });

  it('is commanded as any other device is', () => {
    bench.make('north-pump');
    bench.sayNode('north-pump');
    const ask = { id: 'command-on-1', device: 'north-pump', point: 'relay', value: true };
    expect(bench.field.commander.accept(ana, ask)).toMatchObject({ ok: true });
    expect(bench.published.at(-1)).toMatchObject({ topic: 'farm/north-pump/commands', retain: false });
    bench.network.receive('north-pump', 'north-pump', 'readings', { values: { relay: true } });
    expect(bench.field.commander.find(ana.site, ask.id)).toMatchObject({ state: 'confirmed', evidence: 'report' });
  });

  it.each([
    ['loses the public broker', () => bench.network.losePublicBroker()],
    ['loses its credential', () => bench.network.credentials.revoke(ana, 'north-pump')],
  ])('is lost when it %s also where it never said that it is there', (_why, lose) => {
    bench.make('north-pump');
    bench.network.receive('north-pump', 'north-pump', 'hello', { contract: 1, type: 'pump-node', session: 'first-1' });
    bench.network.receive('north-pump', 'north-pump', 'readings', { values: { relay: true } });
    lose();
    expect(bench.availabilityOf('north-pump')).toBe('offline');
  });

  it('is commanded also where its hello names no session', () => {
    bench.make('north-pump');
    bench.network.receive('north-pump', 'north-pump', 'hello', { contract: 1, type: 'pump-node' });
    bench.network.receive('north-pump', 'north-pump', 'status', { online: true });
    const ask = { id: 'command-on-1', device: 'north-pump', point: 'relay', value: true };
    bench.field.commander.accept(ana, ask);
    expect(bench.published.at(-1)).toMatchObject({ topic: 'farm/north-pump/commands' });
  });

  it.each([
    ['says that it goes', () => bench.network.receive('north-pump', 'north-pump', 'status', { online: false })],
    ['loses the public broker', () => bench.network.losePublicBroker()],
    ['loses its credential', () => bench.network.credentials.revoke(ana, 'north-pump')],
    ['gets a new credential', () => bench.network.credentials.rotate(ana, 'north-pump')],
  ])('is lost when it %s, and keeps its OFF owed', (_why, lose) => {
    bench.make('north-pump');
    bench.sayNode('north-pump');
    lose();
    expect(bench.availabilityOf('north-pump')).toBe('offline');
    const before = bench.published.length;
    bench.field.commander.accept(ana, { id: 'command-off-1', device: 'north-pump', point: 'relay', value: false });
    expect(bench.published.slice(before)).toEqual([]);
    expect(bench.field.commander.find(ana.site, 'command-off-1')).toMatchObject({ state: 'pending', owed: true });
  });

  it('is not adopted while nobody knows its kind, and no other site sees it', () => {
    bench.make('north-pump');
    bench.sayNode('north-pump', { type: 'time-machine' });
    expect(bench.field.registry.find(ana.site, 'north-pump')).toBeUndefined();
    expect(bench.field.registry.listSeen(ana.site)).toHaveLength(1);
    expect(bench.field.registry.listSeen(ben.site)).toEqual([]);
    bench.network.credentials.revoke(ana, 'north-pump');
    expect(bench.field.registry.listSeen(ana.site)).toEqual([]);
  });
});

describe('what a credential may say that it is', () => {
  it.each([
    ['tasmota', 'tasmota-plug', true],
    ['shelly', 'shelly-plug', true],
    ['tasmota', 'pump-node', false],
    ['tasmota', 'shelly-plug', false],
    ['shelly', 'rf-bridge', false],
    ['node', 'pump-node', true],
    ['node', 'tasmota-plug', false],
    ['bridge', 'shelly-plug', false],
  ] as const)('%s: %s, %s', (kind, type, isHeard) => {
    bench.make('shed', kind);
    bench.sayNode('shed', { type });
    expect(bench.field.registry.find(ana.site, 'shed')?.type).toBe(isHeard ? type : undefined);
    expect(bench.field.registry.listSeen(ana.site)).toEqual([]);
  });

  it.each([['no-type'], [{ contract: 1 }], [[]], [null]])('a plug that says %j says nothing', (hello) => {
    bench.make('shed', 'tasmota');
    bench.network.receive('shed', 'shed', 'hello', hello);
    expect(bench.field.registry.find(ana.site, 'shed')).toBeUndefined();
  });

  it('is not a plug, by way of a bridge', () => {
    bench.make('far-bridge', 'bridge');
    bench.sayNode('far-bridge', { type: 'rf-bridge' });
    bench.network.receive('far-bridge', 'shed', 'hello', { contract: 1, type: 'tasmota-plug', via: 'far-bridge' });
    expect(bench.field.registry.listSeen(ana.site)).toEqual([]);
  });
});

describe('what the public broker passes on', () => {
  beforeEach(() => {
    bench.make('far-bridge', 'bridge');
    bench.make('north-pump');
    bench.make('bens-bridge', 'bridge', ben);
    bench.sayNode('far-bridge', { type: 'rf-bridge' });
    bench.sayNode('bens-bridge', { type: 'rf-bridge' });
  });

  it('is heard of a bridge for devices of nobody, which only its own site may adopt', () => {
    bench.sayOutlet('far-bridge');
    expect(bench.field.registry.listSeen(ben.site)).toEqual([]);
    expect(bench.field.registry.adopt(ben, 'outlet-fe', {})).toMatchObject({ ok: false });
    expect(bench.field.registry.adopt(ana, 'outlet-fe', {})).toMatchObject({ ok: true });
    bench.network.receive('far-bridge', 'outlet-fe', 'status', { online: true });
    expect(bench.availabilityOf('outlet-fe')).toBe('online');
  });

  it.each([
    ['a stranger for itself', 'nobody-1', 'nobody-1'],
    ['a stranger for a device', 'nobody-1', 'outlet-fe'],
    ['a node for another device', 'north-pump', 'outlet-fe'],
    ["another site's bridge", 'bens-bridge', 'outlet-fe'],
  ])('is not heard of %s', (_who, credential, device) => {
    bench.sayOutlet('far-bridge');
    bench.field.registry.adopt(ana, 'outlet-fe', {});
    bench.network.receive(credential, device, 'status', { online: true });
    bench.network.receive(credential, device, 'readings', { values: { 'current.a': 1 } });
    expect(bench.availabilityOf('outlet-fe')).not.toBe('online');
  });

  it('is not heard of a bridge for whoever speaks for itself', () => {
    bench.sayNode('north-pump');
    for (const device of ['north-pump', LOCAL_BRIDGE, 'bens-bridge'])
      bench.network.receive('far-bridge', device, 'status', { online: false });
    bench.network.receive('far-bridge', LOCAL_BRIDGE, 'hello', { contract: 1, type: 'rf-bridge', via: 'far-bridge' });
    expect(bench.availabilityOf('north-pump')).toBe('online');
    expect(bench.availabilityOf('bens-bridge', ben.site)).toBe('online');
    expect(bench.field.registry.listSeen(ana.site)).toEqual([]);
  });

  it.each(['commands', 'roster', 'asks', 'nonsense'])('is never the word %s', (word) => {
    bench.field.receive = () => expect.unreachable();
    bench.network.receive('north-pump', 'north-pump', word, {});
  });

  it('moves a device to another bridge of its site once its own has lost it, and to no other site', () => {
    bench.make('spare-bridge', 'bridge');
    bench.sayNode('spare-bridge', { type: 'rf-bridge' });
    bench.sayOutlet('far-bridge');
    bench.field.registry.adopt(ana, 'outlet-fe', {});
    bench.network.receive('far-bridge', 'outlet-fe', 'status', { online: false });
    bench.sayOutlet('bens-bridge');
    expect(bench.field.recordOf('outlet-fe')).toMatchObject({ via: 'far-bridge' });
    bench.sayOutlet('spare-bridge');
    expect(bench.field.recordOf('outlet-fe')).toMatchObject({ via: 'spare-bridge' });
  });

  it('names at most 252 devices of nobody a bridge, those that it spoke of last', () => {
    for (let at = 0; at < 300; at++) bench.sayOutlet('far-bridge', `outlet-${at}`);
    const seen = bench.field.registry.listSeen(ana.site).map(({ id }) => id);
    expect(seen).toHaveLength(252);
    expect(seen).toContain('outlet-299');
    expect(seen).not.toContain('outlet-47');
  });

  it('is of a device of nobody that it is heard, and nothing else', () => {
    const words: string[] = [];
    bench.field.receive = (_device, word) => void words.push(word);
    for (const word of ['hello', 'status', 'readings', 'receipts', 'answers', 'commands'])
      bench.network.receive('far-bridge', 'outlet-fe', word, {});
    expect(words).toEqual(['hello', 'status']);
  });
});

describe('the snapshot for the public broker', () => {
  it('names every credential and what hangs on a bridge, by its digest alone', () => {
    const { credential, secret } = bench.make('far-bridge', 'bridge');
    bench.make('bens-node', 'node', ben);
    bench.sayNode('far-bridge', { type: 'rf-bridge' });
    bench.sayOutlet('far-bridge');
    bench.field.registry.adopt(ana, 'outlet-fe', {});
    bench.clock.advance(100);
    expect(bench.snapshot.credentials).toMatchObject([
      { id: 'bens-node', kind: 'node', devices: [] },
      { id: 'far-bridge', kind: 'bridge', hash: credential.hash, devices: ['outlet-fe'] },
    ]);
    expect(JSON.stringify(bench.published)).not.toContain(secret);
  });

  it('is told at the start, and at once when one is made, revoked or rotated', () => {
    expect(bench.snapshot.credentials).toEqual([]);
    const told = () => bench.published.filter(({ topic }) => topic === 'net/credentials').length;
    for (const id of ['a', 'b', 'c']) bench.make(id);
    expect(told()).toBe(4);
    bench.clock.advance(100);
    expect(told()).toBe(4);
    bench.network.credentials.rotate(ana, 'a');
    expect(told()).toBe(5);
    bench.network.credentials.revoke(ana, 'b');
    expect(bench.snapshot.credentials.map(({ id }) => id)).toEqual(['a', 'c']);
  });
});

describe('older nodes that share a login', () => {
  const hello = { contract: 1, type: 'pump-node' };

  it('is not made unless somebody accepts that it is unsafe', () => {
    const refused = bench.network.credentials.make(ana, { name: 'Old nodes', kind: 'shared' });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'invalid', pointer: '/acceptUnsafe' } });
    expect(bench.network.credentials.all()).toEqual([]);
  });

  it('are seen one by one, adopted by a person, and heard and told from then on', () => {
    bench.network.credentials.make(ana, { name: 'Old nodes', kind: 'shared', acceptUnsafe: true });
    bench.network.receive('old-nodes', 'pump-7', 'hello', hello);
    expect(bench.field.registry.listSeen(ana.site)).toMatchObject([{ id: 'pump-7' }]);
    expect(bench.field.registry.listSeen(ben.site)).toEqual([]);
    bench.network.receive('old-nodes', 'pump-7', 'readings', { values: { flow: 3 } });
    expect(bench.field.registry.find(ana.site, 'pump-7')).toBeUndefined();
    bench.field.registry.adopt(ana, 'pump-7', {});
    bench.clock.advance(100);
    expect(bench.snapshot.credentials).toMatchObject([{ id: 'old-nodes', kind: 'shared', devices: ['pump-7'] }]);
    bench.network.receive('old-nodes', 'pump-7', 'hello', hello);
    bench.network.receive('old-nodes', 'pump-7', 'status', { online: true });
    expect(bench.field.registry.find(ana.site, 'pump-7')).toMatchObject({ availability: 'online' });
    bench.crash();
    bench.network.receive('old-nodes', 'pump-7', 'status', { online: true });
    expect(bench.field.registry.find(ana.site, 'pump-7')).toMatchObject({ availability: 'online' });
  });

  it('are not shared by one that has a secret of its own, or is gone', () => {
    bench.network.credentials.make(ana, { name: 'Old nodes', kind: 'shared', acceptUnsafe: true });
    for (const id of ['pump-7', 'pump-8']) {
      bench.network.receive('old-nodes', id, 'hello', hello);
      bench.field.registry.adopt(ana, id, {});
    }
    bench.network.credentials.rotate(ana, 'pump-7');
    bench.field.registry.forget(ana, 'pump-8');
    bench.clock.advance(100);
    expect(bench.snapshot.credentials).toMatchObject([{ id: 'old-nodes', devices: [] }, { id: 'pump-7' }]);
    bench.network.receive('old-nodes', 'pump-7', 'status', { online: true });
    expect(bench.field.registry.find(ana.site, 'pump-7')?.availability).not.toBe('online');
  });

  it('is no device itself, and speaks for nobody who has a credential', () => {
    bench.network.credentials.make(ana, { name: 'Old nodes', kind: 'shared', acceptUnsafe: true });
    bench.make('well-4');
    for (const device of ['old-nodes', 'well-4']) bench.network.receive('old-nodes', device, 'hello', hello);
    expect(bench.field.registry.listSeen(ana.site)).toEqual([]);
    expect(bench.field.registry.list(ana.site)).toEqual([]);
  });

  it('are not there any more when it is taken back', () => {
    bench.network.credentials.make(ana, { name: 'Old nodes', kind: 'shared', acceptUnsafe: true });
    bench.network.receive('old-nodes', 'pump-7', 'hello', hello);
    bench.field.registry.adopt(ana, 'pump-7', {});
    bench.network.receive('old-nodes', 'pump-7', 'hello', hello);
    bench.network.receive('old-nodes', 'pump-7', 'status', { online: true });
    bench.network.credentials.revoke(ana, 'old-nodes');
    expect(bench.field.registry.find(ana.site, 'pump-7')).toMatchObject({ availability: 'offline' });
  });

  it.each([
    ['its own site', ana],
    ['another site', ben],
  ])('have no part in a device that hangs on a bridge of %s', (_whose, owner) => {
    bench.network.credentials.make(ana, { name: 'Old nodes', kind: 'shared', acceptUnsafe: true });
    bench.network.receive('old-nodes', 'outlet-7', 'status', { online: true });
    bench.network.credentials.make(owner, { name: 'Barn', kind: 'bridge', id: 'barn' });
    bench.network.receive('barn', 'barn', 'hello', { contract: 1, type: 'rf-bridge', session: 'abcd1234' });
    const outlet = { contract: 1, type: 'smart-outlet-v1', via: 'barn', address: '7' };
    bench.network.receive('barn', 'outlet-7', 'hello', outlet);
    expect(bench.field.registry.adopt(owner, 'outlet-7', {}).ok).toBe(true);
    bench.network.receive('barn', 'outlet-7', 'status', { online: false });
    bench.clock.advance(100);
    expect(bench.snapshot.credentials).toMatchObject([
      { id: 'barn', devices: ['outlet-7'] },
      { id: 'old-nodes', devices: [] },
    ]);
    bench.network.receive('old-nodes', 'outlet-7', 'status', { online: true });
    expect(bench.field.registry.find(owner.site, 'outlet-7')?.availability).toBe('offline');
  });
});
