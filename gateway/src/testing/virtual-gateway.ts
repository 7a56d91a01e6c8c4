import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BridgeCore, deviceOf, type DutyLimit, type Timing } from '@farmgate/rf-bridge';
import { VirtualFarm, seededRandom, type OutletSpec, type Truth } from '@farmgate/virtual-farm';
import { parseTopic, type Command, type PointValue, type ReadingEvent } from '../contract/index.ts';
import { findDeviceType } from '../device-types/index.ts';
import { EventBus } from '../domain/events.ts';
import { Field } from '../domain/field/field.ts';
import { silentLog } from '../domain/log.ts';
import type { Actor } from '../domain/people/actor.ts';
import { Database, sql } from '../store/database.ts';
import { SqliteFieldStore } from '../store/field-store.ts';
import { FakeClock } from './fake-clock.ts';

export interface VirtualGatewayOptions {
  readonly outlets: readonly OutletSpec[];
  readonly seed: number;
  /** Share of packets lost, 0 to 1. */
  readonly loss?: number;
  /** Share of bits that arrive wrong, 0 to 1. */
  readonly bitErrors?: number;
  readonly timing?: Timing;
  readonly duty?: DutyLimit;
  readonly onTruth?: (truth: Truth) => void;
  readonly onReading?: (reading: ReadingEvent) => void;
}

const SITE = 'site_one001';
const BRIDGE = 'bridge-1';
const owner: Actor = {
  userId: 'user_ana0001',
  name: 'ana',
  site: SITE,
  role: 'admin',
  masterAdmin: true,
  from: 'test',
};

/**
 * The product's own field engine, store, bridge and link on a simulated field, all in virtual time and one process: hours pass in
 * seconds. Between gateway and bridge messages go in order and take no time; there is no broker.
 */
export class VirtualGateway {
  readonly clock = new FakeClock();
  readonly events = new EventBus();
  readonly farm: VirtualFarm;
  readonly field: Field;
  bridge: BridgeCore;
  readonly #options: VirtualGatewayOptions;
  readonly #dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'farmgate-virtual-'));
  readonly #db: Database;
  #ids = 0;

  constructor(options: VirtualGatewayOptions) {
    this.#options = options;
    const { clock, events } = this;
    const { outlets, seed, loss = 0, bitErrors = 0, onTruth, onReading } = options;
    this.farm = new VirtualFarm({ clock, outlets, seed, loss, ...(onTruth ? { onTruth } : {}) });
    this.farm.air.bitErrors = bitErrors;
    if (onReading) events.on('reading', onReading);
    this.#db = new Database(join(this.#dir, 'farmgate.db'));
    this.#db.run(sql.insertInto('sites').values({ site_id: SITE, name: SITE, time_zone: 'UTC', created_at: 0 }));
    this.field = new Field(
      {
        store: new SqliteFieldStore(this.#db),
        audit: { write: () => {}, list: () => [] },
        clock,
        publish: (topic, message) => void clock.after(0, () => this.bridge.onMessage(topic, message)),
        events,
        log: silentLog,
        newId: () => `own-${++this.#ids}-of-it`,
        defer: (run) => void clock.after(0, run),
      },
      findDeviceType,
    );
    this.bridge = this.#makeBridge();
    this.field.start();
    this.bridge.start();
    this.bridge.onConnect();
    this.bridge.onPort(true);
  }

  /** Introduces every outlet that obeys our master, and adopts them and the bridge. */
  adoptAll(): void {
    const master = this.#options.outlets[0]?.master;
    const ids = this.#options.outlets.filter((outlet) => outlet.master === master).map(({ id }) => id);
    for (const id of ids)
      this.#say(deviceOf(id), 'hello', { contract: 1, type: 'smart-outlet-v1', via: BRIDGE, address: hex(id) });
    this.clock.advance(1_000);
    this.field.registry.adopt(owner, BRIDGE, {});
    for (const id of ids) this.field.registry.adopt(owner, deviceOf(id), {});
    this.clock.advance(1_000);
  }

  /** What a person asks of a point; the refusal, if it is refused, is thrown. */
  ask(device: string, point: string, value: PointValue): Command {
    const id = `person-${++this.#ids}-asks`;
    const outcome = this.field.commander.accept(owner, { id, device, point, value });
    if (!outcome.ok) throw new Error(outcome.refusal.detail);
    return outcome.value.command;
  }

  find(id: string): Command | undefined {
    return this.field.commander.find(SITE, id);
  }

  close(): void {
    this.field.stop();
    this.#db.close();
    rmSync(this.#dir, { recursive: true });
  }

  #makeBridge(): BridgeCore {
    const { clock } = this;
    const { seed, timing, duty } = this.#options;
    const toAir = this.farm.attach((bytes) => this.bridge.link.receive(bytes));
    return new BridgeCore({
      id: BRIDGE,
      clock,
      random: seededRandom(seed + 1),
      log: { info: () => {}, warn: () => {} },
      master: this.#options.outlets[0]?.master ?? 0x02,
      nodes: [],
      demo: true,
      radio: 'memory:farm',
      ...(timing ? { timing } : {}),
      ...(duty ? { duty } : {}),
      write: toAir,
      wire: {
        publish: (topic, message) => {
          const parsed = parseTopic(topic);
          if (parsed) this.#say(parsed.device, parsed.word, message);
        },
        subscribe: (_topics, then = () => {}) => void clock.after(0, then),
        unsubscribe: () => {},
      },
    });
  }

  #say(device: string, word: NonNullable<ReturnType<typeof parseTopic>>['word'], message: object): void {
    this.clock.after(0, () => this.field.receive(device, word, message, BRIDGE));
  }
}

function hex(id: number): string {
  return id.toString(16).toUpperCase().padStart(2, '0');
}
