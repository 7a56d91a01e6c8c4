import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RadioRequest } from '../../contract/index.ts';
import { ana, FieldBench } from '../../testing/field-bench.ts';

const ben = { ...ana, site: 'site_two002', name: 'ben' };
const ping = { id: 'radio-ping-1', ask: 'ping' } as const;
const scan = { id: 'radio-scan-1', ask: 'scan' } as const;
const pair = { id: 'radio-pair-1', ask: 'pair', address: '2A', thresholdMa: 3_000 } as const;
const setId = { id: 'radio-id-1', ask: 'set-id', to: '2A' } as const;

let bench: FieldBench;
beforeEach(() => {
  bench = new FieldBench([ana.site, ben.site]);
  bench.adoptOutlet();
  bench.adoptBridge();
});
afterEach(() => bench.close());

const ask = (device: string, request: RadioRequest, actor = ana) => bench.field.radio.ask(actor, device, request);
const outcomeOf = (device: string, request: RadioRequest, actor = ana) => {
  const outcome = ask(device, request, actor);
  return outcome.ok ? 'asked' : outcome.refusal.code;
};
const sentenceOf = (outcome: ReturnType<typeof ask>) => (outcome.ok ? '' : outcome.refusal.detail);
const end = (id: string, ok = true, note = 'It is done.') => bench.answer({ id, kind: 'ended', ok, note });
const underWay = (device = 'outlet-fe', site = ana.site) => {
  const found = bench.field.radio.find(site, device);
  return found.ok ? found.value : found.refusal.code;
};
/** An outlet of another farm behind the same bridge. */
const adoptForBen = () => {
  const hello = { contract: 1, type: 'smart-outlet-v1', via: 'bridge-1', address: '10' };
  bench.field.receive('outlet-10', 'hello', hello, 'bridge-1');
  bench.field.registry.adopt(ben, 'outlet-10', {});
};

describe('work at the radio', () => {
  it.each<[string, RadioRequest, object]>([
    ['outlet-fe', ping, { ask: 'ping', address: 'FE' }],
    ['outlet-fe', { id: 'radio-walk-1', ask: 'walk', seconds: 60 }, { ask: 'walk', address: 'FE', seconds: 60 }],
    ['outlet-fe', setId, { ask: 'set-id', address: 'FE', to: '2A' }],
    [
      'outlet-fe',
      { id: 'radio-master-1', ask: 'set-master', to: '05' },
      { ask: 'set-master', address: 'FE', to: '05' },
    ],
    ['bridge-1', scan, { ask: 'scan' }],
    ['bridge-1', pair, { ask: 'pair', address: '2A', thresholdMa: 3_000 }],
  ])('by way of %s, %j, reaches the bridge once and is never retained', (device, request, asked) => {
    expect(ask(device, request)).toEqual({ ok: true, value: { id: request.id } });
    expect(outcomeOf(device, request)).toBe('asked');
    expect(bench.asks).toEqual([{ id: request.id, ...asked }]);
    expect(bench.published.at(-1)).toMatchObject({ topic: 'farm/bridge-1/asks', retain: false });
  });

  it.each<[string, RadioRequest]>([
    ['bridge-1', ping],
    ['bridge-1', setId],
    ['outlet-fe', scan],
    ['outlet-fe', pair],
  ])('of another kind of device than %s is refused: %j', (device, request) => {
    expect(outcomeOf(device, request)).toBe('conflict');
    expect(bench.asks).toEqual([]);
  });

  it('by way of a device of another farm finds no device', () => {
    expect(outcomeOf('outlet-fe', ping, ben)).toBe('not-found');
    expect(underWay('outlet-fe', ben.site)).toBe('not-found');
  });

  it('by way of a device that has been forgotten is told to nobody', () => {
    ask('outlet-fe', ping);
    bench.field.registry.forget(ana, 'outlet-fe');
    bench.sayOutlet();
    bench.field.registry.adopt(ben, 'outlet-fe', {});
    bench.changes.length = 0;
    end(ping.id);
    expect(bench.changes.filter(({ what }) => what === 'radio')).toEqual([]);
  });

  it('needs the bridge', () => {
    bench.field.loseCarrier('bridge-1', 'gone');
    expect(sentenceOf(ask('outlet-fe', ping))).toMatch(/bridge-1 is not there/);
    bench.sayBridge();
    expect(outcomeOf('outlet-fe', ping)).toBe('asked');
  });

  it('goes one piece at a time: another at the same bridge is refused until the first has ended', () => {
    ask('outlet-fe', ping);
    expect(sentenceOf(ask('bridge-1', scan))).toMatch(/ana asked for ping/);
    expect(underWay('bridge-1')).toMatchObject({ id: ping.id, ask: 'ping', device: 'outlet-fe', by: 'ana' });
    end(ping.id);
    expect(underWay()).toBeNull();
    expect(outcomeOf('bridge-1', scan)).toBe('asked');
  });

  it('is over when the bridge has said nothing of it for 30 s', () => {
    ask('bridge-1', scan);
    bench.clock.advance(20_000);
    bench.answer({ id: scan.id, kind: 'progress', done: 3, of: 252 });
    bench.clock.advance(29_999);
    expect(underWay('bridge-1')).toMatchObject({ last: { kind: 'progress', done: 3 } });
    bench.clock.advance(1);
    expect(underWay('bridge-1')).toBeNull();
    expect(bench.changes.at(-1)).toMatchObject({ what: 'radio', answer: { id: scan.id, kind: 'ended', ok: false } });
  });

  it('is stopped by its own farm and by no other', () => {
    adoptForBen();
    ask('bridge-1', scan);
    expect(sentenceOf(ask('outlet-10', { id: 'radio-stop-1', ask: 'stop' }, ben))).toMatch(/somebody else/);
    expect(outcomeOf('outlet-fe', { id: scan.id, ask: 'stop' })).toBe('asked');
    expect(bench.asks.at(-1)).toEqual({ id: scan.id, ask: 'stop' });
    expect(underWay()).toMatchObject({ id: scan.id });
    end(scan.id);
    expect(underWay()).toBeNull();
  });

  it('of another farm is not to be seen, and its radio is said to be busy', () => {
    adoptForBen();
    ask('bridge-1', scan);
    expect(underWay('outlet-10', ben.site)).toBeNull();
    expect(sentenceOf(ask('outlet-10', ping, ben))).toBe('This radio works for somebody else. Try again in a minute.');
  });

  it('has an id of its own', () => {
    ask('outlet-fe', ping);
    end(ping.id);
    expect(outcomeOf('outlet-fe', { ...ping, ask: 'walk', seconds: 5 })).toBe('id-used');
    adoptForBen();
    expect(outcomeOf('outlet-10', ping, ben)).toBe('id-used');
  });
});

