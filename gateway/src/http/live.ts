import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import {
  LIVE_CLOSE,
  type AlertCounts,
  type Cancel,
  type Change,
  type Clock,
  type DeviceView,
  type Latch,
  type LiveMessage,
  type SharingView,
} from '../contract/index.ts';
import type { EventBus } from '../domain/events.ts';
import { findLiveRequest, Pace } from './live-request.ts';

/** A line that is silent for longer is dead. */
const HEARTBEAT_MS = 5_000;
/** A reader this far behind is cut off and starts again with a fresh snapshot. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** Browsers say only what they look at; commands go over HTTP. */
const MAX_PAYLOAD_BYTES = 4 * 1024;
/** No browser cuts so short a message at all. */
const MAX_FRAGMENTS = 8;
/** Who is told to go and does not is cut off after this. */
const CLOSE_TIMEOUT_MS = 2_000;
/** A browser answers a ping by itself; one that is frozen or has left the network does not. */
const PING_EVERY_MS = 15_000;
const MOST_UNANSWERED = 2;

/** What the live view asks of the gateway. */
export interface LiveParts {
  readonly events: EventBus;
  readonly clock: Clock;
  readonly demo: boolean;
  readonly devices: (site: string) => DeviceView[];
  readonly hasDevice: (site: string, device: string) => boolean;
  readonly latch: (site: string) => Latch;
  readonly alerts: (site: string) => AlertCounts;
  readonly sharing: (site: string) => SharingView;
  /** What a page shows large, in place of what it showed before. */
  readonly watch: (viewer: object, site: string, devices: readonly string[]) => void;
  readonly unwatch: (viewer: object) => void;
  /** Runs when the present events are through, so that what changed together is told together. */
  readonly defer: (run: () => void) => void;
}

/** Who looks, and how to hear that the session has ended. */
export interface LiveViewer {
  readonly site: string;
  readonly onEnded: (end: () => void) => void;
  /** They want to watch what is another site's or nowhere. */
  readonly onNowhere: (what: string) => void;
}

/** Whether a page answers. */
interface Pulse {
  unanswered: number;
  pingedAtMs: number;
  /** The system has had time to bring an answer since: a clock that jumps is no silence. */
  hadTurn: boolean;
}

interface Room {
  seq: number;
  readonly sockets: Map<WebSocket, Pulse>;
  changes: Change[];
  lastSentMs: number;
}

