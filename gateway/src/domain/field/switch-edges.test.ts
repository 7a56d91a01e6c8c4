import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../contract/index.ts';
import { node, outlet, Play, pump, request, settled } from '../../testing/switch-play.ts';
import { isOpen, newCommand, type FieldCommand } from './command.ts';
import { newSwitch, nextTick, restoredSwitch, type SwitchControl, type SwitchProfile } from './switch-machine.ts';

describe('what is written and handed over', () => {
  const saves = (play: Play) => play.log.join(', ');

  it('a command is saved before it is handed over, and after what it ends', () => {
    expect(saves(new Play(outlet).ask(0, true, 'on'))).toBe('save on, first on');
    expect(saves(new Play(outlet).ask(0, true, 'on').ask(1, false, 'off'))).toBe(
      'save on, first on, save off, save on, first off',
    );
  });

  it('a command that changes nothing is not saved again', () => {
    const play = new Play(outlet).ask(0, true, 'on').receipt(1, 'on', 'delivered');
    play.log = [];
    play.receipt(1.1, 'on', 'delivered').receipt(1.2, 'other', 'failed').at(1.3, { type: 'current', mA: 0 });
    expect(play.log).toEqual([]);
  });

  it('what is asked while the carrier is away is saved and kept, and not handed over', () => {
    const play = new Play(outlet, newSwitch()).ask(0, true, 'on');
    expect([saves(play), play.control.desired, play.control.command?.handed]).toEqual(['save on', true, false]);
  });

  it('a receipt for another command is none', () => {
    const play = new Play(outlet).ask(0, true, 'on');
    const { control } = play;
    expect(play.receipt(1, 'on2', 'delivered').control).toBe(control);
    expect(new Play(outlet).receipt(1, 'on', 'delivered').control).toEqual({ ...newSwitch(), reachable: true });
  });

  it('what ended one command says which one ended it', () => {
    const play = new Play(outlet).ask(0, true, 'on').ask(1, false, 'off');
    expect(play.command('on').trail.at(-1)).toMatchObject({ state: 'failed', reason: 'superseded', note: 'by off' });
    expect([play.command('on').notStopping, play.control.desired]).toEqual([false, false]);
  });
});

describe('notes for people', () => {
  const last = (play: Play, id: string) => play.command(id).trail.at(-1);
  const read = (mA: number) =>
    new Play(outlet).ask(0, true, 'on').receipt(1, 'on', 'delivered').at(2, { type: 'current', mA });

  it.each([
    [4_800, '4.80 A'],
    [9_999, '10.00 A'],
    [10_000, '10.0 A'],
    [12_340, '12.3 A'],
  ])('tell a current of %s mA as %s', (mA, note) => {
    expect(last(read(mA), 'on')).toEqual({ at: 1e12 + 2_000, state: 'confirmed', evidence: 'measurement', note });
  });

  it('tell that a socket switched on without a load', () => {
    const play = new Play(outlet).ask(0, true, 'on').receipt(1, 'on', 'delivered').at(6, { type: 'current', mA: 0 });
    expect(last(play, 'on')).toMatchObject({ evidence: 'acknowledgement-only', note: 'no current' });
  });

  it('tell that a motor takes no current, and why OFF is sent', () => {
    const play = new Play(pump).ask(0, true, 'on').receipt(1, 'on', 'delivered').at(6, { type: 'current', mA: 0 });
    expect(last(play, 'on')).toMatchObject({ reason: 'not-confirmed', note: 'the motor takes no current' });
    expect(play.wanted).toEqual(['the pump took no current']);
    expect(play.control.reported.state).toBe('unknown');
  });

  it('tell that nothing was heard of what was acknowledged', () => {
    const play = new Play(outlet).ask(0, true, 'on').receipt(1, 'on', 'delivered').until(20);
    expect(last(play, 'on')).toMatchObject({ reason: 'not-confirmed', note: 'nothing was heard of it since' });
  });

  it('tell that an ON met a tripped socket', () => {
    const play = new Play(outlet).ask(0, true, 'on').receipt(1, 'on', 'delivered').at(2, { type: 'tripped' });
    expect(last(play, 'on')).toMatchObject({ reason: 'rejected', note: 'tripped: too much current' });
  });

  it('tell that an ON could not be sent in time', () => {
    const play = new Play(outlet, newSwitch()).ask(0, true, 'on').until(31);
    expect(last(play, 'on')).toMatchObject({ reason: 'expired', note: 'it could not be sent in time' });
  });

  it('tell that the bridge restarted', () => {
    const play = new Play(outlet)
      .ask(0, true, 'on')
      .receipt(1, 'on', 'sent')
      .at(2, { type: 'carrier-back', restarted: true });
    expect(last(play, 'on')).toMatchObject({ reason: 'no-ack', note: 'the radio bridge restarted meanwhile' });
  });

  it('tell what still flows after an OFF', () => {
    const play = settled()
      .ask(2, false, 'off2')
      .receipt(2.2, 'off2', 'delivered')
      .at(8, { type: 'current', mA: 4_800 });
    expect(last(play, 'off2')).toMatchObject({ note: 'still 4.80 A after it said yes' });
  });

  it.each([
    [{ reason: 'no-ack' } as const, 'not answered (no-ack)'],
    [{ reason: 'offline', note: 'the radio is off' } as const, 'the radio is off'],
  ])('tell why an OFF got no answer', (rest, note) => {
    const play = new Play(outlet).ask(0, false, 'off').receipt(1, 'off', 'failed', rest);
    expect(last(play, 'off')).toMatchObject({ note });
  });

  it('tell of a frame that was not ours', () => {
    const play = new Play(outlet).ask(0, false, 'off').at(0.5, { type: 'meddled' });
    expect(last(play, 'off')).toMatchObject({ state: 'sent', note: 'a frame that was not ours told it to switch' });
  });
});

