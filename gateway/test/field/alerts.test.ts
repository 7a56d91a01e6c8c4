import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Alerts } from '../../src/domain/alerts/alerts.ts';
import type { AlertCause } from '../../src/domain/alerts/alert.ts';
import { FieldAlerts } from '../../src/domain/alerts/field-alerts.ts';
import { tellOfGateway } from '../../src/domain/alerts/gateway-alerts.ts';
import { silentLog } from '../../src/domain/log.ts';
import { SqliteAlertStore } from '../../src/store/alerts.ts';
import { Database, sql } from '../../src/store/database.ts';
import { ana, FieldBench } from '../../src/testing/field-bench.ts';

const { site } = ana;
const FAR = 'site_two002';
const DAY = 86_400_000;

let bench: FieldBench;
let dir: string;
let db: Database;
let alerts: Alerts;
let fieldAlerts: FieldAlerts;
let ids = 0;

beforeEach(() => {
  bench = new FieldBench([site, FAR]);
  dir = mkdtempSync(join(tmpdir(), 'farmgate-alerts-'));
  db = new Database(join(dir, 'farmgate.db'));
  for (const site_id of [site, FAR])
    db.run(sql.insertInto('sites').values({ site_id, name: site_id, time_zone: 'UTC', created_at: 0 }));
  start();
});
afterEach(() => {
  stop();
  db.close();
  bench.close();
  rmSync(dir, { recursive: true });
});

function start(): void {
  const { clock, events, field } = bench;
  const audit = { write: (record: (typeof bench.audited)[number]) => void bench.audited.push(record), list: () => [] };
  const newId = (prefix: string) => `${prefix}_${String(++ids).padStart(8, '0')}`;
  alerts = new Alerts({ store: new SqliteAlertStore(db), audit, clock, events, log: silentLog, newId });
  fieldAlerts = new FieldAlerts({
    events,
    alerts,
    sites: () => [site, FAR],
    devices: (of) => field.registry.list(of),
    find: (of, device) => field.registry.find(of, device),
  });
  alerts.start();
  fieldAlerts.start();
}

function stop(): void {
  fieldAlerts.stop();
  alerts.stop();
}

/** The gateway comes back on what the disk remembers. */
function restart(): void {
  stop();
  bench.restart();
  bench.field.start();
  start();
}

const leak: AlertCause = {
  site,
  rule: 'leak',
  subject: 'tank-1',
  severity: 'warning',
  sentence: 'The tank leaks.',
  remedy: 'Mend it.',
};
const open = (of = site) => alerts.list(of, { state: 'open', limit: 50 }).alerts;
const all = (of = site) => alerts.list(of, { state: 'all', limit: 50 }).alerts;
const rules = () => open().map(({ rule, subject }) => `${rule} ${subject}`);

