import { once } from 'node:events';
import { existsSync, linkSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '@farmgate/gateway/clock';
import type { RadioAnswer } from '@farmgate/gateway/contract';
import { BridgeCore, ControlSaid, ControlServer, LineCutter } from '@farmgate/rf-bridge';
import { demoOutlets, seededRandom, VirtualFarm } from '@farmgate/virtual-farm';

/** A bridge on a simulated farm, with no gateway, and its control line on a real socket. */
class Bench {
  readonly dir = mkdtempSync(join(tmpdir(), 'farmgate-control-'));
  readonly path = join(this.dir, 'bridge-1.rf.sock');
  readonly farm = new VirtualFarm({ clock: systemClock, outlets: demoOutlets([0xfe, 0x10]), seed: 1 });
  /** What went to the gateway, by topic. */
  readonly published: { topic: string; message: object }[] = [];
  readonly #write = this.farm.attach((bytes) => this.core.link.receive(bytes));
  readonly core: BridgeCore = new BridgeCore({
    id: 'bridge-1',
    clock: systemClock,
    random: seededRandom(1),
    log: { info: () => {}, warn: () => {} },
    master: 0x02,
    nodes: [],
    demo: true,
    radio: 'memory:',
    wire: {
      publish: (topic, message) => this.published.push({ topic, message }),
      subscribe: () => {},
      unsubscribe: () => {},
    },
    write: (bytes) => this.#write(bytes),
  });
  readonly server = new ControlServer(this.path, this.core, systemClock);
  readonly #clients: Client[] = [];

  async start(): Promise<void> {
    this.core.link.setMembers([{ id: 0xfe, watched: false }]);
    this.core.onPort(true);
    await this.server.start();
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.socket.destroy();
    await this.server.stop();
    this.core.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }

  async client(): Promise<Client> {
    const socket = connect(this.path);
    await once(socket, 'connect');
    const client = new Client(socket);
    this.#clients.push(client);
    return client;
  }
}

class Client {
  readonly said: ControlSaid[] = [];
  readonly socket: Socket;
  readonly #waiting = new Set<() => void>();

  constructor(socket: Socket) {
    this.socket = socket;
    const cutter = new LineCutter(
      1e6,
      (line) => this.#hear(ControlSaid.parse(JSON.parse(line))),
      () => {},
    );
    socket.on('data', (bytes) => cutter.push(bytes));
    socket.on('error', () => {});
  }

  say(...lines: unknown[]): void {
    for (const line of lines) this.socket.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  }

  until<Said extends ControlSaid>(fits: (said: ControlSaid) => said is Said): Promise<Said> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.said.find(fits);
        if (!found) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  #hear(said: ControlSaid): void {
    this.said.push(said);
    for (const look of this.#waiting) look();
  }
}

const is =
  <Kind extends ControlSaid['kind']>(kind: Kind, id?: string) =>
  (said: ControlSaid): said is Extract<ControlSaid, { kind: Kind }> =>
    said.kind === kind && (id === undefined || ('id' in said && said.id === id));

let bench: Bench;
beforeEach(async () => {
  bench = new Bench();
  await bench.start();
});
afterEach(() => bench.stop());

const ping = { id: 'ping-one', ask: 'ping', address: 'FE' };
const walk = { id: 'walk-one', ask: 'walk', address: 'FE', seconds: 600 };

describe('the control line', () => {
  test('is for its own user alone', () => {
    expect(statSync(bench.path).mode & 0o777).toBe(0o600);
  });

  test('carries work to its end, and tells the gateway nothing of it', async () => {
    const client = await bench.client();
    client.say(ping);
    expect(await client.until(is('ended', ping.id))).toMatchObject({ ok: true, note: '1 of 1 answered' });
    expect(client.said).toContainEqual(expect.objectContaining({ kind: 'ping', id: ping.id, answered: true }));
    expect(bench.published.filter(({ topic }) => topic.endsWith('/answers'))).toEqual([]);
  });

  test('refuses a second work while one is under way, whoever asked for it', async () => {
    const [one, two] = [await bench.client(), await bench.client()];
    one.say(walk);
    await one.until(is('ping', walk.id));
    two.say({ ...ping, id: walk.id });
    expect(await two.until(is('ended', walk.id))).toMatchObject({ ok: false, note: expect.stringContaining('busy') });
    bench.core.onMessage('farm/bridge-1/asks', ping);
    const told = bench.published.find(({ topic }) => topic.endsWith('/answers'))?.message;
    expect(told).toMatchObject({ id: ping.id, ok: false } satisfies Partial<RadioAnswer>);
    one.say({ id: 'stop-one', ask: 'stop' });
    expect(await one.until(is('ended', walk.id))).toMatchObject({ ok: false, note: 'It was stopped' });
  });

  test('ends what a client began who is gone', async () => {
    const one = await bench.client();
    one.say(walk);
    await one.until(is('ping', walk.id));
    one.socket.destroy();
    const two = await bench.client();
    await expect
      .poll(async () => {
        const id = `ping-${two.said.length}-again`;
        two.say({ ...ping, id });
        return (await two.until(is('ended', id))).ok;
      })
      .toBe(true);
  });

  test('taps every byte and every frame with its way', async () => {
    const client = await bench.client();
    client.say({ tap: true }, { tap: true }, ping);
    await client.until(is('ended', ping.id));
    const [start, ...lines] = client.said.filter((said) => ['tap', 'bytes', 'frame'].includes(said.kind));
    expect(start).toMatchObject({ kind: 'tap', bridge: 'bridge-1', master: '02', packetMs: 15.5 });
    expect(lines).toContainEqual(
      expect.objectContaining({ kind: 'frame', way: 'sent', bytes: 'AA FE 02 01 00 00 FD BB' }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ kind: 'frame', way: 'heard', bytes: 'AA 02 FE 06 00 01 FB BB' }),
    );
    const times = lines.map((line) => ('at' in line ? line.at : NaN));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const bytesOf = (kind: string) =>
      lines.flatMap((line) => (line.kind === kind && 'bytes' in line ? [line.bytes] : [])).join(' ');
    expect(bytesOf('bytes')).toBe(bytesOf('frame'));
  });

  test('says how the radio is', async () => {
    const client = await bench.client();
    client.say(ping);
    await client.until(is('ended', ping.id));
    client.say({ stats: true });
    expect(await client.until(is('stats'))).toMatchObject({
      bridge: 'bridge-1',
      isPortOpen: true,
      air: { dutyPercent: 10, isFull: false },
      frames: { bad: 0, foreign: 0 },
      nodes: [{ address: 'FE', online: true, firstTryPercent: 100, score: 10, roundTripMs: expect.any(Number) }],
    });
  });

  test('leaves nonsense with a sentence each, and goes on', async () => {
    const client = await bench.client();
    const nonsense = [
      'nonsense',
      '{}',
      '{"tap":false}',
      '[1',
      '"tap"',
      '{"id":"ping-one","ask":"ping","address":"fe"}',
      '\0',
    ];
    client.say(...nonsense, ping);
    expect((await client.until(is('ended', ping.id))).ok).toBe(true);
    const notes = client.said.flatMap((said) => (said.kind === 'refused' ? [said.note] : []));
    expect(notes).toEqual(nonsense.map((line) => `This line is no ask: ${line}`));
  });

  test.each([
    ['a line without an end', 'x'.repeat(2_000), 'longer than'],
    ['more lines than anybody types', Array.from({ length: 80 }, () => '{}').join('\n'), 'lines a second'],
  ])('lets go of a client with %s', async (_what, line, words) => {
    const client = await bench.client();
    client.say(line);
    await once(client.socket, 'close');
    expect(client.said.at(-1)).toMatchObject({ kind: 'refused', isLast: true, note: expect.stringContaining(words) });
  });

  test('has room for four, and again when one has left', async () => {
    const four = [await bench.client(), await bench.client(), await bench.client(), await bench.client()];
    const fifth = await bench.client();
    await once(fifth.socket, 'close');
    expect(fifth.said).toEqual([
      expect.objectContaining({ kind: 'refused', note: expect.stringContaining('4 others') }),
    ]);
    four[0]?.socket.destroy();
    await expect
      .poll(async () => {
        const next = await bench.client();
        next.say({ stats: true });
        return (await Promise.race([next.until(is('stats')), next.until(is('refused'))])).kind;
      })
      .toBe('stats');
  });

  test('lets go of a client who does not read, and of nobody else', async () => {
    const [deaf, other] = [await bench.client(), await bench.client()];
    deaf.socket.pause();
    deaf.say({ tap: true });
    other.say({ stats: true });
    await other.until(is('stats'));
    const noise = new Uint8Array(10_000);
    for (let i = 0; i < 100; i++) bench.core.link.receive(noise);
    const gone = once(deaf.socket, 'close');
    deaf.socket.resume();
    await gone;
    other.say(ping);
    expect((await other.until(is('ended', ping.id))).ok).toBe(true);
  });
});

