import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Doorman } from './doorman.ts';

const limits = { connections: 6, connectionsPerHost: 3 };
const ALICE = '192.168.1.2';
const BOB = '192.168.1.3';
const SELF = '127.0.0.1';

describe('the doorman', () => {
  it('lets the oldest stranger of a host go for one too many of it', () => {
    const door = new Doorman<string>(limits);
    for (const name of ['a1', 'a2', 'a3']) expect(door.enter(name, ALICE)).toBeUndefined();
    expect(door.enter('a4', ALICE)).toBe('a1');
    expect(door.enter('b1', BOB)).toBeUndefined();
  });

  it('lets nobody go who is signed in, and sends the newcomer away where all others are', () => {
    const door = new Doorman<string>(limits);
    for (const name of ['a1', 'a2', 'a3']) {
      door.enter(name, ALICE);
      door.know(name);
    }
    expect(door.enter('a4', ALICE)).toBe('a4');
    door.leave('a1');
    expect(door.enter('a5', ALICE)).toBeUndefined();
  });

  it('takes from the host that has most strangers when it is full', () => {
    const door = new Doorman<string>(limits);
    door.enter('b1', BOB);
    for (const name of ['s1', 's2', 's3', 's4', 's5']) door.enter(name, SELF);
    expect(door.enter('a1', ALICE)).toBe('s1');
    expect(door.size).toBe(6);
  });

  it('counts this machine in all only', () => {
    const door = new Doorman<string>(limits);
    for (const name of ['1', '2', '3', '4', '5', '6']) expect(door.enter(name, '::1')).toBeUndefined();
    expect(door.enter('7', '::1')).toBe('1');
  });

  it('never has more than it may, and never lets go of who is signed in', () => {
    const step = fc.record({
      what: fc.constantFrom('enter', 'enter', 'enter', 'know', 'leave'),
      host: fc.constantFrom(ALICE, BOB, SELF),
      pick: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const door = new Doorman<number>(limits);
        const inside = new Map<number, string>();
        const known = new Set<number>();
        for (const [at, { what, host, pick }] of steps.entries()) {
          const one = [...inside.keys()][pick % Math.max(1, inside.size)] ?? -1;
          if (what === 'know') known.add(one);
          if (what === 'know') door.know(one);
          if (what === 'leave') inside.delete(one);
          if (what === 'leave') door.leave(one);
          if (what !== 'enter') continue;
          inside.set(at, host);
          const gone = door.enter(at, host);
          if (gone !== undefined) expect([inside.delete(gone), known.has(gone)]).toEqual([true, false]);
        }
        expect(door.size).toBe(inside.size);
        expect(inside.size).toBeLessThanOrEqual(limits.connections);
        for (const host of [ALICE, BOB])
          expect([...inside.values()].filter((each) => each === host).length).toBeLessThanOrEqual(3);
      }),
    );
  });
});