describe('an alert', () => {
  it('is raised once and stays one however often it is said', () => {
    for (let time = 0; time < 100; time += 1) alerts.set(leak, true);
    expect(open()).toEqual([
      expect.objectContaining({ rule: 'leak', subject: 'tank-1', severity: 'warning', state: 'active', count: 1 }),
    ]);
    expect(bench.changes.filter(({ what }) => what === 'alerts')).toEqual([
      { what: 'alerts', counts: { critical: 0, warning: 1, info: 0 } },
    ]);
    expect(open(FAR)).toEqual([]);
  });

  it('is raised only once it has lasted, and not where it has not', () => {
    const slow = { ...leak, raiseAfterMs: 5_000 };
    alerts.set(slow, true);
    bench.clock.advance(4_999);
    alerts.set(slow, false);
    bench.clock.advance(10_000);
    alerts.set(slow, true);
    bench.clock.advance(4_999);
    expect(all()).toEqual([]);
    bench.clock.advance(1);
    expect(open()).toHaveLength(1);
  });

  it('is cleared only once it has been over for a while, and counts what comes back before', () => {
    const calm = { ...leak, clearAfterMs: 5_000 };
    alerts.set(calm, true);
    for (let again = 0; again < 9; again += 1) {
      alerts.set(calm, false);
      bench.clock.advance(4_999);
      alerts.set(calm, true);
    }
    alerts.set(calm, false);
    bench.clock.advance(4_999);
    expect(open()).toHaveLength(1);
    bench.clock.advance(1);
    expect(open()).toEqual([]);
    expect(all()).toEqual([expect.objectContaining({ state: 'cleared', count: 10, clearedAt: bench.clock.wallMs() })]);
    alerts.set(calm, true);
    expect(all().map(({ state, count }) => [state, count])).toEqual([
      ['active', 1],
      ['cleared', 10],
    ]);
  });

  it('is acknowledged by a person, with a record, and only then not counted', () => {
    alerts.set(leak, true);
    const [{ id } = { id: '' }] = open();
    expect(alerts.acknowledge(ana, id)).toMatchObject({
      ok: true,
      value: { state: 'acknowledged', acknowledgedBy: 'ana' },
    });
    expect(alerts.acknowledge(ana, id)).toMatchObject({ ok: true });
    expect(alerts.counts(site)).toEqual({ critical: 0, warning: 0, info: 0 });
    expect(bench.audited.filter(({ action }) => action === 'alert.acknowledge')).toHaveLength(1);
    expect(alerts.acknowledge({ ...ana, site: FAR }, id)).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  });

  it('that becomes graver while it lasts is counted, says what it says now and is to be acknowledged again', () => {
    const worse: AlertCause = { ...leak, severity: 'critical', sentence: 'The tank is empty.', remedy: 'Fill it.' };
    alerts.set(leak, true);
    alerts.acknowledge(ana, open()[0]?.id ?? '');
    for (let time = 0; time < 100; time += 1) alerts.set(worse, true);
    const grave = {
      severity: 'critical',
      state: 'active',
      count: 2,
      sentence: 'The tank is empty.',
      remedy: 'Fill it.',
    };
    expect(open()).toMatchObject([grave]);
    alerts.set(leak, true);
    alerts.set(worse, true);
    expect(open()).toMatchObject([grave]);
    alerts.set(leak, false);
    expect(open()).toEqual([]);
  });

  it('that has become graver over a restart says so', () => {
    alerts.set(leak, true);
    restart();
    alerts.set(leak, true);
    expect(open()).toMatchObject([{ severity: 'warning', count: 1 }]);
    restart();
    alerts.set({ ...leak, severity: 'critical' }, true);
    expect(open()).toMatchObject([{ severity: 'critical', count: 2 }]);
  });

  it('that is critical is to be acknowledged again when it comes back; a warning is not', () => {
    for (const severity of ['critical', 'warning'] as const) {
      const cause = { ...leak, subject: severity, severity };
      alerts.occur(cause);
      alerts.acknowledge(ana, open()[0]?.id ?? '');
      bench.clock.advance(60_000);
      alerts.occur(cause);
    }
    expect(open().map(({ subject, state, count }) => [subject, state, count])).toEqual([
      ['warning', 'acknowledged', 2],
      ['critical', 'active', 2],
    ]);
  });

  it('that has no end of its own is cleared by a person, and one that is still so is not', () => {
    alerts.occur(leak);
    alerts.set({ ...leak, subject: 'tank-2' }, true);
    const [lasting, once] = open();
    expect(alerts.clear(ana, lasting?.id ?? '')).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
    expect(alerts.clear({ ...ana, site: FAR }, once?.id ?? '')).toMatchObject({
      ok: false,
      refusal: { code: 'not-found' },
    });
    expect(alerts.clear(ana, once?.id ?? '')).toMatchObject({ ok: true, value: { state: 'cleared' } });
    expect(alerts.clear(ana, once?.id ?? '')).toMatchObject({ ok: true });
    expect(alerts.acknowledge(ana, once?.id ?? '')).toMatchObject({ ok: true, value: { state: 'cleared' } });
    alerts.occur(leak);
    expect(open()).toHaveLength(2);
  });

  it('survives a restart with its count, and ends when somebody says so', () => {
    alerts.set(leak, true);
    alerts.set({ ...leak, subject: 'tank-2' }, true);
    alerts.occur({ ...leak, subject: 'tank-3' });
    alerts.occur({ ...leak, subject: 'tank-3' });
    restart();
    expect(open().map(({ subject, count }) => [subject, count])).toEqual([
      ['tank-3', 2],
      ['tank-2', 1],
      ['tank-1', 1],
    ]);
    alerts.set(leak, true);
    alerts.set({ ...leak, subject: 'tank-2' }, false);
    expect(open().map(({ subject, count }) => [subject, count])).toEqual([
      ['tank-3', 2],
      ['tank-1', 1],
    ]);
  });

  it('that begins a hundred times a second is written a few times', () => {
    let written = 0;
    bench.events.on('change', ({ change }) => (written += change.what === 'alerts' ? 1 : 0));
    const flutter = { ...leak, clearAfterMs: 5_000 };
    for (let time = 0; time < 1_000; time += 1) {
      alerts.set(flutter, true);
      bench.clock.advance(5);
      alerts.set(flutter, false);
      bench.clock.advance(5);
    }
    expect(written).toBeLessThanOrEqual(2);
    bench.clock.advance(5_000);
    expect(all()).toMatchObject([{ state: 'cleared', count: 1_000 }]);
  });

  it('is not raised beyond a thousand open ones of a site', () => {
    for (let tank = 0; tank < 1_001; tank += 1) alerts.occur({ ...leak, subject: `tank-${tank}` });
    expect(alerts.counts(site).warning).toBe(1_000);
    expect(open(FAR)).toEqual([]);
    alerts.clear(ana, open()[0]?.id ?? '');
    alerts.occur({ ...leak, subject: 'one more' });
    expect(alerts.counts(site).warning).toBe(1_000);
  });

  it('is listed by pages, newest first', () => {
    for (const subject of ['a', 'b', 'c']) alerts.occur({ ...leak, subject });
    const first = alerts.list(site, { state: 'open', limit: 2 });
    expect(first.alerts.map(({ subject }) => subject)).toEqual(['c', 'b']);
    const second = alerts.list(site, { state: 'open', limit: 2, before: first.next ?? 0 });
    expect(second.alerts.map(({ subject }) => subject)).toEqual(['a']);
    expect(second.next).toBeUndefined();
  });

  it('is kept for 30 days after it was cleared', () => {
    alerts.set(leak, true);
    alerts.set(leak, false);
    alerts.set({ ...leak, subject: 'still' }, true);
    bench.clock.advance(30 * DAY);
    expect(all()).toHaveLength(2);
    bench.clock.advance(DAY);
    expect(all().map(({ subject }) => subject)).toEqual(['still']);
  });

  it('is kept among the newest thousand of its site', () => {
    for (let time = 0; time < 1_010; time += 1) {
      alerts.set(leak, true);
      alerts.set(leak, false);
    }
    bench.clock.advance(DAY);
    const count = db.first(sql.selectFrom('alerts').select((eb) => eb.fn.countAll<number>().as('rows')));
    expect(count?.rows).toBe(1_000);
  });
});

