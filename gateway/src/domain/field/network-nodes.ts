import type { NodeHello, NodeReport, CommandMessage } from '../../contract/index.ts';
import { CredentialsDoor } from './credentials-door.ts';
import type { CredentialStore, SecretMaker } from './credentials-ports.ts';
import { CredentialsSnapshot } from './credentials-snapshot.ts';
import { Credentials, type CredentialChange } from './credentials.ts';
import type { FieldParts, Outcome } from './farm.ts';
import type { Field } from './field.ts';
import { PolledNodes } from './polled-nodes.ts';

export interface NetworkParts extends Pick<FieldParts, 'audit' | 'clock' | 'events' | 'log' | 'publish'> {
  readonly store: CredentialStore;
  readonly secrets: SecretMaker;
  /** A name of the gateway's own machine: a bridge there, or another secret's. */
  readonly isReserved: (id: string) => boolean;
  readonly field: Field;
}

/** What somebody does over and over is written down once in so long. */
const NOTE_AGAIN_MS = 3_600_000;
const MAX_NOTES = 512;

/** Nodes and bridges on the network: who they are, and what they say, by the public broker or over HTTP. */
export class NetworkNodes {
  readonly credentials: Credentials;
  readonly #parts: NetworkParts;
  readonly #door: CredentialsDoor;
  readonly #polled: PolledNodes;
  readonly #snapshot: CredentialsSnapshot;
  /** Who was heard by way of the public broker and not in another way since. */
  readonly #onBroker = new Set<string>();
  /** When it was last noted that this credential wanted a command kept: the devices' names are whatever it likes. */
  readonly #retained = new Map<string, number>();
  #stopListening: (() => void) | undefined;

  constructor(parts: NetworkParts) {
    const { field, clock } = parts;
    this.#parts = parts;
    this.credentials = new Credentials({
      ...parts,
      isKnown: (id) => field.knows(id),
      deviceOf: (id) => field.recordOf(id),
    });
    this.#door = new CredentialsDoor({ ...parts, credentials: this.credentials });
    this.#polled = new PolledNodes({
      clock,
      receive: (node, word, payload) => void this.#door.receive(node, node, word, payload),
      lose: (node, reason) => field.loseCarrier(node, reason),
      isOpen: (node, command) => this.#isOpen(node, command),
    });
    this.#snapshot = new CredentialsSnapshot({
      ...parts,
      credentials: this.credentials,
      devicesVia: (bridge) => field.devicesVia(bridge),
    });
  }

  /** The site whose credential this is, or whose login this device introduced itself with. */
  siteOf(id: string): string | undefined {
    return (this.credentials.find(id) ?? this.#door.loginOf(id))?.site;
  }

  /** Which list of credentials the public broker was told last. */
  get listVersion(): number {
    return this.#snapshot.version;
  }

  start(): void {
    this.credentials.start();
    this.#snapshot.start();
    const stops = [
      this.credentials.onChange((change) => this.#onChange(change)),
      this.#parts.events.on('change', ({ site, change }) => {
        // What hangs on a bridge was introduced by that, whoever else used its name.
        if (change.what !== 'device-added' || change.device.via !== undefined) return;
        const login = this.#door.loginOf(change.device.id);
        if (login?.site === site) this.credentials.join(login.device, change.device.id);
      }),
    ];
    this.#stopListening = () => stops.forEach((stop) => stop());
  }

  stop(): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#polled.stop();
    this.#snapshot.stop();
    this.credentials.stop();
  }

  /** What a node or bridge said to the public broker, for itself or another. */
  receive(credential: string, device: string, word: string, payload: unknown): void {
    const found = this.credentials.find(credential);
    if (found) this.#speaksBy('broker', found.kind === 'shared' ? device : credential);
    this.#door.receive(credential, device, word, payload);
  }

  /** The public broker is gone, and with it all that speak by way of it. */
  losePublicBroker(): void {
    const lost = [...this.#onBroker];
    this.#onBroker.clear();
    for (const id of lost) this.#parts.field.loseCarrier(id, 'The broker for nodes on the network is not there');
  }

  /** A message on its way to the core broker, which nodes that ask over HTTP do not hear. */
  deliver(topic: string, message: object): void {
    this.#polled.deliver(topic, message);
  }

  /** Somebody with this credential wanted a command kept, which would be carried out at any time. It was thrown away; an installer shall know. */
  noteRetainedCommand(device: string, from: string): void {
    const { audit, clock, events, log } = this.#parts;
    const credential = this.credentials.find(from);
    const now = clock.monoMs();
    if (!credential || now - (this.#retained.get(from) ?? -Infinity) < NOTE_AGAIN_MS) return;
    if (this.#retained.size >= MAX_NOTES) this.#retained.clear();
    this.#retained.set(from, now);
    log.warn({ device, from }, 'A retained message on a command topic was thrown away, and its sender cut off');
    audit.write({
      actor: { name: from, from: 'network', site: credential.site },
      action: 'command.retain',
      subject: device,
      result: 'forbidden',
    });
    events.emit('retained-command', { site: credential.site, device, from });
  }

  hello(node: string, hello: NodeHello): Outcome<undefined> {
    const outcome = this.#door.checkHello(node, hello);
    if (!outcome.ok) return outcome;
    this.#speaksBy('http', node);
    this.#polled.hello(node, hello);
    return outcome;
  }

  /** False where it must say hello first. */
  report(node: string, report: NodeReport): boolean {
    return this.#polled.report(node, report);
  }

  /** Undefined where it must say hello first. */
  poll(node: string, waitMs: number): Promise<CommandMessage[]> | undefined {
    return this.#polled.poll(node, waitMs);
  }

  #speaksBy(way: 'broker' | 'http', id: string): void {
    if (way === 'http') this.#onBroker.delete(id);
    else {
      this.#onBroker.add(id);
      this.#polled.forget(id);
    }
  }

  /** Whoever holds an older secret is heard no more, and neither is what hangs on it. */
  #onChange({ id, what, members }: CredentialChange): void {
    if (what === 'made' || what === 'joined') return;
    this.#onBroker.delete(id);
    this.#polled.forget(id);
    this.#door.forget(id);
    if (what === 'revoked') this.#parts.field.registry.dropSeen(id);
    for (const gone of [id, ...members]) {
      this.#onBroker.delete(gone);
      this.#parts.field.loseCarrier(
        gone,
        what === 'revoked' ? 'Its credential was revoked' : 'It has a new credential',
      );
    }
  }

  #isOpen(node: string, command: string): boolean {
    const site = this.credentials.find(node)?.site;
    const found = site === undefined ? undefined : this.#parts.field.commander.find(site, command);
    return found !== undefined && found.state !== 'confirmed' && found.state !== 'failed';
  }
}