describe('the socket of the control line', () => {
  test('is gone when the bridge has stopped, and its clients are told by its end', async () => {
    const client = await bench.client();
    const gone = once(client.socket, 'close');
    await bench.server.stop();
    await gone;
    expect(existsSync(bench.path)).toBe(false);
  });

  test('that a killed bridge left is taken over; one that answers is not', async () => {
    await expect(new ControlServer(bench.path, bench.core, systemClock).start()).rejects.toThrow('Another bridge');
    const left = join(bench.dir, 'left.rf.sock');
    const dead = createServer().listen(join(bench.dir, 'dying.sock'));
    await once(dead, 'listening');
    // Its name goes with it when it closes well; a killed one's stays.
    linkSync(join(bench.dir, 'dying.sock'), left);
    dead.close();
    expect(existsSync(left)).toBe(true);
    const server = new ControlServer(left, bench.core, systemClock);
    await server.start();
    await server.stop();
  });

  test('that cannot be had is told and stops nothing', async () => {
    const server = new ControlServer(join(bench.dir, 'none', 'x.sock'), bench.core, systemClock);
    await expect(server.start()).rejects.toThrow(/ENOENT|EACCES/);
    await server.stop();
    await expect(new ControlServer(`/${'x'.repeat(120)}`, bench.core, systemClock).start()).rejects.toThrow(
      '107 bytes',
    );
  });
});
