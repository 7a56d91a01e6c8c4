import { networkInterfaces } from 'node:os';
import { Bonjour } from 'bonjour-service';
import type { Cancel, Clock } from '../../contract/index.ts';
import type { Sighting } from '../../domain/field/sightings.ts';
import type { Log } from '../../domain/log.ts';
import { announcementsOf, fullNamesOf, nameOf, type Announcement, type Presence } from './adverts.ts';
import { MdnsSocket, openUdp, type OpenUdp } from './mdns-socket.ts';
import { recordsOf, type MdnsRecord } from './mdns-records.ts';
import { LOOKED_FOR, recognise } from './recognise.ts';

export interface DiscoveryParts {
  readonly presence: Presence;
  readonly clock: Clock;
  readonly log: Log;
  readonly onSighting: (sighting: Sighting) => void;
  readonly open?: OpenUdp;
  /** Every address of this machine as one text; another one means that an interface came or went. */
  readonly addresses?: () => string;
}

/** Waits between tries when the network refuses: doubled from the first to the last. */
const RETRY_MS = { first: 5_000, last: 300_000 } as const;
/** Who kept its socket so long has it for good: the waits begin anew. */
const STEADY_MS = 60_000;
/** How often interfaces are looked at. */
const LOOK_MS = 15_000;
/** How often the network is asked who is there. */
const ASK_MS = 120_000;
/** Others are given this long to say that they have the name. RFC 6762, section 8.1, asks for 750 ms. */
const PROBE_MS = 750;
const MAX_ATTEMPTS = 20;

/**
 * Tells the network of this gateway and sights what is there, as long as the network lets it. Nothing depends on it: where it
 * is refused it says so once, tries again with growing waits, and never throws.
 */
export class Discovery {
  readonly #parts: DiscoveryParts;
  readonly #timers = new Map<'retry' | 'look' | 'ask' | 'probe', Cancel>();
  #run: Run | undefined;
  #attempt = 0;
  #waitMs: number = RETRY_MS.first;
  #startedAt = 0;
  #hasWarned = false;
  #known = '';

  constructor(parts: DiscoveryParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#begin();
    this.#every('look', LOOK_MS, () => this.#lookAtInterfaces());
    this.#every('ask', ASK_MS, () => this.#run?.ask(LOOKED_FOR, 'PTR'));
  }

  /** Says goodbye where it can. */
  async stop(): Promise<void> {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    const run = this.#run;
    this.#run = undefined;
    await run?.end();
  }

  /** Under which name the gateway is found now. */
  get name(): string {
    return nameOf(this.#parts.presence, this.#attempt);
  }

  #begin(): void {
    const { clock, open = openUdp } = this.#parts;
    this.#known = this.#addresses();
    this.#startedAt = clock.monoMs();
    const run = new Run({
      open,
      clock,
      onBroken: (error) => this.#onBroken(run, error),
      onRecords: (records) => this.#onRecords(run, records),
    });
    this.#run = run;
    this.#probe(run);
    run.ask(LOOKED_FOR, 'PTR');
  }

  /** The name is asked for first; who does not hear that it is taken has it. */
  #probe(run: Run): void {
    const announcements = announcementsOf(this.#parts.presence, this.#attempt);
    run.ask(fullNamesOf(announcements), 'ANY');
    this.#timers.get('probe')?.();
    this.#timers.set(
      'probe',
      this.#parts.clock.after(PROBE_MS, () => {
        if (run === this.#run) run.announce(announcements);
      }),
    );
  }

  #onRecords(run: Run, records: readonly MdnsRecord[]): void {
    if (run !== this.#run) return;
    const { presence, onSighting } = this.#parts;
    const rival = rivalOf(announcementsOf(presence, this.#attempt), records);
    // Who asks for a name leaves it to whoever has it. Of two that took it at once the one with the lower id keeps it.
    const mustYield = rival !== undefined && (!run.isAnnounced || rival < presence.id);
    if (mustYield && this.#attempt < MAX_ATTEMPTS) this.#rename(run);
    for (const sighting of recognise(records)) onSighting(sighting);
  }

  #rename(run: Run): void {
    const taken = this.name;
    this.#attempt++;
    this.#parts.log.info({ taken, name: this.name }, 'Another on the network has that name; the gateway takes another');
    run.withdraw();
    this.#probe(run);
  }

  #onBroken(run: Run, error: Error): void {
    if (run !== this.#run) return;
    const { clock, log } = this.#parts;
    this.#run = undefined;
    void run.end();
    if (clock.monoMs() - this.#startedAt >= STEADY_MS) this.#waitMs = RETRY_MS.first;
    const facts = { why: error.message, againInS: this.#waitMs / 1000 };
    const sentence = 'The gateway cannot be found by name, and finds no plugs, as long as UDP port 5353 is refused';
    if (this.#hasWarned) log.debug(facts, sentence);
    else log.warn(facts, sentence);
    this.#hasWarned = true;
    this.#timers.set(
      'retry',
      clock.after(this.#waitMs, () => this.#begin()),
    );
    this.#waitMs = Math.min(this.#waitMs * 2, RETRY_MS.last);
  }

  /** The groups of an interface that went are gone with it, and the addresses that were told are wrong: all begins anew. */
  #lookAtInterfaces(): void {
    if (!this.#run || this.#addresses() === this.#known) return;
    const run = this.#run;
    this.#run = undefined;
    void run.end();
    this.#begin();
  }

  #addresses(): string {
    try {
      return (this.#parts.addresses ?? addressesOfMachine)();
    } catch {
      return this.#known;
    }
  }

  #every(name: 'look' | 'ask', ms: number, run: () => void): void {
    this.#timers.set(
      name,
      this.#parts.clock.after(ms, () => {
        run();
        this.#every(name, ms, run);
      }),
    );
  }
}

