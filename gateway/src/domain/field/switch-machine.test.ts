import { describe, expect, it } from 'vitest';
import { node, outlet, Play, pump, request, settled } from '../../testing/switch-play.ts';
import { isOpen, newCommand } from './command.ts';
import { newSwitch, restoredSwitch } from './switch-machine.ts';
import { UNEXPLAINED } from './switch-suspicion.ts';

describe('ON of a version 1 socket', () => {
  it('is confirmed by the current that is read after the acknowledgement', () => {
    const play = new Play(outlet).ask(0, true, 'on').receipt(0.1, 'on', 'sent', { try: 1, of: 5 });
    play.receipt(0.2, 'on', 'delivered').at(0.5, { type: 'current', mA: 4_800 });
    expect(play.command('on')).toMatchObject({ state: 'confirmed', evidence: 'measurement', tries: 1 });
    expect(play.control.reported).toMatchObject({ state: 'on', evidence: 'measurement' });
  });

  it('is not confirmed by a current that was read before the acknowledgement', () => {
    const play = new Play(outlet).ask(0, true, 'on').receipt(0.1, 'on', 'sent').at(0.15, { type: 'current', mA: 900 });
    expect(play.command('on').state).toBe('sent');
  });

  it('without a load is the switch saying yes, 5 s later', () => {
    const play = new Play(outlet)
      .ask(0, true, 'on')
      .receipt(0.2, 'on', 'delivered')
      .at(0.5, { type: 'current', mA: 12 });
    expect(play.command('on').state).toBe('delivered');
    play.at(5.3, { type: 'current', mA: 12 });
    expect(play.command('on')).toMatchObject({ state: 'confirmed', evidence: 'acknowledgement-only' });
    expect(play.control.reported).toMatchObject({ state: 'on', evidence: 'acknowledgement-only' });
  });

  it('of a pump that takes no current fails, and OFF is wanted', () => {
    const play = new Play(pump).ask(0, true, 'on').receipt(0.2, 'on', 'delivered').at(5.3, { type: 'current', mA: 12 });
    expect(play.command('on')).toMatchObject({ state: 'failed', reason: 'not-confirmed' });
    expect(play.wanted).toHaveLength(1);
  });

  it('that is acknowledged by a tripped socket is rejected, not running', () => {
    const play = new Play(outlet).ask(0, true, 'on').receipt(0.2, 'on', 'delivered').at(0.5, { type: 'tripped' });
    expect(play.command('on')).toMatchObject({ state: 'failed', reason: 'rejected' });
    expect(play.control.reported.state).toBe('tripped');
  });

  it('to a dead node fails without an answer and leaves the switch unknown', () => {
    const play = new Play(outlet).ask(0, true, 'on');
    for (const tries of [1, 2, 3, 4, 5]) play.receipt(tries, 'on', 'sent', { try: tries, of: 5 });
    play.receipt(6, 'on', 'failed', { reason: 'no-ack' });
    expect(play.command('on')).toMatchObject({ state: 'failed', reason: 'no-ack', tries: 5 });
    expect(play.control.reported.state).toBe('unknown');
  });

  it('that cannot be sent expires and is not sent when the bridge is back', () => {
    const play = new Play(outlet, newSwitch()).ask(0, true, 'on').until(31);
    expect(play.command('on')).toMatchObject({ state: 'failed', reason: 'expired' });
    play.at(32, { type: 'carrier-back', restarted: false });
    expect(play.published).toEqual([]);
  });

  it('waits for the bridge while it is fresh', () => {
    const play = new Play(outlet, newSwitch()).ask(0, true, 'on').at(4, { type: 'carrier-back', restarted: false });
    expect(play.published).toMatchObject([{ at: 4, id: 'on', how: 'first' }]);
  });

  it('that was handed to a bridge which then restarted is not begun again', () => {
    const play = new Play(outlet).ask(0, true, 'on').receipt(1, 'on', 'sent');
    play.at(2, { type: 'carrier-lost' }).at(3, { type: 'carrier-back', restarted: true });
    expect(play.command('on')).toMatchObject({ state: 'failed', reason: 'no-ack' });
    expect(play.published).toHaveLength(1);
  });

  it('is only asked after when the same bridge is back', () => {
    const play = new Play(outlet).ask(0, true, 'on').at(2, { type: 'carrier-lost' });
    play.at(3, { type: 'carrier-back', restarted: false });
    expect(play.published.map(({ how }) => how)).toEqual(['first', 'resume']);
  });

  it('acknowledged and then never read again is not confirmed, and unknown', () => {
    const play = new Play(outlet).ask(0, true, 'on').receipt(1, 'on', 'delivered').until(20);
    expect(play.command('on')).toMatchObject({ state: 'failed', reason: 'not-confirmed' });
    expect(play.control.reported.state).toBe('unknown');
  });
});

