import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { Discovery } from '../appliance/discovery/index.ts';
import { fingerprintOf, LocalCa } from '../appliance/local-ca.ts';
import { machineNames } from '../appliance/machine-names.ts';
import { PublicSide } from '../appliance/public-side.ts';
import type { Config } from '../config/index.ts';
import type { Cancel, ChildHealth, Clock } from '../contract/index.ts';
import type { NetworkNodes } from '../domain/field/network-nodes.ts';
import type { Sighting } from '../domain/field/sightings.ts';
import type { Log } from '../domain/log.ts';
import { MQTT_UPGRADE_PATH, proxyUpgrade } from '../http/mqtt-upgrade.ts';
import type { NodePorts } from '../http/node-ways.ts';
import type { OpenUpgrade } from '../http/parts.ts';
import { findMeta, saveMeta } from '../store/meta.ts';
import type { Database } from '../store/database.ts';
import { VERSION } from '../version.ts';

/** What the gateway's face to the farm's network is made with. */
export interface NetworkSideParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly db: Database;
  readonly nodes: NetworkNodes;
  /** The program of the public broker; undefined where none is to be started. */
  readonly program: string | undefined;
  /** Of the public broker on the core broker. */
  readonly secretFile: string;
}

const GATEWAY_ID = 'gateway-id';
/** 40 bits, in letters that nobody mistakes for one another. */
const ID_BYTES = 5;

/** The broker for nodes with its certificates and WebSockets, and what the network is told of the gateway. */
export class NetworkSide {
  readonly #parts: NetworkSideParts;
  readonly #ca: LocalCa;
  readonly #public: PublicSide | undefined;
  #cancelListening: Cancel = () => {};
  #discovery: Discovery | undefined;

  constructor(parts: NetworkSideParts) {
    const { config, clock, log } = parts;
    this.#parts = parts;
    this.#ca = new LocalCa({
      dir: join(config.data.dir, 'tls'),
      names: () => machineNames(config.http.names),
      clock,
      log,
    });
    this.#public = config.nodes.enabled && parts.program !== undefined ? this.#makePublic(parts.program) : undefined;
  }

  /** The broker is started once there is anybody to let in. */
  start(): void {
    const { credentials } = this.#parts.nodes;
    if (credentials.all().length > 0) this.#public?.start();
    this.#cancelListening = credentials.onChange(({ what }) => {
      if (what === 'made') this.#public?.start();
    });
  }

  /** Tells the network of the gateway, at this HTTP port, and looks who else is there. */
  announce(httpPort: number, onSighting: (sighting: Sighting) => void): void {
    const { config, clock, log } = this.#parts;
    if (!config.discovery.enabled) return;
    const { enabled, plain, plainPort } = config.nodes;
    const hasMqtt = enabled && plain && plainPort !== 0;
    const presence = {
      id: this.#gatewayId(),
      version: VERSION,
      adverts: [
        { type: 'farmgate' as const, port: httpPort },
        { type: 'http' as const, port: httpPort },
        ...(hasMqtt ? [{ type: 'mqtt' as const, port: plainPort }] : []),
      ],
    };
    this.#discovery = new Discovery({ presence, clock, log, onSighting });
    this.#discovery.start();
  }

  /** Where nodes are taken in, once they are. */
  async ways(): Promise<NodePorts> {
    if (!this.#public) return {};
    const { plain, tls } = await this.#public.ready(this.#parts.nodes.listVersion);
    const ca = tls === undefined ? undefined : this.#ca.certificate;
    return {
      ...(plain === undefined ? {} : { mqtt: plain }),
      ...(tls === undefined ? {} : { mqtts: tls }),
      ...(ca === undefined ? {} : { ca: fingerprintOf(ca) }),
      wsPath: MQTT_UPGRADE_PATH,
    };
  }

  /** The certificate by which nodes know the gateway, PEM. Throws where it can't be made. */
  async certificate(): Promise<string> {
    await this.#ca.ensure();
    const { certificate } = this.#ca;
    if (certificate === undefined) throw new Error('The certificate that was made just now is gone.');
    return certificate;
  }

  get health(): readonly ChildHealth[] {
    return this.#public?.health ?? [];
  }

  /** By path, for the HTTP server: nodes sign in over MQTT, not here. */
  get upgrades(): Readonly<Record<string, OpenUpgrade>> {
    if (!this.#public) return {};
    const path = this.#webSocketPath();
    return { [MQTT_UPGRADE_PATH]: (request, connection, head) => proxyUpgrade(request, connection, head, path) };
  }

  /** Says goodbye to the network, then ends the broker. */
  async stop(): Promise<void> {
    this.#cancelListening();
    await this.#discovery?.stop();
    await this.#public?.stop();
  }

  #makePublic(program: string): PublicSide {
    const { config, clock, log, nodes, secretFile } = this.#parts;
    const { host, tlsPort, plain, plainPort, memoryMb } = config.nodes;
    return new PublicSide({
      file: program,
      host: host === '' ? config.http.host : host,
      ports: { tls: tlsPort, ...(plain ? { plain: plainPort } : {}) },
      coreSocket: config.core.socket,
      secretFile,
      webSocket: this.#webSocketPath(),
      memoryMb,
      logLevel: config.log.level,
      ca: this.#ca,
      clock,
      log,
      onRetainedCommand: (device, from) => nodes.noteRetainedCommand(device, from),
    });
  }

  #webSocketPath(): string {
    return join(dirname(this.#parts.config.core.socket), 'ws.sock');
  }

  /** Drawn once and kept. */
  #gatewayId(): string {
    const { db } = this.#parts;
    const known = findMeta(db, GATEWAY_ID);
    if (known !== undefined) return known;
    const made = randomBytes(ID_BYTES).toString('hex');
    saveMeta(db, GATEWAY_ID, made);
    return made;
  }
}