interface RunParts {
  readonly open: OpenUdp;
  readonly clock: Clock;
  readonly onBroken: (error: Error) => void;
  readonly onRecords: (records: readonly MdnsRecord[]) => void;
}

/** The library on one socket, from its opening to its end. */
class Run {
  readonly #socket: MdnsSocket;
  readonly #bonjour: Bonjour;
  readonly #mdns: Mdns | undefined;
  #isOver = false;
  #isAnnounced = false;

  constructor(parts: RunParts) {
    this.#socket = new MdnsSocket(parts);
    // Everything but the socket is the library's to choose; its types name only what a service may have.
    const options: object = { socket: this.#socket };
    this.#bonjour = new Bonjour(options, () => {});
    this.#mdns = mdnsOf(this.#bonjour);
    this.#mdns?.on('error', () => {});
    this.#mdns?.on('warning', () => {});
    this.#mdns?.on('response', (packet) => parts.onRecords(recordsOf(packet)));
  }

  ask(names: readonly string[], type: 'PTR' | 'ANY'): void {
    if (!this.#isOver) this.#mdns?.query(names.map((name) => ({ name, type })));
  }

  /** Whether it has told its name. */
  get isAnnounced(): boolean {
    return this.#isAnnounced;
  }

  /** IPv4 alone: the group is, and an address of IPv6 that holds on one link only leads browsers nowhere. */
  announce(announcements: readonly Announcement[]): void {
    if (this.#isOver) return;
    this.#isAnnounced = true;
    for (const { txt, ...service } of announcements)
      this.#bonjour.publish({ ...service, txt: { ...txt }, disableIPv6: true });
  }

  withdraw(): void {
    this.#isAnnounced = false;
    this.#bonjour.unpublishAll(() => {});
  }

  /** A socket that never came up has nobody to say goodbye to. */
  async end(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#socket.isBound) await new Promise<void>((resolve) => this.#bonjour.unpublishAll(() => resolve()));
    await new Promise<void>((resolve) => this.#bonjour.destroy(() => resolve()));
  }
}

/** The part of `multicast-dns` that the library keeps to itself. */
interface Mdns {
  on(event: 'error' | 'warning' | 'response', listener: (value: unknown) => void): unknown;
  query(questions: readonly { name: string; type: string }[]): void;
}

/** Its own browser keeps whatever it hears for ever, so the answers are read here. */
function mdnsOf(bonjour: Bonjour): Mdns | undefined {
  const server: unknown = Reflect.get(bonjour, 'server');
  if (typeof server !== 'object' || server === null) return undefined;
  const mdns: unknown = Reflect.get(server, 'mdns');
  return isMdns(mdns) ? mdns : undefined;
}

function isMdns(value: unknown): value is Mdns {
  return typeof value === 'object' && value !== null && 'on' in value && 'query' in value;
}

/** The id of somebody else who has one of our names, empty where he has none. Our own records come back to us as they are. */
function rivalOf(announcements: readonly Announcement[], records: readonly MdnsRecord[]): string | undefined {
  const names = new Set(fullNamesOf(announcements));
  const ownId = announcements[0]?.txt['id'];
  return records
    .flatMap((record) =>
      record.type === 'TXT' && record.ttl > 0 && names.has(record.name.toLowerCase()) ? [record] : [],
    )
    .map(({ texts }) => texts['id'] ?? '')
    .find((id) => id !== ownId);
}

function addressesOfMachine(): string {
  return Object.entries(networkInterfaces())
    .flatMap(([name, all]) => (all ?? []).map(({ address }) => `${name} ${address}`))
    .toSorted()
    .join(',');
}