describe('at its edge', () => {
  it('a current above the threshold flows, and one at it does not', () => {
    const { onAboveMa = 0 } = outlet.judging ?? {};
    expect(new Play(outlet).at(0, { type: 'current', mA: onAboveMa }).control.reported.state).toBe('unknown');
    expect(new Play(outlet).at(0, { type: 'current', mA: onAboveMa + 1 }).control.reported.state).toBe('on');
  });

  it('a switch is judged 5 s after its acknowledgement, and not before', () => {
    const play = new Play(pump).ask(0, true, 'on').receipt(1, 'on', 'delivered').at(5.999, { type: 'current', mA: 0 });
    expect(play.command('on').state).toBe('delivered');
    expect(play.at(6, { type: 'current', mA: 0 }).command('on').state).toBe('failed');
  });

  it('an OFF whose current still flows is reopened 5 s after its acknowledgement, and not before', () => {
    const play = new Play(outlet)
      .at(0, { type: 'current', mA: 900 })
      .ask(1, false, 'off')
      .receipt(2, 'off', 'delivered');
    play.at(6.999, { type: 'current', mA: 900 });
    expect([play.command('off').state, play.control.reported.state]).toEqual(['delivered', 'on']);
    expect(play.at(7, { type: 'current', mA: 900 }).command('off')).toMatchObject({ state: 'sent', notStopping: true });
    expect(play.until(8.999).published).toHaveLength(1);
    expect(play.until(9).published).toMatchObject([{ at: 1 }, { at: 9, how: 'again' }]);
  });

  it('what was acknowledged is awaited for 15 s, of a device that reports itself for 10 s', () => {
    const asked = (profile: SwitchProfile) => new Play(profile).ask(0, true, 'on').receipt(1, 'on', 'delivered');
    expect(asked(outlet).until(15.999).command('on').state).toBe('delivered');
    expect(asked(outlet).until(16).command('on').state).toBe('failed');
    expect(asked(node).until(10.999).command('on').state).toBe('delivered');
    expect(asked(node).until(11).command('on').state).toBe('failed');
  });

  it('an OFF that was acknowledged and not read since goes out again', () => {
    const play = new Play(outlet).ask(0, false, 'off').receipt(1, 'off', 'delivered');
    expect(play.until(15.999).published).toHaveLength(1);
    expect(play.until(16).published).toMatchObject([{ at: 0 }, { at: 16, how: 'again' }]);
  });

  it('an ON expires after 30 s, and one that went out 3 s later', () => {
    expect(new Play(outlet, newSwitch()).ask(0, true, 'on').until(29.999).command('on').state).toBe('pending');
    expect(new Play(outlet, newSwitch()).ask(0, true, 'on').until(30).command('on').state).toBe('failed');
    const sent = () => new Play(outlet).ask(0, true, 'on').receipt(1, 'on', 'sent');
    expect(sent().until(32.999).command('on').state).toBe('sent');
    const late = sent().until(33);
    expect(late.command('on')).toMatchObject({ state: 'failed', reason: 'no-ack' });
    expect(late.control.reported.state).toBe('unknown');
  });

  it('an ON that was handed over and of which nothing was heard has expired, and may have gone out', () => {
    const play = new Play(outlet).at(0, { type: 'current', mA: 900 }).ask(1, true, 'on').until(34);
    expect(play.command('on')).toMatchObject({ state: 'failed', reason: 'expired' });
    expect(play.control.reported.state).toBe('unknown');
  });

  it('an ON that was never handed over leaves the switch as it was', () => {
    const play = new Play(outlet).at(0, { type: 'current', mA: 900 }).at(1, { type: 'carrier-lost' });
    play.at(1.5, { type: 'current', mA: 900 }).ask(2, true, 'on').until(40);
    expect([play.command('on').reason, play.control.reported.state]).toEqual(['expired', 'on']);
  });

  it('an OFF goes out again 4 s after the first time, then every 2 s, from a minute on every 10 s', () => {
    const play = new Play(outlet).ask(100, false, 'off').until(190);
    const at = play.published.map((sent) => sent.at);
    expect(at.slice(0, 4)).toEqual([100, 104, 106, 108]);
    expect(at.slice(-4)).toEqual([160, 170, 180, 190]);
  });

  it('an OFF that the carrier gave up goes out 2 s later', () => {
    const play = new Play(outlet).ask(0, false, 'off').receipt(3, 'off', 'failed', { reason: 'no-ack' });
    expect(play.until(4.999).published).toHaveLength(1);
    expect(play.until(5).published).toMatchObject([
      { at: 0, how: 'first' },
      { at: 5, how: 'again' },
    ]);
  });

  it('a trip is waited for as long as the node needs to close again, and not longer', () => {
    const guard = (outlet.judging?.recloseGuardMs ?? 0) / 1000;
    const play = settled().at(10, { type: 'tripped' });
    expect(play.until(10 + guard - 0.001).wanted).toEqual([]);
    expect(play.until(10 + guard).wanted).toEqual(['it closes again by itself after a trip']);
  });

  it('a trip where nothing was asked is only shown', () => {
    const play = new Play(outlet).at(1, { type: 'tripped' }).until(60);
    expect([play.wanted, play.control.reported, play.control.trippedMono]).toEqual([
      [],
      { state: 'tripped', evidence: 'report', at: 1e12 + 1_000 },
      undefined,
    ]);
  });
});