describe('the field', () => {
  beforeEach(() => bench.adoptOutlet());

  it('raises an OFF that stays owed, and clears it once it is confirmed', () => {
    bench.field.commander.accept(ana, { id: 'command-off-1', device: 'outlet-fe', point: 'relay.a', value: false });
    bench.clock.advance(14_999);
    expect(open()).toEqual([]);
    bench.clock.advance(1);
    expect(open()).toMatchObject([{ rule: 'off-owed', severity: 'critical', device: 'outlet-fe', point: 'relay.a' }]);
    restart();
    expect(rules()).toEqual(['off-owed outlet-fe relay.a']);
    bench.sayBridge('session-2');
    bench.sayOutlet();
    bench.field.receive('outlet-fe', 'status', { online: true }, 'bridge-1');
    const again = bench.commands.at(-1)?.id ?? '';
    bench.receipt(again, 'sent', { try: 1, of: 5 });
    bench.receipt(again, 'delivered');
    bench.clock.advance(6_000);
    bench.read({ 'current.a': 0, 'trip.a': false });
    expect(bench.switchView().command?.owed).toBe(false);
    expect(rules()).toEqual([]);
  });

  it('raises a device that is not heard for a minute, by its name and with the reason', () => {
    bench.field.registry.patch(ana, 'outlet-fe', { name: 'North pump' });
    bench.field.receive('outlet-fe', 'status', { online: false, reason: 'No answer to 3 polls' }, 'bridge-1');
    bench.clock.advance(59_999);
    expect(open()).toEqual([]);
    bench.clock.advance(1);
    expect(open()).toMatchObject([
      { rule: 'device-offline', severity: 'warning', sentence: 'North pump is not heard: No answer to 3 polls.' },
    ]);
    bench.field.receive('outlet-fe', 'status', { online: true }, 'bridge-1');
    bench.clock.advance(30_000);
    expect(open()).toEqual([]);
  });

  it('raises a bridge that is gone alone, and not each device that hangs on it', () => {
    bench.adoptBridge();
    bench.field.loseCarrier('bridge-1', 'The radio bridge is not there');
    bench.clock.advance(60_000);
    expect(rules()).toEqual(['device-offline bridge-1']);
    bench.sayBridge('session-2');
    bench.field.receive('outlet-fe', 'status', { online: false, reason: 'No answer to 3 polls' }, 'bridge-1');
    bench.clock.advance(60_000);
    expect(rules()).toEqual(['device-offline outlet-fe']);
  });

  it('raises points that say alarm with what they mean, and nothing by values that are not good', () => {
    bench.adoptBridge();
    const say = (values: object) => bench.field.receive('bridge-1', 'readings', { values }, 'bridge-1');
    say({ 'air.foreignMaster': true, 'air.full': false, 'port.open': false });
    expect(open()).toMatchObject([
      { rule: 'point-alarm', subject: 'bridge-1 air.foreignMaster', severity: 'critical', point: 'air.foreignMaster' },
    ]);
    expect(open()[0]?.remedy).toContain('Another controller');
    say({ 'air.foreignMaster': false });
    bench.clock.advance(30_000);
    expect(open()).toEqual([]);
  });

  it('clears what is open of a device that is forgotten', () => {
    bench.field.receive('outlet-fe', 'status', { online: false, reason: 'No answer' }, 'bridge-1');
    bench.clock.advance(60_000);
    alerts.set(leak, true);
    bench.field.registry.forget(ana, 'outlet-fe');
    expect(rules()).toEqual(['leak tank-1']);
  });

  it('clears what is open of a subject that is gone, and of no other', () => {
    alerts.set(leak, true);
    alerts.set({ ...leak, subject: 'tank-2' }, true);
    alerts.set({ ...leak, site: FAR }, true);
    alerts.forgetSubject(site, leak.subject);
    expect(rules()).toEqual(['leak tank-2']);
    expect(open(FAR)).toHaveLength(1);
    alerts.set(leak, true);
    expect(rules()).toContain('leak tank-1');
  });

  it('tells another farm nothing of a device for which somebody there wanted a command kept', () => {
    bench.field.registry.patch(ana, 'outlet-fe', { name: 'North pump' });
    bench.events.emit('retained-command', { site: FAR, device: 'outlet-fe', from: 'node-7' });
    expect(JSON.stringify(open(FAR))).toContain('retained-command');
    expect(JSON.stringify(open(FAR))).not.toContain('North pump');
    expect(open()).toEqual([]);
  });

  it('raises a command that somebody wanted kept, and counts the next one', () => {
    for (let time = 0; time < 2; time += 1) {
      bench.events.emit('retained-command', { site, device: 'outlet-fe', from: 'node-7' });
      bench.clock.advance(3_600_000);
    }
    expect(open()).toMatchObject([
      { rule: 'retained-command', severity: 'critical', count: 2, subject: 'outlet-fe by node-7' },
    ]);
  });
});

describe('the gateway', () => {
  const calm = { loop: { p99Ms: 200, maxMs: 900 }, safeMode: undefined };

  it('raises that it is slow once that lasts, and its safe mode at once', () => {
    tellOfGateway(alerts, site, calm);
    tellOfGateway(alerts, site, { ...calm, loop: { p99Ms: 200.1, maxMs: 900 } });
    bench.clock.advance(14_999);
    expect(open()).toEqual([]);
    bench.clock.advance(1);
    tellOfGateway(alerts, site, {
      loop: { p99Ms: 500, maxMs: 900 },
      safeMode: { since: 0, why: 'three starts failed' },
    });
    expect(open().map(({ rule, severity }) => [rule, severity])).toEqual([
      ['safe-mode', 'critical'],
      ['gateway-slow', 'warning'],
    ]);
    tellOfGateway(alerts, site, calm);
    expect(rules()).toEqual(['gateway-slow gateway']);
    bench.clock.advance(60_000);
    expect(open()).toEqual([]);
  });
});