describe('OFF of a version 1 socket', () => {
  const running = () => new Play(outlet).at(0, { type: 'current', mA: 4_800 });

  it('is measured where a current was seen before', () => {
    const play = running().ask(1, false, 'off').receipt(1.2, 'off', 'delivered').at(1.5, { type: 'current', mA: 0 });
    expect(play.command('off')).toMatchObject({ state: 'confirmed', evidence: 'measurement' });
    expect(play.control.reported).toMatchObject({ state: 'off', evidence: 'measurement' });
  });

  it('is only acknowledged where none was seen, and that after 5 s', () => {
    const play = new Play(outlet)
      .ask(0, false, 'off')
      .receipt(0.2, 'off', 'delivered')
      .at(0.5, { type: 'current', mA: 0 });
    expect(play.command('off').state).toBe('delivered');
    play.at(5.4, { type: 'current', mA: 0 });
    expect(play.command('off')).toMatchObject({ state: 'confirmed', evidence: 'acknowledgement-only' });
  });

  it('is owed every 2 s for a minute, then every 10 s, and never expires', () => {
    const play = running().ask(0, false, 'off');
    play.receipt(3, 'off', 'failed', { reason: 'no-ack' }).until(3_600);
    const again = play.published.slice(1).map(({ at }) => at);
    const gaps = again.map((at, i) => at - (again[i - 1] ?? 3));
    expect(again.filter((at) => at < 60).length).toBeGreaterThanOrEqual(28);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(10);
    expect(isOpen(play.command('off'))).toBe(true);
  });

  it('that the load ignores is said aloud and goes on being sent', () => {
    const play = running()
      .ask(1, false, 'off')
      .receipt(1.2, 'off', 'delivered')
      .at(6.5, { type: 'current', mA: 4_800 });
    expect(play.command('off')).toMatchObject({ state: 'sent', notStopping: true });
    expect(play.control.reported.state).toBe('on');
    play.until(9);
    expect(play.published.at(-1)).toMatchObject({ how: 'again' });
    play.receipt(9.1, 'off', 'delivered').at(9.4, { type: 'current', mA: 0 });
    expect(play.command('off')).toMatchObject({ state: 'confirmed', notStopping: false });
  });

  it('goes out once more 6 s after a trip, for the node closes again by itself', () => {
    const play = running().ask(1, false, 'off').receipt(1.2, 'off', 'delivered').at(1.5, { type: 'tripped' }).until(8);
    expect(play.published).toMatchObject([{ how: 'first' }, { at: 7.5, how: 'again' }]);
    expect(isOpen(play.command('off'))).toBe(true);
    play.receipt(8.1, 'off', 'delivered').at(8.4, { type: 'current', mA: 0 });
    expect(play.command('off').state).toBe('confirmed');
  });

  it('is wanted again when a socket trips that ought to be off', () => {
    const play = running().ask(1, false, 'off').receipt(1.2, 'off', 'delivered').at(1.5, { type: 'current', mA: 0 });
    play.at(10, { type: 'tripped' }).until(15.9);
    expect(play.wanted).toEqual([]);
    play.until(16);
    expect(play.wanted).toHaveLength(1);
  });

  it('is sent first, and once more, when the bridge is back', () => {
    const play = running().at(1, { type: 'carrier-lost' }).ask(2, false, 'off').until(100);
    expect(play.published).toEqual([]);
    play.at(100, { type: 'carrier-back', restarted: true });
    expect(play.published).toMatchObject([{ at: 100, id: 'off', how: 'first' }]);
  });

  it('ends an ON that is under way, and a later ON ends it', () => {
    const play = new Play(outlet).ask(0, true, 'on').ask(1, false, 'off').ask(2, true, 'on2');
    expect(play.command('on')).toMatchObject({ state: 'failed', reason: 'superseded' });
    expect(play.command('off')).toMatchObject({ state: 'failed', reason: 'superseded' });
    expect(play.control.desired).toBe(true);
  });
});

