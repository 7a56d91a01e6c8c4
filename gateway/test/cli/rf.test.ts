import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, linkSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '@farmgate/gateway/clock';
import { ControlServer, type ControlledRadio } from '@farmgate/rf-bridge';
import { openPty } from '@farmgate/rf-bridge/testing';
import { factoryNew, parseFault, serveOnSocket, VirtualFarm, type Served } from '@farmgate/virtual-farm';
import { places } from '../../src/cli/places.ts';
import { makeFolder } from '../../src/testing/processes.ts';
import { until } from './process-tree.ts';
import { runCli, type Ended } from './run-cli.ts';

const main = join(import.meta.dirname, '../../bin/farmgate.mjs');

/** A simulated farm and a bridge on it, as processes of their own, without a gateway. */
class Field {
  readonly folder = makeFolder('rf');
  readonly #children: ChildProcess[] = [];
  bridge: ChildProcess | undefined;

  async start(): Promise<void> {
    const air = join(this.folder.dir, 'air.sock');
    await this.#fork(places.farm, ['--unix', air, '--outlets', '03,05']);
    writeFileSync(join(this.folder.dir, 'key'), 'a secret\n');
    const address = ['--radio', `unix:${air}`, '--broker', 'unix:/nowhere', '--secret-file', this.at('key')];
    this.bridge = await this.#fork(places.bridge, [
      ...address,
      '--duty',
      '5',
      '--control',
      this.at('bridge-1.rf.sock'),
    ]);
  }

  async stop(): Promise<void> {
    for (const child of this.#children) await ended(child, 'SIGTERM');
    this.folder.remove();
  }

  at(name: string): string {
    return join(this.folder.dir, name);
  }

  /** Where its commands find it. */
  get flags(): string[] {
    return ['--core-socket', this.at('core.sock')];
  }

  rf(...args: string[]): Promise<Ended> {
    return runCli(['rf', ...args, ...this.flags]);
  }

  async #fork(file: string, args: readonly string[]): Promise<ChildProcess> {
    const child = fork(file, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#children.push(child);
    await once(child, 'message');
    return child;
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** A command that goes on until it is told to end. */
class Running {
  out = '';
  err = '';
  readonly child: ChildProcess;
  readonly #gone: Promise<unknown>;

  constructor(args: readonly string[]) {
    const child = spawn(process.execPath, [main, 'rf', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (data: Buffer) => (this.out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (this.err += data.toString()));
    this.child = child;
    this.#gone = once(child, 'close');
  }

  async end(signal?: NodeJS.Signals): Promise<Ended> {
    if (signal) this.child.kill(signal);
    await this.#gone;
    return { code: this.child.exitCode, out: this.out, err: this.err };
  }
}

const field = new Field();
beforeAll(() => field.start());
afterAll(() => field.stop());

describe('farmgate rf', () => {
  it('pings: 0 where it answers, 1 where nobody does', async () => {
    const [there, nobody] = [
      await field.rf('ping', '05', '--count', '2'),
      await field.rf('ping', '77', '--count', '1'),
    ];
    expect(there).toMatchObject({ code: 0, err: '' });
    expect(there.out).toMatch(
      /^05 {2}1\/2 {2}\d+ ms\n05 {2}2\/2 {2}\d+ ms\n2 of 2 answered \(100 %\), round trip \d+ ms/,
    );
    expect(nobody).toMatchObject({ code: 1, err: '', out: expect.stringContaining('None of 1 answered') });
  });

  it('says how each link is, in words and as JSON', async () => {
    const [{ code, out }, json] = await Promise.all([field.rf('stats'), field.rf('stats', '--json')]);
    expect(code).toBe(0);
    expect(out).toMatch(/^bridge-1 on unix:.*: the port is open$/m);
    expect(out).toMatch(/^Air: [\d.]+ % of this hour's budget used \(5 % of an hour\)$/m);
    expect(out).toMatch(/^05 {4}good {2}10\.0 {3}100 % {6}1\.00 {3}\d+ ms {6}0 {7}0$/m);
    expect(JSON.parse(json.out)).toMatchObject({
      kind: 'stats',
      nodes: expect.arrayContaining([expect.objectContaining({ score: 10 })]),
    });
  });

  it('walks line by line where there is no terminal, and refuses other work meanwhile', async () => {
    const walk = new Running(['walk', '05', '--bell', ...field.flags]);
    await until(() => walk.out.includes('2 of the last 2'));
    expect(await field.rf('ping', '05')).toMatchObject({
      code: 1,
      out: expect.stringContaining('busy with other work'),
    });
    const { code, out } = await walk.end('SIGINT');
    expect([code, out]).toEqual([0, expect.stringMatching(/^05 {2}# {11}1 of the last 1 {2}100 % of 1 {2}\d+ ms\n/)]);
    expect(out).toMatch(/\n\d+ of \d+ answered \(100 %\), round trip .*\n$/);
  });

  it('leaves nothing behind when it is killed', async () => {
    const walk = new Running(['walk', '05', '--seconds', '600', ...field.flags]);
    await until(() => walk.out.includes('1 of the last 1'));
    await walk.end('SIGKILL');
    expect(await field.rf('ping', '05', '--count', '1')).toMatchObject({ code: 0 });
  });

  it('scans: ids as they answer, and what there is when it is broken off', async () => {
    const scan = new Running(['scan', ...field.flags]);
    await until(() => scan.out.includes('05 answers'));
    const { code, out } = await scan.end('SIGINT');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^03 answers\n05 answers\nSo far 2 outlets answer: 03 05\n/m),
    ]);
  });
});

describe('farmgate rf sniff and replay', () => {
  it('says what passes and, from its recording, the same again', async () => {
    const file = field.at('air.jsonl');
    const live = new Running(['sniff', '--raw', '--out', file, ...field.flags]);
    await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '');
    await field.rf('ping', '05', '--count', '2');
    const { code, out } = await live.end('SIGINT');
    expect(code).toBe(0);
    const time = '\\d\\d:\\d\\d:\\d\\d\\.\\d{3}';
    expect(out).toMatch(new RegExp(`^${time}  ->  02 -> 05  PING  \\[AA 05 02 01 00 00 06 BB\\]$`, 'm'));
    expect(out).toMatch(new RegExp(`^${time}  <-  05 -> 02  ACK PING  \\[AA 02 05 06 00 01 00 BB\\]$`, 'm'));
    expect(out).toMatch(/\d+\.\d s: \d+ frames sent, \d+ heard, 0 not ours, 0 broken pieces\nThe air was in use for /);
    expect(await runCli(['rf', 'replay', file, '--raw'])).toEqual({ code: 0, out, err: '' });
    expect(await field.rf('sniff', '--out', file)).toMatchObject({
      code: 2,
      err: expect.stringContaining('name another'),
    });
    writeFileSync(file, `nonsense\n${readFileSync(file, 'utf8')}{"kind":"frame"}\n`);
    const [damaged, json] = await Promise.all([
      runCli(['rf', 'replay', file, '--raw']),
      runCli(['rf', 'replay', file, '--json']),
    ]);
    expect(damaged).toEqual({ code: 0, out, err: expect.stringContaining('2 lines') });
    const said = json.out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(said).toContainEqual(expect.objectContaining({ kind: 'air', mark: '<-', words: '05 -> 02  ACK PING' }));
    expect(said.at(-1)).toMatchObject({ kind: 'summary', foreign: 0 });
  });

  it('listens on a port of its own and sends nothing', async () => {
    const pty = await openPty();
    const written: Buffer[] = [];
    pty.rx.on('data', (bytes: Buffer) => written.push(bytes));
    const live = new Running(['sniff', '--radio', `serial:${pty.path}`, ...field.flags]);
    await until(() => {
      pty.tx.write(Buffer.from('AA10050100001 4BB'.replaceAll(' ', ''), 'hex'));
      return live.out.includes('05 -> 10  PING');
    });
    const taken = await field.rf('ping', '05', '--radio', `serial:${pty.path}`);
    expect(taken).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(/^Another program has serial:.*Leave out --radio/),
    });
    const { code, out } = await live.end('SIGINT');
    expect([code, out]).toEqual([0, expect.stringMatching(/\?\? {2}05 -> 10 {2}PING\n/)]);
    expect(Buffer.concat(written).length).toBe(0);
    await pty.close();
  });
});

describe('farmgate rf pair', () => {
  let farm: VirtualFarm;
  let served: Served;
  beforeEach(async () => {
    farm = new VirtualFarm({ clock: systemClock, outlets: [factoryNew], seed: 1 });
    farm.inject(parseFault('01:button').fault);
    served = await serveOnSocket(farm, field.at('new.sock'));
  });
  afterEach(() => served.close());

  it('says what to do first, and takes no answer for a no', async () => {
    const { code, out } = await field.rf('pair', '--id', '1a', '--threshold', '5000');
    expect([code, out]).toEqual([1, expect.stringMatching(/^Put the outlet in config mode: .*[^]*nothing was done/)]);
  });

  it('pairs a factory-new outlet over a port of its own, step by step', async () => {
    const radio = ['--radio', served.radio];
    const { code, out } = await field.rf('pair', '--id', '1a', '--threshold', '5000', '--yes', ...radio);
    expect([code, out]).toEqual([0, expect.stringContaining('1A is paired')]);
    for (const words of ['Nobody answers at 1A yet', 'It takes our master id', 'It answers at 1A'])
      expect(out).toMatch(new RegExp(`^  ${words} +done$`, 'm'));
    expect(farm.outlets.get(factoryNew.id)).toMatchObject({ id: 0x1a, thresholdMa: 5_000, isLedOn: true });
  });
});

describe('wrong use of farmgate rf', () => {
  it('ends with 2 and says so', async () => {
    const wrong: (readonly [args: string[], words: string])[] = [
      [['ping', 'xyz'], 'two hexadecimal digits such as FE'],
      [['pair', '--id', '02', '--threshold', '3000'], '01 and 02 are sockets'],
      [['ping', 'fe', '--radio', 'nonsense'], 'is not a radio: write serial:'],
      [['ping', 'fe', '--radio', 'serial:/dev/no-such-port'], 'cannot be used'],
      [['ping', 'fe', '--control', '/nowhere.sock'], 'No bridge answers at /nowhere.sock'],
      [['replay', '/nowhere.jsonl'], 'cannot be read'],
      [['replay', import.meta.filename], 'is no recording'],
      [['replay', '/dev/zero'], 'longer than any'],
      [['snif'], 'Did you mean sniff?'],
    ];
    const said = await Promise.all(wrong.map(([args]) => runCli(['rf', ...args])));
    for (const [at, { code, err }] of said.entries()) {
      expect([code, err]).toEqual([2, expect.stringContaining(wrong[at]?.[1] ?? '')]);
      expect(err).not.toMatch(/^\s+at /m);
    }
  });
});

/** A bridge as far as its control line shows it. */
const quietRadio: ControlledRadio = {
  about: { bridge: 'two', radio: 'unix:/x', master: '02', packetMs: 15.5 },
  ask: () => {},
  tap: () => () => {},
  stats: () => ({
    kind: 'stats',
    bridge: 'two',
    radio: 'unix:/x',
    isPortOpen: false,
    air: { usedPercent: 0, isFull: false, dutyPercent: 100 },
    frames: { good: 0, bad: 0, foreign: 0 },
    troubles: ['noise'],
    nodes: [],
  }),
};

describe('a bridge of several', () => {
  const folder = makeFolder('rf-two');
  const servers = ['one', 'two'].map(
    (id) => new ControlServer(join(folder.dir, `${id}.rf.sock`), quietRadio, systemClock),
  );
  const there = ['--core-socket', join(folder.dir, 'core.sock')];
  afterAll(async () => {
    for (const server of servers) await server.stop();
    folder.remove();
  });

  it('has to be named; one that is gone does not count, and is told where it was asked', async () => {
    expect(await runCli(['rf', 'stats', ...there])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^No bridge answers in /),
    });
    for (const server of servers) await server.start();
    const [unnamed, named] = await Promise.all([
      runCli(['rf', 'stats', ...there]),
      runCli(['rf', 'stats', ...there, '--bridge', 'two']),
    ]);
    expect(unnamed).toEqual({
      code: 2,
      out: '',
      err: 'Several bridges run here: one, two. Say which: --bridge <id>\n',
    });
    expect(named).toMatchObject({
      code: 1,
      out: expect.stringMatching(/the port is gone\n[^]*much is heard that is no frame/),
    });
    linkSync(join(folder.dir, 'one.rf.sock'), join(folder.dir, 'killed.rf.sock'));
    await servers[0]?.stop();
    const walk = new Running(['sniff', ...there]);
    await until(() => servers[1]?.clients === 1);
    await servers[1]?.stop();
    expect(await walk.end()).toMatchObject({ code: 2, err: expect.stringContaining('The bridge has ended') });
  });
});
