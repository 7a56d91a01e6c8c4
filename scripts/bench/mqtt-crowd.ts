import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { generate, parser, type Packet } from 'mqtt-packet';
import { secretOf } from '../../gateway/src/testing/net-core.ts';

/** So many at a time: nobody lets a crowd of strangers in at once. */
const AT_ONCE = 8;
const RETRY_MS = 20;

/** Clients of a broker that say and acknowledge what they are told to, as cheaply as that can be done. */
export class Crowd {
  /** Messages that they were sent. */
  heard = 0;
  /** Messages of theirs that were acknowledged. */
  acknowledged = 0;
  readonly #members: { readonly socket: Socket; readonly id: string; nextId: number }[] = [];
  #turn = 0;

  /** Resolves when all of them were let in, and each was granted what `filterOf` says. */
  async open(port: number, ids: readonly string[], filterOf?: (id: string) => string): Promise<void> {
    for (let at = 0; at < ids.length; at += AT_ONCE)
      await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => this.#join(port, id, filterOf?.(id))));
  }

  /** The next of them says this on its own topic, with QoS 1 unless said. */
  say(topicOf: (id: string) => string, payload: string, qos: 0 | 1 = 1): void {
    const member = this.#members[this.#turn++ % this.#members.length];
    if (!member) throw new Error('nobody is there');
    member.nextId = (member.nextId % 65_535) + 1;
    const packet = { cmd: 'publish', topic: topicOf(member.id), payload, qos, dup: false, retain: false } as const;
    member.socket.write(generate(qos === 0 ? packet : { ...packet, messageId: member.nextId }));
  }

  close(): void {
    for (const { socket } of this.#members.splice(0)) socket.destroy();
  }

  async #join(port: number, id: string, filter: string | undefined): Promise<void> {
    const socket = await dial(port);
    const library = parser({ protocolVersion: 4 });
    let onPacket: (packet: Packet) => void = () => {};
    library.on('packet', (packet) => onPacket(packet));
    socket.on('data', (bytes) => library.parse(bytes));
    const next = () => new Promise<Packet>((resolve) => (onPacket = resolve));
    const answer = next();
    const who = { clientId: id, username: id, password: Buffer.from(secretOf(id)) };
    socket.write(
      generate({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 0, ...who }),
    );
    const connack = await Promise.race([answer, once(socket, 'close').then(() => undefined)]);
    if (connack?.cmd !== 'connack' || connack.returnCode !== 0) throw new Error(`${id} was not let in`);
    if (filter !== undefined) {
      const granted = next();
      socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: filter, qos: 1 }] }));
      const suback = await granted;
      if (suback.cmd !== 'suback' || suback.granted[0] === 128) throw new Error(`${id} may not hear ${filter}`);
    }
    onPacket = (packet) => this.#hear(socket, packet);
    this.#members.push({ socket, id, nextId: 0 });
  }

  #hear(socket: Socket, packet: Packet): void {
    if (packet.cmd === 'puback') this.acknowledged += 1;
    if (packet.cmd !== 'publish') return;
    this.heard += 1;
    if (packet.qos === 1 && packet.messageId !== undefined)
      socket.write(generate({ cmd: 'puback', messageId: packet.messageId }));
  }
}

/** A broker that is starting is asked again. */
async function dial(port: number): Promise<Socket> {
  for (let tries = 0; tries < 500; tries += 1) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    try {
      await once(socket, 'connect');
      socket.on('error', () => {});
      return socket;
    } catch {
      await sleep(RETRY_MS);
    }
  }
  throw new Error(`nobody listens on port ${port}`);
}