describe('a current that no command explains', () => {
  const flows = { type: 'current', mA: 4_800 } as const;
  const rests = { type: 'current', mA: 0 } as const;

  it('raises the alarm at a switch that was confirmed off, and OFF is wanted at once', () => {
    const play = settled().obeying().at(10, flows);
    expect(play.wanted).toEqual([UNEXPLAINED]);
    expect(play.published.at(-1)).toMatchObject({ at: 10, id: 'own-1', how: 'first', value: false });
    expect(play.control).toMatchObject({ unexplained: true, reported: { state: 'on', evidence: 'measurement' } });
  });

  it('is over when OFF is confirmed by measurement', () => {
    const play = settled().obeying().at(10, flows).receipt(10.2, 'own-1', 'delivered').at(10.5, rests);
    expect(play.command('own-1')).toMatchObject({ state: 'confirmed', evidence: 'measurement' });
    expect(play.control.unexplained).toBe(false);
  });

  it.each([
    ['takes current', flows, 10.8],
    ['feeds nothing', rests, 16],
  ] as const)('is over when an ON is confirmed, also where it %s', (_how, reads, second) => {
    const play = settled().obeying().at(10, flows).ask(10.4, true, 'on').receipt(10.6, 'on', 'delivered');
    expect(play.control.unexplained).toBe(true);
    expect(play.at(second, reads).command('on').state).toBe('confirmed');
    expect(play.control.unexplained).toBe(false);
  });

  it('of a welded contact is fought as an OFF that is owed, and no more often', () => {
    const play = settled(pump).obeying();
    for (let second = 10; second < 300; second += 1) {
      play.at(second, flows);
      if (play.published.at(-1)?.at === second) play.receipt(second + 0.2, 'own-1', 'delivered');
    }
    expect(play.wanted).toEqual([UNEXPLAINED]);
    expect(play.command('own-1')).toMatchObject({ notStopping: true });
    expect(play.control.unexplained).toBe(true);
    const sent = play.published.filter(({ id }) => id === 'own-1').map(({ at }) => at);
    for (const [i, at] of sent.slice(1).entries()) expect(at - (sent[i] ?? 0)).toBeGreaterThanOrEqual(2);
  });

  it.each([
    ['runs down within 3 s of its OFF', settled, 4.49],
    ['flows where nothing was asked', () => new Play(outlet).at(0, rests), 10],
    ['flows where on is wanted', () => settled().ask(2, true, 'on').receipt(2.2, 'on', 'delivered'), 10],
    ['flows while an OFF is under way', () => settled().ask(2, false, 'off2'), 10],
    ['flows where the node closes again after a trip', () => settled().at(9, { type: 'tripped' }), 14.5],
    ['flows where nobody knew what it was', () => settled().at(9, { type: 'lost' }), 10],
  ] as const)('is none where it %s', (_where, make, second) => {
    const play = make().obeying().at(second, flows);
    play.at(second + 0.005, flows);
    expect(play.suspected).toEqual([]);
    expect(play.control.unexplained).toBe(false);
  });

  it('while it runs down leaves the switch shown as off', () => {
    expect(settled().at(4, flows).at(4.2, rests).control.reported.state).toBe('off');
  });

  it('goes on to be one when it does not run down', () => {
    expect(settled().at(4, flows).at(4.5, flows).wanted).toEqual([UNEXPLAINED]);
  });

  it('that comes and goes is answered every 2 s for a minute and then every 10 s', () => {
    const play = settled().obeying();
    for (let second = 10; second < 400; second += 1) {
      play.at(second, second % 4 === 0 ? flows : rests);
      const off = play.control.command;
      if (off && isOpen(off)) play.receipt(second + 0.1, off.id, 'delivered').at(second + 0.2, rests);
    }
    const gaps = play.suspected.slice(1).map((at, i) => [at, at - (play.suspected[i] ?? 0)] as const);
    for (const [at, gap] of gaps) expect(gap).toBeGreaterThanOrEqual(at > 80 ? 10 : 2);
    expect(play.suspected.length).toBeGreaterThan(20);
  });

  it('is remembered over a restart, and its end still proves an OFF', () => {
    const { control } = settled().obeying().at(10, flows);
    const play = new Play(outlet, restoredSwitch(control.command, control.lastKnown, true));
    play.at(1, { type: 'carrier-back', restarted: false }).receipt(1.2, 'own-1', 'delivered').at(1.5, rests);
    expect(play.command('own-1')).toMatchObject({ state: 'confirmed', evidence: 'measurement' });
    expect(play.control.unexplained).toBe(false);
  });
});

