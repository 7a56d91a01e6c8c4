import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { credentialOf, secretOf } from '../../testing/net-core.ts';
import { Roll } from './roll.ts';
import { SignIn } from './sign-in.ts';

let clock: FakeClock;
let lines: string[];
let isCoreThere: boolean;
let signIn: SignIn;

beforeEach(() => {
  clock = new FakeClock();
  lines = [];
  isCoreThere = true;
  const topics = { publish: [], ignore: [], subscribe: [] };
  const roll = new Roll({ topics: () => topics, isClientId: () => false });
  roll.replace({ credentials: [credentialOf('node-1', 'node'), credentialOf('node-2', 'node')] });
  const note = (facts: object, sentence: string) => lines.push(`${sentence} ${JSON.stringify(facts)}`);
  const log = { debug: note, info: note, warn: note, error: note };
  signIn = new SignIn({ roll, clock, log, isCoreThere: () => isCoreThere, onRetainedCommand: () => {} });
});

const come = (id: string, secret = secretOf(id), host = '10.0.0.1') =>
  signIn.findRefusal(
    { kind: 'connect', clientId: id, username: id, password: Buffer.from(secret), keepAliveS: 60, will: undefined },
    host,
  );

describe('signing in', () => {
  it('takes the right secret and no other', () => {
    expect(come('node-1')).toBeUndefined();
    expect(come('node-1', secretOf('node-2'))).toBe('not-authorized');
    expect(come('nobody', '')).toBe('not-authorized');
  });

  it('lets nobody in while the gateway is away', () => {
    isCoreThere = false;
    expect(come('node-1')).toBe('unavailable');
  });

  it('makes whoever fails wait longer each time, on that host and for that name', () => {
    for (let time = 0; time < 5; time += 1) expect(come('node-1', 'wrong')).toBe('not-authorized');
    expect(come('node-1', 'wrong')).toBe('unavailable');
    expect(come('node-1', 'wrong', '10.0.0.2')).toBe('not-authorized');
    expect(come('node-2', 'wrong')).toBe('not-authorized');
    clock.advance(1_000);
    expect(come('node-1', 'wrong')).toBe('not-authorized');
    clock.advance(1_000);
    expect(come('node-1', 'wrong')).toBe('unavailable');
    clock.advance(1_000);
    expect(come('node-1', 'wrong')).toBe('not-authorized');
  });

  it('makes a host wait that tries many names', () => {
    for (let time = 0; time < 21; time += 1) come(`name-${time}`, 'wrong');
    expect(come('node-1', 'wrong')).toBe('unavailable');
    clock.advance(1_000);
    expect(come('node-1', 'wrong')).toBe('not-authorized');
  });

  it('lets the right secret in whatever others try from the same host', () => {
    for (let time = 0; time < 40; time += 1) come('node-1', 'wrong');
    expect(come('node-1')).toBeUndefined();
    for (let time = 0; time < 40; time += 1) come(`name-${time}`, 'wrong');
    expect(come('node-2')).toBeUndefined();
    expect(come('node-2', 'wrong')).toBe('unavailable');
  });

  it('logs who failed from where, and never the secret', () => {
    come('node-1', 'a wrong secret');
    expect(lines.join()).toContain('node-1');
    expect(lines.join()).toContain('10.0.0.1');
    expect(lines.join()).not.toContain('a wrong secret');
  });
});