/** Tells each site's pages what changes, over WebSocket: a snapshot first, then deltas that are serialised once for all. */
export class LiveHub {
  readonly #parts: LiveParts;
  readonly #rooms = new Map<string, Room>();
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD_BYTES,
    maxFragments: MAX_FRAGMENTS,
  });
  #stopListening: () => void = () => {};
  #heartbeat: Cancel = () => {};

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#stopListening = this.#parts.events.on('change', ({ site, change }) => this.#note(site, change));
    this.#beat();
  }

  stop(): void {
    this.#stopListening();
    this.#heartbeat();
    for (const { sockets } of this.#rooms.values())
      for (const socket of sockets.keys()) socket.close(LIVE_CLOSE.shuttingDown, 'The gateway is stopping');
    this.#server.close();
  }

  /** How many pages look. */
  get viewers(): number {
    return [...this.#rooms.values()].reduce((sum, { sockets }) => sum + sockets.size, 0);
  }

  /** Whether a page of this site looks. */
  hasViewers(site: string): boolean {
    return (this.#rooms.get(site)?.sockets.size ?? 0) > 0;
  }

  /** Takes an upgrade of somebody who is signed in. */
  handle(request: IncomingMessage, connection: Duplex, head: Buffer, viewer: LiveViewer): void {
    this.#server.handleUpgrade(request, connection, head, (socket) => this.#enter(socket, connection, viewer));
  }

  #enter(socket: WebSocket, connection: Duplex, viewer: LiveViewer): void {
    const { site, onEnded } = viewer;
    const room = this.#roomOf(site);
    // What is pending is in the snapshot already; told once more it does no harm.
    const pulse: Pulse = { unanswered: 0, pingedAtMs: this.#parts.clock.monoMs(), hadTurn: false };
    room.sockets.set(socket, pulse);
    socket.on('close', () => {
      room.sockets.delete(socket);
      this.#parts.unwatch(socket);
    });
    socket.on('error', () => socket.terminate());
    const pace = new Pace(this.#parts.clock);
    socket.on('message', (data, isBinary) => this.#hear(socket, viewer, pace, { data, isBinary }));
    socket.on('pong', () => (pulse.unanswered = 0));
    socket.on('ping', () => pace.mayTell() || this.#tooOften(socket));
    connection.on('data', ({ length }: Buffer) => pace.maySend(length) || this.#tooOften(socket));
    onEnded(() => this.#part(socket, LIVE_CLOSE.signedOut, 'The session has ended'));
    this.#send(socket, frameOf(this.#snapshot(site, room)));
  }

  #hear(
    socket: WebSocket,
    { site, onNowhere }: LiveViewer,
    pace: Pace,
    { data, isBinary }: { readonly data: RawData; readonly isBinary: boolean },
  ): void {
    // What was sent before our close arrived still comes.
    if (socket.readyState !== socket.OPEN) return;
    const request = findLiveRequest(data, isBinary);
    if (!request) this.#part(socket, 1008, 'That is not to be said here; use the API');
    else if (!pace.mayTell()) this.#tooOften(socket);
    else {
      for (const device of request.devices) if (!this.#parts.hasDevice(site, device)) onNowhere(`watch ${device}`);
      this.#parts.watch(socket, site, request.devices);
    }
  }

  #snapshot(site: string, room: Room): LiveMessage {
    const { clock, demo, devices, latch, alerts, sharing } = this.#parts;
    return {
      type: 'snapshot',
      seq: room.seq,
      now: clock.wallMs(),
      demo,
      devices: devices(site),
      latch: latch(site),
      alerts: alerts(site),
      sharing: sharing(site),
    };
  }

  #note(site: string, change: Change): void {
    const room = this.#rooms.get(site);
    if (!room || room.sockets.size === 0) return;
    if (room.changes.length === 0) this.#parts.defer(() => this.#tell(room));
    room.changes.push(change);
  }

  #tell(room: Room): void {
    const { changes } = room;
    if (changes.length === 0) return;
    room.changes = [];
    this.#broadcast(room, { type: 'delta', seq: ++room.seq, changes });
  }

  #beat(): void {
    const now = this.#parts.clock.monoMs();
    for (const { sockets } of this.#rooms.values())
      for (const [socket, pulse] of sockets) this.#feel(socket, pulse, now);
    for (const room of this.#rooms.values())
      if (room.sockets.size > 0 && now - room.lastSentMs >= HEARTBEAT_MS / 2)
        this.#broadcast(room, { type: 'heartbeat', seq: ++room.seq, now: this.#parts.clock.wallMs() });
    this.#heartbeat = this.#parts.clock.after(HEARTBEAT_MS / 2, () => this.#beat());
  }

  #tooOften(socket: WebSocket): void {
    this.#part(socket, 1008, 'Too often');
  }

  /** Says why it has to go, and does not wait long for its answer. */
  #part(socket: WebSocket, code: number, why: string): void {
    if (socket.readyState !== socket.OPEN) return;
    socket.close(code, why);
    const cancel = this.#parts.clock.after(CLOSE_TIMEOUT_MS, () => socket.terminate());
    socket.once('close', cancel);
  }

  /** Asks whether anybody is still there; who has not answered for a while is cut off. */
  #feel(socket: WebSocket, pulse: Pulse, now: number): void {
    if (now - pulse.pingedAtMs < PING_EVERY_MS || socket.readyState !== socket.OPEN) return;
    if (pulse.unanswered > 0 && !pulse.hadTurn) return;
    if (pulse.unanswered >= MOST_UNANSWERED) return socket.terminate();
    pulse.unanswered += 1;
    pulse.pingedAtMs = now;
    pulse.hadTurn = false;
    socket.ping();
    this.#parts.defer(() => (pulse.hadTurn = true));
  }

  #broadcast(room: Room, message: LiveMessage): void {
    room.lastSentMs = this.#parts.clock.monoMs();
    const frame = frameOf(message);
    for (const socket of room.sockets.keys()) this.#send(socket, frame);
  }

  #send(socket: WebSocket, frame: Buffer): void {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) this.#part(socket, LIVE_CLOSE.tooSlow, 'Too far behind');
    else socket.send(frame, { binary: false });
  }

  #roomOf(site: string): Room {
    const known = this.#rooms.get(site);
    if (known) return known;
    const room: Room = { seq: 0, sockets: new Map(), changes: [], lastSentMs: 0 };
    this.#rooms.set(site, room);
    return room;
  }
}

function frameOf(message: LiveMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}