describe('a frame that was not ours', () => {
  const meddled = { type: 'meddled' } as const;

  it('where off is wanted is answered with OFF at once, and nobody knows what the switch is', () => {
    const play = settled().obeying().at(1.6, meddled);
    expect(play.wanted).toEqual(['a frame that was not ours told it to switch']);
    expect(play.published.at(-1)).toMatchObject({ at: 1.6, id: 'own-1', value: false });
    expect(play.control.reported.state).toBe('unknown');
  });

  it.each([
    ['on is wanted', () => new Play(outlet).ask(0, true, 'on').receipt(0.2, 'on', 'delivered')],
    ['nothing was asked', () => new Play(outlet)],
  ])('where %s leaves it unknown until the read-back tells', (_where, make) => {
    const play = make().at(1, { type: 'current', mA: 900 }).at(2, meddled);
    expect([play.control.reported.state, play.wanted]).toEqual(['unknown', []]);
    expect(play.at(3, { type: 'current', mA: 900 }).control.reported.state).toBe('on');
  });

  it('while an OFF is under way has it sent once more, acknowledged or not, and at most every 2 s', () => {
    const play = new Play(outlet).ask(0, false, 'off').receipt(0.2, 'off', 'delivered');
    play.at(0.5, meddled).at(0.6, meddled).at(0.7, meddled);
    expect(play.published).toHaveLength(1);
    play.until(3);
    expect(play.published).toMatchObject([{ at: 0 }, { at: 2, how: 'again', id: 'off' }]);
    play.receipt(3.9, 'off', 'delivered').at(4.1, meddled);
    expect(play.published.at(-1)).toMatchObject({ at: 4.1, how: 'again' });
    expect(play.command('off')).toMatchObject({ state: 'sent' });
    expect(play.wanted).toEqual([]);
  });

  it('is answered when the bridge is back', () => {
    const play = settled().obeying().at(2, { type: 'carrier-lost' }).at(3, meddled).at(9, meddled).until(20);
    expect(play.published.map(({ id }) => id)).toEqual(['off']);
    play.at(20, { type: 'carrier-back', restarted: false });
    expect(play.published.at(-1)).toMatchObject({ at: 20, id: 'own-1', how: 'first' });
  });
});

describe('what is reported', () => {
  it('is unknown after a restart until the device speaks', () => {
    const last = newCommand({ ...request, id: 'on', value: true }, { mono: 0, wall: 0 });
    const control = restoredSwitch({ ...last, state: 'confirmed' }, { state: 'on', at: 5 });
    const play = new Play(outlet, control).at(1, { type: 'current', mA: 10 });
    expect(play.control.reported.state).toBe('unknown');
    expect(play.wanted).toEqual([]);
    expect(play.control.lastKnown).toEqual({ state: 'on', at: 5 });
    play.at(2, { type: 'current', mA: 500 });
    expect(play.control.reported).toMatchObject({ state: 'on', evidence: 'measurement' });
  });

  it('sends OFF once more where off was asked before a restart', () => {
    const last = newCommand({ ...request, id: 'off', value: false }, { mono: 0, wall: 0 });
    const play = new Play(outlet, restoredSwitch({ ...last, state: 'confirmed' }, undefined));
    play.at(1, { type: 'current', mA: 0 }).at(1, { type: 'tripped' });
    expect(play.wanted).toHaveLength(1);
  });

  it('is unknown once the device has fallen silent, and what it was is remembered', () => {
    const play = new Play(outlet).at(0, { type: 'current', mA: 700 }).at(9, { type: 'lost' });
    expect(play.control.reported.state).toBe('unknown');
    expect(play.control.lastKnown?.state).toBe('on');
  });

  it('stays on, by acknowledgement, while a closed socket feeds a load that rests', () => {
    const play = new Play(outlet).at(0, { type: 'current', mA: 700 }).at(9, { type: 'current', mA: 0 });
    expect(play.control.reported).toMatchObject({ state: 'on', evidence: 'acknowledgement-only' });
  });

  it('of a device with a report of its own is that report', () => {
    const play = new Play(node)
      .ask(0, true, 'on')
      .receipt(0.1, 'on', 'delivered')
      .at(0.2, { type: 'reported', on: true });
    expect(play.command('on')).toMatchObject({ state: 'confirmed', evidence: 'report' });
  });
});

it('fails an ON that is under way when everything is stopped', () => {
  const play = new Play(outlet).ask(0, true, 'on').at(1, { type: 'latched' });
  expect(play.command('on')).toMatchObject({ state: 'failed', reason: 'latched' });
});
