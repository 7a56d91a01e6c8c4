import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Cancel, Clock } from '../contract/index.ts';
import type { Log } from '../domain/log.ts';
import type { Actor } from '../domain/people/actor.ts';
import type { LiveViewer } from './live.ts';
import type { HttpLimits } from './limits.ts';
import type { Route } from './route.ts';

/** Who a token speaks for. */
export interface SignedIn {
  readonly actor: Actor;
  readonly session: string;
  /** Wall time at which the token ends. */
  readonly expiresAt: number;
}

/** Takes over a connection that asked to become a WebSocket. */
export type Upgrade = (request: IncomingMessage, connection: Duplex, head: Buffer, viewer: LiveViewer) => void;

/** The same for who signs in on the connection itself. */
export type OpenUpgrade = (request: IncomingMessage, connection: Duplex, head: Buffer) => void;

/** What the HTTP server is made of. */
export interface HttpParts {
  readonly routes: readonly Route[];
  readonly authenticate: (token: string, address: string) => SignedIn | undefined;
  /** Whether PIN or password was said in this session just now. */
  readonly isConfirmed: (session: string) => boolean;
  /** The node that an Authorization header speaks for; throws where it names one and is wrong. */
  readonly authenticateNode: (authorization: string | undefined, address: string) => SignedIn | undefined;
  /** Somebody asked for what is another site's or nowhere. */
  readonly onNowhere: (actor: Actor, what: string) => void;
  readonly onSessionEnded: (session: string, end: () => void) => Cancel;
  /** By path; only for who is signed in. */
  readonly upgrades: Readonly<Record<string, Upgrade>>;
  /** By path; for whoever signs in on the connection itself, and is cut off there if he does not. */
  readonly openUpgrades?: Readonly<Record<string, OpenUpgrade>>;
  /** Folder of the built web UI. */
  readonly webRoot: string;
  /** Further names that browsers may call the gateway by. */
  readonly names: readonly string[];
  readonly limits: HttpLimits;
  readonly clock: Clock;
  readonly log: Log;
  /** Counts an answer, by route, for the metrics. */
  readonly onAnswer: (route: string, method: string, status: number, ms: number) => void;
}