describe('a tick that comes too early', () => {
  const flows = { type: 'current', mA: 900 } as const;

  it.each<[string, () => Play, number]>([
    ['an ON that waits for its carrier', () => new Play(outlet, newSwitch()).ask(0, true, 'on'), 29.9],
    ['an ON on its way', () => new Play(outlet).ask(0, true, 'on').receipt(1, 'on', 'sent'), 32.9],
    ['an ON that was acknowledged', () => new Play(outlet).ask(0, true, 'on').receipt(1, 'on', 'delivered'), 15.9],
    ['an OFF on its way', () => new Play(outlet).ask(0, false, 'off'), 3.9],
    ['an OFF that was acknowledged', () => new Play(outlet).ask(0, false, 'off').receipt(1, 'off', 'delivered'), 15.9],
    ['a switch that is off', () => settled(), 9],
    ['a switch that is off and tripped', () => settled().at(9, { type: 'tripped' }), 14.9],
    ['a switch that is on', () => new Play(outlet).at(0, flows), 9],
  ])('leaves %s as it is', (_what, make, second) => {
    const play = make();
    const { control, log, wanted } = play;
    const before = [[...log], [...wanted]];
    expect(play.at(second, { type: 'tick' }).control).toBe(control);
    expect([play.log, play.wanted]).toEqual(before);
  });
});