describe('the answers of a bridge', () => {
  const step = { id: pair.id, kind: 'step', step: 'master', state: 'done' } as const;

  it('reach the farm that asked, by the device it asked through', () => {
    const told: unknown[] = [];
    bench.events.on('change', (event) => told.push(event));
    ask('bridge-1', pair);
    bench.answer(step);
    expect(told).toEqual([{ site: ana.site, change: { what: 'radio', device: 'bridge-1', answer: step } }]);
  });

  it('are dropped when nobody asked, when all is over, and when another says them', () => {
    bench.answer(step);
    ask('bridge-1', pair);
    bench.field.receive('bridge-1', 'answers', step, 'bridge-2');
    bench.answer({ ...step, id: 'radio-other-1' });
    end(pair.id);
    bench.answer(step);
    expect(bench.changes.filter(({ what }) => what === 'radio')).toHaveLength(1);
  });

  it('are refused when they are not as the contract says', () => {
    ask('bridge-1', pair);
    bench.field.receive('bridge-1', 'answers', { ...step, step: 'no-such' }, 'bridge-1');
    expect(underWay()).not.toHaveProperty('last');
  });
});

describe('an id on the air', () => {
  it('of a device of the farm is given to another outlet only as its replacement', () => {
    expect(sentenceOf(ask('bridge-1', { ...pair, address: 'FE' }))).toMatch(/Outlet FE has the id FE/);
    expect(outcomeOf('bridge-1', { ...pair, address: 'FE', replace: true })).toBe('asked');
    expect(bench.asks).toEqual([{ id: pair.id, ask: 'pair', address: 'FE', thresholdMa: 3_000 }]);
  });

  it('that no device of the farm has replaces nothing', () => {
    expect(sentenceOf(ask('bridge-1', { ...pair, replace: true }))).toMatch(/nothing to replace/);
  });

  it.each<RadioRequest>([
    { ...pair, address: '10' },
    { ...pair, address: '10', replace: true },
    { ...setId, to: '10' },
  ])('of another farm is taken, and no more is told: %j', (request) => {
    adoptForBen();
    expect(sentenceOf(ask(request.ask === 'pair' ? 'bridge-1' : 'outlet-fe', request))).toBe('That id is taken.');
  });

  it('of an outlet behind another bridge is replaced there', () => {
    const hello = { contract: 1, type: 'smart-outlet-v1', via: 'bridge-2', address: '33' };
    bench.field.receive('outlet-33', 'hello', hello, 'bridge-2');
    bench.field.registry.adopt(ana, 'outlet-33', {});
    const request = { ...pair, address: '33', replace: true };
    expect(sentenceOf(ask('bridge-1', request))).toBe('Outlet 33 hangs on another bridge. Replace it there.');
  });

  it('is not set to one that a device has', () => {
    expect(sentenceOf(ask('outlet-fe', { ...setId, to: 'FE' }))).toMatch(/has the id FE/);
  });
});

describe('the audit', () => {
  const lines = () => bench.audited.filter(({ action }) => action.startsWith('radio.'));

  it('tells what was written into an outlet, when it was asked and how it ended', () => {
    ask('bridge-1', pair);
    end(pair.id, true, 'Outlet 2A is paired.');
    expect(lines()).toMatchObject([
      { action: 'radio.pair', subject: 'bridge-1', result: 'asked', after: { id: pair.id, address: '2A' } },
      { action: 'radio.pair', subject: 'bridge-1', result: 'done', after: { note: 'Outlet 2A is paired.' } },
    ]);
  });

  it('says that an outlet with a new id is another device', () => {
    ask('outlet-fe', setId);
    end(setId.id);
    expect(lines().at(-1)).toMatchObject({
      after: { means: 'Nothing answers as outlet-fe any more; the outlet is seen anew as outlet-2a.' },
    });
  });

  it('tells what failed, also by silence', () => {
    ask('outlet-fe', { id: 'radio-master-1', ask: 'set-master', to: '05' });
    bench.clock.advance(30_000);
    expect(lines()).toMatchObject([{ result: 'asked' }, { action: 'radio.set-master', result: 'failed' }]);
  });

  it('is not filled with pings', () => {
    ask('outlet-fe', ping);
    end(ping.id);
    expect(lines()).toEqual([]);
  });
});
