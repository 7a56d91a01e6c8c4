import { createHash, createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '../contract/index.ts';
import type { Log } from '../domain/log.ts';
import { writeWhole } from './whole-file.ts';

/** What the farm's own certificates are made with. */
export interface LocalCaParts {
  /** A folder of the gateway's alone. */
  readonly dir: string;
  /** Names and addresses that nodes may reach this machine by. */
  readonly names: () => readonly string[];
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly log: Log;
}

/** A computer without a battery begins its life in the past, and so do boards: no certificate is younger than this. */
const VALID_FROM = new Date('2025-01-01T00:00:00Z');
/** Later than this takes a form of date that old TLS libraries do not read (RFC 5280, section 4.1.2.5). */
const VALID_TO = new Date('2049-12-31T00:00:00Z');
const YEAR_MS = 31_557_600_000;
const LEAF_YEARS = 10;
/** It is made anew long before it ends: a gateway may run for years without a look at it. */
const RENEW_YEARS = 5;

/**
 * The farm's own certificate authority: made once, kept for good, known to nobody else. With it the gateway proves to nodes that
 * it is the one their credential is of. Whoever has its key can pretend to be the gateway: it never leaves its folder.
 */
export class LocalCa {
  readonly #parts: LocalCaParts;
  readonly #authorityFile: string;
  #making: Promise<boolean> | undefined;

  /** File with the gateway's key and certificate, both in PEM, which `ensure` makes. */
  readonly file: string;

  constructor(parts: LocalCaParts) {
    this.#parts = parts;
    this.#authorityFile = join(parts.dir, 'ca.pem');
    this.file = join(parts.dir, 'gateway.pem');
  }

  /** The authority's certificate for nodes to trust, in PEM; undefined before it was made. */
  get certificate(): string | undefined {
    return readPair(this.#authorityFile)?.cert;
  }

  /** Whether there is a key and a certificate in `file`, though it be an old one. */
  get isThere(): boolean {
    try {
      return readPair(this.file) !== undefined;
    } catch {
      return false;
    }
  }

  /** Sees to it that the certificate is there, good for years and names this machine as it is called now. Answers whether it is a new one. */
  ensure(): Promise<boolean> {
    this.#making ??= this.#ensure().finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  async #ensure(): Promise<boolean> {
    const { dir, clock, log } = this.#parts;
    const names = [...new Set(this.#parts.names().map((name) => normal(name)))].toSorted();
    const authority = readPair(this.#authorityFile);
    if (authority && this.#isGood(readPair(this.file)?.cert, authority.cert, names)) return false;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const signer = authority ?? (await this.#makeAuthority());
    const now = Math.max(clock.wallMs(), VALID_FROM.getTime());
    const until = new Date(Math.min(now + LEAF_YEARS * YEAR_MS, VALID_TO.getTime()));
    const { key, cert } = await issue({ name: 'Farmgate', until, names, signer });
    writeWhole(this.file, `${key}\n${cert}\n`);
    log.info({ names, until: until.toISOString() }, 'The gateway has a new certificate for nodes');
    return true;
  }

  async #makeAuthority(): Promise<Pair> {
    const pair = await issue({ name: `Farmgate ${randomBytes(4).toString('hex')} CA`, until: VALID_TO });
    writeWhole(this.#authorityFile, `${pair.key}\n${pair.cert}\n`);
    this.#parts.log.info({}, 'The farm has a new certificate authority: nodes that trust one before it must be told');
    return pair;
  }

  #isGood(leaf: string | undefined, authority: string, names: readonly string[]): boolean {
    if (leaf === undefined) return false;
    const cert = new X509Certificate(leaf);
    const endsMs = cert.validToDate.getTime();
    const isLong = endsMs - this.#parts.clock.wallMs() > RENEW_YEARS * YEAR_MS || endsMs >= VALID_TO.getTime();
    return isLong && cert.verify(new X509Certificate(authority).publicKey) && namesIn(cert).join() === names.join();
  }
}

/** SHA-256 of a certificate as bytes (DER), base64url: 43 letters by which a node knows it. */
export function fingerprintOf(certificate: string): string {
  return createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url');
}

interface Pair {
  readonly key: string;
  readonly cert: string;
}

interface Wanted {
  readonly name: string;
  readonly until: Date;
  /** What the gateway is called; absent for an authority. */
  readonly names?: readonly string[];
  readonly signer?: Pair;
}

/** An EC P-256 pair: small boards verify it in a tenth of the time of RSA. */
async function issue({ name, until, names, signer }: Wanted): Promise<Pair> {
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: VALID_FROM,
    notAfterDate: until,
    extensions: names
      ? [
          { name: 'basicConstraints', cA: false, critical: true },
          { name: 'keyUsage', digitalSignature: true, critical: true },
          { name: 'extKeyUsage', serverAuth: true },
          { name: 'subjectAltName', altNames: names.map((each) => altNameOf(each)) },
        ]
      : [
          { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
          { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
        ],
    ...(signer ? { ca: signer } : {}),
  });
  return { key: made.private, cert: made.cert };
}

function altNameOf(name: string) {
  return isIP(name) === 0 ? { type: 2 as const, value: name } : { type: 7 as const, ip: name };
}

/** What a certificate says it is called, as `normal` writes it, in order. */
function namesIn({ subjectAltName = '' }: X509Certificate): string[] {
  return subjectAltName
    .split(', ')
    .map((entry) => normal(entry.replace(/^(?:DNS|IP Address):/, '')))
    .toSorted();
}

/** One way to write an IPv6 address, of the many there are. */
function normal(name: string): string {
  return isIP(name) === 6 ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name.toLowerCase();
}

/** Undefined where the file is missing, damaged or holds no such two. */
function readPair(file: string): Pair | undefined {
  const text = readText(file);
  const [key] = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/.exec(text) ?? [];
  const [cert] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(text) ?? [];
  return key !== undefined && cert !== undefined && isOf(cert, key) ? { key, cert } : undefined;
}

function isOf(cert: string, key: string): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // One that is there and may not be read is not made anew: nodes trust it.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