describe('a series of OFFs for a current that no command explains', () => {
  const flows = { type: 'current', mA: 900 } as const;
  const rests = { type: 'current', mA: 0 } as const;
  const again = (second: number) => {
    const play = settled().obeying().at(10, flows).receipt(10.2, 'own-1', 'delivered').at(10.5, rests);
    return play.at(second, flows).control.suspected;
  };

  it('is over after a calm minute', () => {
    expect(again(69.999)).toEqual({ since: 10_000, last: 69_999 });
    expect(again(70)).toEqual({ since: 70_000, last: 70_000 });
  });

  it('goes on every 10 s after a minute, though nothing more is read', () => {
    const control: SwitchControl = {
      ...settled().control,
      suspected: { since: -60_000, last: 6_000 },
      reachable: true,
    };
    const play = new Play(outlet, control).at(10, flows);
    expect(play.control.unexplained).toBe(true);
    expect(play.until(15.999).wanted).toEqual([]);
    expect(play.until(16).wanted).toEqual(['a current that no command explains']);
    const edge = new Play(outlet, control).at(9, rests).at(16, flows);
    expect(edge.suspected).toEqual([16]);
  });
});

describe('a socket that trips', () => {
  const owes = () =>
    new Play(outlet).at(0, { type: 'current', mA: 900 }).ask(1, false, 'off').receipt(1.2, 'off', 'delivered');

  it('is no end of an ON that it has not acknowledged', () => {
    const play = new Play(outlet).ask(0, true, 'on').at(1, { type: 'tripped' });
    expect([play.command('on').state, play.control.reported.state]).toEqual(['pending', 'tripped']);
  });

  it('three times while OFF is wanted is said aloud', () => {
    const play = owes();
    const trip = (second: number) => play.at(second, { type: 'tripped' }).command('off').notStopping;
    expect([trip(2), trip(3)]).toEqual([false, false]);
    const again = (second: number) => {
      play.at(second, { type: 'untripped' });
      return trip(second + 0.5);
    };
    expect([again(4), again(5), again(6)]).toEqual([false, true, true]);
    expect(play.control.trips).toBe(4);
  });

  it('and no more is unknown until a current is read', () => {
    const play = owes().at(2, { type: 'tripped' }).at(3, { type: 'untripped' });
    expect(play.control.reported).toEqual({ state: 'unknown' });
    const on = new Play(outlet).at(0, { type: 'current', mA: 900 });
    expect(on.at(1, { type: 'untripped' }).control.reported.state).toBe('on');
  });

  it('is not off for want of current while it may close again by itself', () => {
    const play = owes().at(2, { type: 'tripped' }).receipt(2.2, 'off', 'delivered').at(7, { type: 'current', mA: 0 });
    expect(isOpen(play.command('off'))).toBe(true);
  });

  it('has its OFF sent once more when it has closed, also where it was acknowledged meanwhile', () => {
    const play = new Play(outlet).at(0, { type: 'tripped' }).ask(1, false, 'off').receipt(1.5, 'off', 'delivered');
    expect(play.until(5.999).published).toHaveLength(1);
    expect(play.until(6).published).toMatchObject([{ at: 1 }, { at: 6, how: 'again' }]);
    play.receipt(6.2, 'off', 'delivered').at(11.2, { type: 'current', mA: 0 });
    expect(play.command('off')).toMatchObject({ state: 'confirmed', evidence: 'acknowledgement-only' });
    expect(play.control).toMatchObject({ trips: 0, drewCurrent: false });
  });
});

describe('a device that reports its contact itself', () => {
  it.each([true, false])('is believed about it: %s', (on) => {
    const play = new Play(node).at(1, { type: 'reported', on });
    expect(play.control.reported).toEqual({ state: on ? 'on' : 'off', evidence: 'report', at: 1e12 + 1_000 });
    expect(play.control.lastKnown).toEqual({ state: on ? 'on' : 'off', at: 1e12 + 1_000 });
  });

  it('confirms what was asked and nothing else, also before it acknowledged', () => {
    const play = new Play(node).ask(0, true, 'on').at(1, { type: 'reported', on: false });
    expect([play.command('on').state, play.control.reported.state]).toEqual(['pending', 'off']);
    expect(play.at(2, { type: 'reported', on: true }).command('on')).toMatchObject({ evidence: 'report' });
  });

  it('ends the sending of an OFF', () => {
    const play = new Play(node).ask(0, false, 'off').at(1, { type: 'reported', on: false }).until(60);
    expect([play.published.length, play.control.sendMono, nextTick(play.control, node)]).toEqual([
      1,
      undefined,
      undefined,
    ]);
  });

  it('is judged by no current', () => {
    const play = new Play(node).at(1, { type: 'current', mA: 4_800 });
    expect(play.control.reported.state).toBe('unknown');
  });

  it('that trips where OFF is owed is told OFF again 2 s later', () => {
    const play = new Play(node).ask(0, false, 'off').receipt(0.5, 'off', 'delivered').at(1, { type: 'tripped' });
    expect(play.until(2.999).published).toHaveLength(1);
    expect(play.until(3).published).toHaveLength(2);
  });
});

