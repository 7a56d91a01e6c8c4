/** What one client may take of the server. */
export interface HttpLimits {
  /** A request's line and headers have to be there by then. Unit: ms. */
  readonly headersMs: number;
  /** And all of it, its body included. Unit: ms. */
  readonly requestMs: number;
  /** How often connections are held against these two; a slow client may overstay by as much. Unit: ms. */
  readonly checkMs: number;
  /** A connection kept open after an answer waits this long for another request. Unit: ms. */
  readonly idleMs: number;
  /** Whoever takes nothing of an answer for so long is cut off. Unit: ms. */
  readonly stalledMs: number;
  /** What is still sent to us after a refusal is taken for so long, so that the refusal arrives. Unit: ms. */
  readonly lingerMs: number;
  /** Request line and headers together. Unit: bytes. */
  readonly headerBytes: number;
  /** The address alone. Unit: characters. */
  readonly targetChars: number;
  readonly connections: number;
  /** Of one address; this machine's own are counted in all only. */
  readonly connectionsPerHost: number;
}

/** Times as OWASP's cheat sheet on denial of service asks for them; sizes are some times what our own pages send. */
export const standardLimits: HttpLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  checkMs: 1_000,
  idleMs: 5_000,
  stalledMs: 30_000,
  lingerMs: 1_000,
  headerBytes: 16 * 1024,
  targetChars: 4 * 1024,
  connections: 1_024,
  connectionsPerHost: 64,
};
