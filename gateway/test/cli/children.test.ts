import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Child } from '../../src/appliance/children.ts';
import { silentLog, type Log } from '../../src/domain/log.ts';
import { FakeClock } from '../../src/testing/index.ts';
import { isAlive, until } from './process-tree.ts';

const stub = join(import.meta.dirname, 'stub-child.ts');

interface Line {
  readonly level: keyof Log;
  readonly facts: object;
  readonly sentence: string;
}

/** One whose timers come late. */
class LateClock extends FakeClock {
  lateMs = 0;

  override monoMs(): number {
    return super.monoMs() + this.lateMs;
  }
}

let children: Child[] = [];
afterEach(async () => {
  await Promise.all(children.map((child) => child.stop()));
  children = [];
});

function makeChild(mode: string, { clock = new FakeClock(), beats = false } = {}) {
  const lines: Line[] = [];
  const messages: unknown[] = [];
  const to = (level: keyof Log) => (facts: object, sentence: string) => void lines.push({ level, facts, sentence });
  const log = { debug: to('debug'), info: to('info'), warn: to('warn'), error: to('error') };
  let starts = 0;
  const args = () => [mode, String(++starts)];
  const child = new Child({ name: 'stub', file: stub, args, beats }, clock, log, (message) => messages.push(message));
  children.push(child);
  child.start();
  const restarts = () => lines.flatMap(({ facts }) => ('againMs' in facts ? [facts.againMs] : []));
  return { child, clock, lines, messages, restarts };
}

describe('a child process', () => {
  it('is stopped by its signal, and once only', async () => {
    const { child, messages } = makeChild('stay');
    await until(() => messages.length > 0);
    const pid = child.pid ?? 0;
    await Promise.all([child.stop(), child.stop()]);
    expect([isAlive(pid), child.pid]).toEqual([false, undefined]);
  });

  it('is started again with arguments asked for anew and with growing patience', async () => {
    const { clock, messages, restarts } = makeChild('die');
    for (const [at, ms] of [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000].entries()) {
      await until(() => restarts().length > at);
      expect(restarts().at(-1)).toBe(ms);
      clock.advance(ms);
    }
    await until(() => messages.length === 8);
    expect(messages.map((message) => JSON.stringify(message))).toContain('{"ready":true,"start":"8"}');
  });

  it('may say what the gateway cannot take', async () => {
    const lines: string[] = [];
    const log = { ...silentLog, error: (_facts: object, sentence: string) => void lines.push(sentence) };
    const child = new Child({ name: 'stub', file: stub, args: () => ['stay', '1'] }, new FakeClock(), log, () => {
      throw new Error('database or disk is full');
    });
    children.push(child);
    child.start();
    await until(() => lines.length > 0);
    expect(lines).toEqual(['What a part of the gateway said met a fault of the gateway']);
    expect(isAlive(child.pid ?? 0)).toBe(true);
  });

  it('that ran long is started again at once', async () => {
    const { child, clock, messages, restarts } = makeChild('die-when-told');
    await until(() => messages.length === 1);
    clock.advance(31_000);
    process.kill(child.pid ?? 0, 'SIGKILL');
    await until(() => restarts().length === 1);
    expect(restarts()).toEqual([500]);
  });

  it('that is being waited for is not started after a stop', async () => {
    const { child, clock, restarts } = makeChild('die');
    await until(() => restarts().length === 1);
    await child.stop();
    expect(clock.nextTimerAt).toBeUndefined();
  });

  it('that will not go is killed after 5 s', async () => {
    const { child, clock, messages } = makeChild('stubborn');
    await until(() => messages.length > 0);
    const pid = child.pid ?? 0;
    const stopped = child.stop();
    clock.advance(4_999);
    expect(isAlive(pid)).toBe(true);
    clock.advance(1);
    await stopped;
    expect(isAlive(pid)).toBe(false);
  });

  it('that beats no more for 5 s is killed and started again at once', async () => {
    const { child, clock, messages, restarts } = makeChild('beat-once', { beats: true });
    await until(() => messages.length === 1);
    const { pid } = child;
    expect(child.health).toMatchObject({ name: 'stub', pid, restarts: 0, delayMs: 7 });
    clock.advance(4_999);
    expect(isAlive(pid ?? 0)).toBe(true);
    clock.advance(1);
    await until(() => restarts().length === 1);
    expect(restarts()).toEqual([500]);
    expect(child.health).toMatchObject({ restarts: 0, lastEnd: 'it gave no sign of life' });
    expect(child.health).not.toHaveProperty('pid');
    clock.advance(500);
    await until(() => messages.length === 2);
    expect(child.health).toMatchObject({ restarts: 1, since: clock.wallMs() });
  });

  it('that never beats has half a minute to begin', async () => {
    const { child, clock, messages, restarts } = makeChild('stay', { beats: true });
    await until(() => messages.length === 1);
    clock.advance(29_999);
    expect(isAlive(child.pid ?? 0)).toBe(true);
    clock.advance(1);
    await until(() => restarts().length === 1);
  });

  it('is not killed for beats that we were too busy to read', async () => {
    const clock = new LateClock();
    const { child, lines, messages } = makeChild('beat-once', { beats: true, clock });
    await until(() => messages.length === 1);
    clock.lateMs = 1_001;
    clock.advance(5_000);
    expect(lines).toEqual([]);
    clock.advance(4_999);
    expect([lines, isAlive(child.pid ?? 0)]).toEqual([[], true]);
  });

  it('has its log passed on as ours', async () => {
    const { lines } = makeChild('talk');
    await until(() => lines.length >= 4);
    expect(lines.slice(0, 4).sort((a, b) => (a.sentence < b.sentence ? -1 : 1))).toEqual([
      { level: 'info', facts: { child: 'stub', port: 1 }, sentence: 'a fact' },
      { level: 'error', facts: { child: 'stub' }, sentence: 'a fault' },
      { level: 'debug', facts: { child: 'stub' }, sentence: 'plain words' },
      { level: 'warn', facts: { child: 'stub' }, sentence: 'to stderr' },
    ]);
  });

  it('ends when its gateway is killed', async () => {
    const holder = spawn(process.execPath, [join(import.meta.dirname, 'stub-gateway.ts'), stub], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(holder.stdout), 'line')) as [string];
    const pid = Number(line);
    expect(isAlive(pid)).toBe(true);
    holder.kill('SIGKILL');
    await until(() => !isAlive(pid));
  });
});