describe('a device that falls silent', () => {
  it('is unknown, and is told OFF all the same', () => {
    const play = new Play(outlet).at(0, { type: 'current', mA: 900 }).at(1, { type: 'lost' });
    expect(play.control).toMatchObject({ reachable: true, reported: { state: 'unknown' } });
    expect(play.ask(2, false, 'off').published).toMatchObject([{ at: 2, how: 'first' }]);
  });
});

describe('a carrier', () => {
  it('that is lost leaves the switch unknown and keeps what is asked', () => {
    const play = new Play(outlet)
      .at(0, { type: 'current', mA: 900 })
      .ask(1, true, 'on')
      .at(2, { type: 'carrier-lost' });
    expect(play.control).toMatchObject({ reachable: false, reported: { state: 'unknown' }, desired: true });
    expect(isOpen(play.command('on'))).toBe(true);
  });

  it.each([
    [false, 'on'],
    [true, 'unknown'],
  ])('that is back (restarted: %s) leaves the switch %s', (restarted, state) => {
    const play = new Play(outlet).at(0, { type: 'current', mA: 900 }).at(1, { type: 'carrier-back', restarted });
    expect([play.control.reported.state, play.control.reachable, play.published]).toEqual([state, true, []]);
  });

  it('that is back is handed an owed OFF at once, again where it had it', () => {
    const play = new Play(outlet).ask(0, false, 'off').receipt(0.5, 'off', 'delivered').at(1, { type: 'carrier-lost' });
    play.at(1.5, { type: 'carrier-back', restarted: false });
    expect(play.published).toMatchObject([
      { at: 0, how: 'first' },
      { at: 1.5, how: 'again' },
    ]);
    expect(play.command('off').state).toBe('sent');
    expect(play.until(3.499).published).toHaveLength(2);
    expect(play.until(3.5).published).toHaveLength(3);
  });

  it('is handed no ON that expired while it was away', () => {
    const play = new Play(outlet).ask(0, true, 'on').at(1, { type: 'carrier-lost' });
    play.at(30, { type: 'carrier-back', restarted: false });
    expect(play.command('on')).toMatchObject({ state: 'failed', reason: 'expired' });
    expect(play.published).toHaveLength(1);
  });

  it('that is away is not asked to send an OFF that stays owed', () => {
    const play = new Play(outlet).ask(0, false, 'off').at(1, { type: 'carrier-lost' }).until(100);
    expect([play.published.length, isOpen(play.command('off'))]).toEqual([1, true]);
  });
});

describe('a refusal', () => {
  it('of an ON that was on the air leaves the switch unknown, of one that was not as it is', () => {
    const on = (sent: boolean, reason: Receipt['reason']) => {
      const play = new Play(outlet).at(0, { type: 'current', mA: 900 }).ask(1, true, 'on');
      if (sent) play.receipt(2, 'on', 'sent');
      return play.receipt(3, 'on', 'failed', { ...(reason ? { reason } : {}), note: 'so it is' });
    };
    expect(on(true, 'no-ack').control.reported.state).toBe('unknown');
    expect(on(false, 'no-ack').control.reported.state).toBe('on');
    expect(on(true, 'rejected').control.reported.state).toBe('on');
    expect(on(true, undefined).command('on')).toMatchObject({ state: 'failed', reason: 'rejected' });
    expect(on(true, 'no-ack').command('on').trail.at(-1)).toMatchObject({ note: 'so it is' });
  });

  it.each(['superseded', 'rejected'] as const)('of an OFF as %s ends it', (reason) => {
    const play = new Play(outlet).ask(0, false, 'off').receipt(1, 'off', 'failed', { reason });
    expect(play.command('off')).toMatchObject({ state: 'failed', reason });
    expect(play.until(60).published).toHaveLength(1);
  });

  it.each(['no-ack', 'offline', 'expired'] as const)(
    'of an OFF as %s leaves it owed, and the switch unknown',
    (reason) => {
      const play = new Play(outlet)
        .at(0, { type: 'current', mA: 900 })
        .ask(1, false, 'off')
        .receipt(2, 'off', 'delivered');
      play.receipt(3, 'off', 'failed', { reason });
      expect([play.command('off').state, play.control.reported.state]).toEqual(['sent', 'unknown']);
    },
  );
});

