import { array, assert, constantFrom, property, record } from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeSecrets } from '../../src/broker/node-secrets.ts';
import { SqliteCredentialStore } from '../../src/store/credentials.ts';
import { ana } from '../../src/testing/field-bench.ts';
import { ben, NetworkBench } from '../../src/testing/network-bench.ts';
import { EventBus } from '../../src/domain/events.ts';
import { Credentials, slugOf } from '../../src/domain/field/credentials.ts';
import { silentLog } from '../../src/domain/log.ts';

let bench: NetworkBench;
beforeEach(() => {
  bench = new NetworkBench();
});
afterEach(() => bench.close());

const credentials = () => bench.network.credentials;
const isLetIn = (id: string, secret: string) => credentials().verify(id, secret)?.device === id;

describe('a credential', () => {
  it('lets its secret in and no other, also after a crash', () => {
    const { secret } = bench.make('well');
    for (const _ of ['before', 'after']) {
      expect(isLetIn('well', secret)).toBe(true);
      for (const other of [
        '',
        secret.slice(1),
        `${secret} `,
        secret.toUpperCase(),
        credentials().find('well')?.hash ?? '',
      ])
        expect(isLetIn('well', other)).toBe(false);
      expect(isLetIn('other', secret)).toBe(false);
      bench.crash();
    }
  });

  it('has another secret each time', () => {
    const secrets = Array.from({ length: 50 }, (_, at) => bench.make(`well-${at}`).secret);
    expect(new Set(secrets).size).toBe(50);
  });

  it('that was rotated or revoked lets the secret before in no more, also after a crash', () => {
    const first = bench.make('well').secret;
    const rotated = credentials().rotate(ana, 'well');
    const second = rotated.ok ? rotated.value.secret : '';
    for (const _ of ['before', 'after']) {
      expect([first, second].map((secret) => isLetIn('well', secret))).toEqual([false, true]);
      bench.crash();
    }
    credentials().revoke(ana, 'well');
    for (const _ of ['before', 'after']) {
      expect([first, second].map((secret) => isLetIn('well', secret))).toEqual([false, false]);
      bench.crash();
    }
  });

  it('goes with its device in one step, so that what was forgotten does not come back', () => {
    const { secret } = bench.make('well');
    bench.sayNode('well');
    bench.field.registry.forget(ana, 'well');
    expect(bench.snapshot.credentials).toEqual([]);
    for (const _ of ['before', 'after']) {
      expect(isLetIn('well', secret)).toBe(false);
      bench.sayNode('well');
      expect(bench.field.recordOf('well')).toBeUndefined();
      bench.crash();
    }
  });

  it("of another site is nowhere, and its device's name is taken", () => {
    bench.make('well');
    expect(credentials().list(ben.site)).toEqual([]);
    expect(credentials().rotate(ben, 'well')).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    expect(credentials().revoke(ben, 'well')).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    const again = credentials().make(ben, { name: 'x', kind: 'node', id: 'well' });
    expect(again).toMatchObject({
      ok: false,
      refusal: { code: 'conflict', detail: 'The id well is taken. Choose another.' },
    });
  });

  it('is not to be had for what hangs on a bridge, nor by the name of a bridge that still has devices', () => {
    bench.make('far', 'bridge');
    bench.sayNode('far', { type: 'rf-bridge' });
    bench.sayOutlet('far');
    bench.field.registry.adopt(ana, 'outlet-fe', {});
    expect(credentials().rotate(ana, 'outlet-fe')).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
    bench.field.registry.forget(ana, 'far');
    expect(() => bench.make('far', 'bridge', ben)).toThrow('is taken');
  });

  it('leaves a line of the audit for each that was made, rotated and revoked, without its secret', () => {
    const { secret } = bench.make('well');
    credentials().rotate(ana, 'well');
    credentials().revoke(ana, 'well');
    expect(bench.audited.map(({ action, subject, after }) => ({ action, subject, after }))).toEqual(
      ['make', 'rotate', 'revoke'].map((what) => ({
        action: `credential.${what}`,
        subject: 'well',
        after: { kind: 'node', name: 'Name of well' },
      })),
    );
    expect(JSON.stringify(bench.audited)).not.toContain(secret);
  });

  it('stays as it was where the store has a fault, but who is revoked is shut out', () => {
    const full = () => {
      throw new Error('the disk is full');
    };
    const told: unknown[] = [];
    const store = new SqliteCredentialStore(bench.database);
    const book = new Credentials({
      store: { transaction: (work) => store.transaction(work), list: () => store.list(), save: full, remove: full },
      audit: { write: () => {}, list: () => [] },
      clock: bench.clock,
      events: new EventBus(),
      log: silentLog,
      secrets: nodeSecrets,
      isReserved: () => false,
      isKnown: () => false,
      deviceOf: () => undefined,
    });
    const { secret } = bench.make('well');
    book.start();
    book.onChange((change) => told.push(change));
    expect(() => book.rotate(ana, 'well')).toThrow('the disk is full');
    expect(() => book.make(ana, { name: 'New', kind: 'node' })).toThrow('the disk is full');
    expect(book.verify('well', secret)).toBeDefined();
    expect(book.all()).toHaveLength(1);
    expect(told).toEqual([]);
    expect(book.revoke(ana, 'well')).toMatchObject({ refusal: { code: 'storage' } });
    expect(book.verify('well', secret)).toBeUndefined();
    expect(told).toHaveLength(1);
  });

  describe('while the disk takes nothing', () => {
    it('is neither made nor rotated, and says why', () => {
      const { secret } = bench.make('well');
      bench.setDiskFull(true);
      for (const outcome of [credentials().rotate(ana, 'well'), credentials().make(ana, { name: 'New', kind: 'node' })])
        expect(outcome).toMatchObject({
          ok: false,
          refusal: { code: 'storage', detail: expect.stringContaining('Nothing was changed') },
        });
      expect(credentials().all()).toHaveLength(1);
      expect(isLetIn('well', secret)).toBe(true);
    });

    it('that is revoked is shut out all the same, and again after a start once there is room', () => {
      const { secret } = bench.make('well');
      bench.sayNode('well');
      bench.setDiskFull(true);
      const refusal = { code: 'storage', detail: expect.stringContaining('is shut out now') };
      expect(credentials().revoke(ana, 'well')).toMatchObject({ ok: false, refusal });
      expect(credentials().revoke(ben, 'well')).toMatchObject({ refusal: { code: 'not-found' } });
      expect(isLetIn('well', secret)).toBe(false);
      expect(bench.snapshot.credentials).toEqual([]);
      expect(bench.availabilityOf('well')).toBe('offline');
      expect(credentials().revoke(ana, 'well')).toMatchObject({ ok: false, refusal });
      bench.setDiskFull(false);
      expect(credentials().revoke(ana, 'well')).toMatchObject({ ok: true });
      expect(credentials().revoke(ana, 'well')).toMatchObject({ refusal: { code: 'not-found' } });
      bench.crash();
      expect(isLetIn('well', secret)).toBe(false);
    });

    it('that was revoked goes off the disk by itself once there is room', () => {
      const { secret } = bench.make('well');
      bench.setDiskFull(true);
      credentials().revoke(ana, 'well');
      bench.clock.advance(120_000);
      bench.setDiskFull(false);
      bench.clock.advance(60_000);
      expect(bench.audited.map(({ action }) => action)).toEqual(['credential.make', 'credential.revoke']);
      bench.crash();
      expect(isLetIn('well', secret)).toBe(false);
    });

    it('that was revoked does not take with it the one that is made in its place, also by another site', () => {
      bench.make('well');
      bench.setDiskFull(true);
      credentials().revoke(ana, 'well');
      bench.setDiskFull(false);
      const { secret } = bench.make('well', 'node', ben);
      bench.clock.advance(120_000);
      bench.crash();
      expect(isLetIn('well', secret)).toBe(true);
      expect(credentials().list(ben.site)).toHaveLength(1);
    });
  });

  it.each(['tasmota', 'shelly'] as const)('of a %s that was revoked is one of the same kind again', (kind) => {
    bench.make('shed', kind);
    bench.sayNode('shed', { type: `${kind}-plug` });
    credentials().revoke(ana, 'shed');
    expect(credentials().rotate(ana, 'shed')).toMatchObject({ value: { credential: { kind } } });
  });

  it.each(['farm', 'cmnd', 'net'])('is not one of %s, as which topics begin', (id) => {
    expect(() => bench.make(id, 'shelly')).toThrow('is taken');
    expect(credentials().make(ana, { name: id, kind: 'shelly' })).toMatchObject({
      value: { credential: { device: `${id}-2` } },
    });
  });

  it('is no more than one of 512', () => {
    for (let at = 0; at < 512; at++) bench.make(`well-${at}`);
    expect(() => bench.make('one-more')).toThrow('at most 512');
    credentials().revoke(ana, 'well-7');
    bench.make('one-more');
    expect(bench.snapshot.credentials.length).toBeLessThanOrEqual(512);
  });

  it('never lets an older secret in, whatever is made, rotated, revoked, forgotten or lost in a crash', () => {
    const id = constantFrom('well', 'tank', 'far');
    const actor = constantFrom(ana, ben);
    const step = record({ do: constantFrom('make', 'rotate', 'revoke', 'hello', 'forget', 'crash'), id, actor });
    assert(
      property(array(step, { maxLength: 25 }), (steps) => {
        const world = new NetworkBench();
        try {
          holdsThrough(world, steps);
        } finally {
          world.close();
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** Takes the steps and looks after each whom every secret there ever was lets in. */
function holdsThrough(world: NetworkBench, steps: readonly { do: string; id: string; actor: typeof ana }[]): void {
  const current = new Map<string, string>();
  const everMade: { id: string; secret: string }[] = [];
  for (const { do: what, id, actor } of steps) {
    const { credentials: book } = world.network;
    const made =
      what === 'make'
        ? book.make(actor, { name: id, kind: 'node', id })
        : what === 'rotate'
          ? book.rotate(actor, id)
          : undefined;
    if (made?.ok) {
      current.set(id, made.value.secret);
      everMade.push({ id, secret: made.value.secret });
    }
    if (what === 'revoke' && book.revoke(actor, id).ok) current.delete(id);
    if (what === 'hello') world.sayNode(id);
    if (what === 'forget' && world.field.registry.forget(actor, id).ok) current.delete(id);
    if (what === 'crash') world.crash();
    for (const { id: named, secret } of everMade)
      expect(world.network.credentials.verify(named, secret) !== undefined).toBe(current.get(named) === secret);
    world.clock.advance(100);
    expect(world.snapshot.credentials.map(({ id: named }) => named)).toEqual([...current.keys()].sort());
  }
}

describe('an id made of a name', () => {
  it.each([
    ['North Pump', 'north-pump'],
    ['  Höhle №2 ', 'hohle-no2'],
    ['--', 'node'],
    ['雨', 'node'],
    [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
  ])('of %j is %s', (name, id) => expect(slugOf(name, 'node')).toBe(id));
});