describe('stopping everything', () => {
  it('leaves an OFF under way, and what has ended', () => {
    const play = new Play(outlet).ask(0, false, 'off').at(1, { type: 'latched' });
    expect(isOpen(play.command('off'))).toBe(true);
    const { control } = settled();
    expect(new Play(outlet, control).at(9, { type: 'latched' }).control).toBe(control);
  });

  it('leaves a switch unknown whose ON had been handed over, and one as it is whose had not', () => {
    const handed = new Play(outlet).at(0, { type: 'current', mA: 900 }).ask(1, true, 'on').at(2, { type: 'latched' });
    expect(handed.control.reported.state).toBe('unknown');
    const waiting = new Play(outlet, { ...newSwitch(), reported: { state: 'off' } }).ask(1, true, 'on');
    expect(waiting.at(2, { type: 'latched' }).control.reported.state).toBe('off');
  });
});

describe('a switch in sight', () => {
  it('off is still off while no current flows, and when that was seen is kept', () => {
    const play = settled().at(9, { type: 'current', mA: 0 });
    expect(play.control.reported).toEqual({ state: 'off', evidence: 'measurement', at: 1e12 + 9_000 });
    expect(play.control.lastKnown).toEqual({ state: 'off', at: 1e12 + 9_000 });
  });

  it('again, where off was asked, is told OFF once more, and says why', () => {
    const play = settled().at(5, { type: 'lost' }).at(9, { type: 'current', mA: 0 });
    expect(play.wanted).toEqual(['it was out of sight']);
    const on = new Play(outlet).ask(0, true, 'on').receipt(1, 'on', 'delivered').at(2, { type: 'current', mA: 900 });
    expect(on.at(5, { type: 'lost' }).at(9, { type: 'current', mA: 0 }).wanted).toEqual([]);
  });

  it('that a frame not ours told to switch is sent OFF at once where one was handed over 2 s ago, else then', () => {
    const asked = () => new Play(outlet).ask(0, false, 'off').receipt(0.2, 'off', 'delivered');
    expect(asked().at(1.999, { type: 'meddled' }).published).toHaveLength(1);
    expect(asked().at(2, { type: 'meddled' }).published).toMatchObject([{ at: 0 }, { at: 2, how: 'again' }]);
    expect(asked().at(1.5, { type: 'meddled' }).until(2).published).toHaveLength(2);
  });

  it('that a frame not ours told to switch has its OFF sent when the carrier is back', () => {
    const play = new Play(outlet, newSwitch()).ask(0, false, 'off').at(1, { type: 'meddled' });
    expect([play.published, play.command('off').state]).toEqual([[], 'pending']);
    play.at(5, { type: 'carrier-back', restarted: false });
    expect(play.published).toMatchObject([{ at: 5, how: 'first' }]);
  });
});

describe('a switch after a restart of the gateway', () => {
  const command = (value: boolean) => newCommand({ ...request, id: 'last', value }, { mono: 0, wall: 0 });

  it('of which nothing is known is as new', () => {
    expect(restoredSwitch(undefined, undefined)).toEqual(newSwitch());
    expect(newSwitch()).toEqual({
      desired: null,
      reported: { state: 'unknown' },
      drewCurrent: false,
      reachable: false,
      trips: 0,
      unexplained: false,
    });
  });

  it.each([true, false])('wants what was asked last (%s), and takes what is open as handed over', (value) => {
    const { desired, command: open } = restoredSwitch(command(value), undefined);
    expect(desired).toBe(value);
    expect(open).toMatchObject({ id: 'last', handed: true, state: 'sent' });
  });

  it('leaves what had ended as it ended, and forgets when an open one was acknowledged', () => {
    const ended: FieldCommand = { ...command(true), state: 'confirmed', deliveredMono: 5 };
    expect(restoredSwitch(ended, undefined).command).toBe(ended);
    const open: FieldCommand = { ...command(true), state: 'delivered', deliveredMono: 5 };
    expect(restoredSwitch(open, undefined).command).not.toHaveProperty('deliveredMono');
  });
});
