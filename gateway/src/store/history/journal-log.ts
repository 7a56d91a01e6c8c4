import { closeSync, constants, fdatasyncSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { ByteReader, ByteWriter } from './bytes.ts';

/** What was read between two commits. */
export interface JournalRow {
  /** Counts on from row to row. */
  readonly id: number;
  /** The boot whose clock the times are of, and how much more the clock on the wall showed than that one. Unit: ms. */
  readonly boot: string;
  readonly shiftMs: number;
  /** Whether the clock on the wall was trusted then. */
  readonly trusted: boolean;
  /** A packed batch. */
  readonly body: Uint8Array;
}

/** Begins each row, so that the next one is found behind a damaged one: "FGJ1". */
const MAGIC = Buffer.from('FGJ1');
/** Magic, bytes of what follows, and its CRC-32. */
const HEAD_BYTES = 12;
/** The files grow by so much at once and are never cut: a commit into room that is there already writes nothing but itself. */
const GROWTH = 64 * 1024;

/** The two files that it goes to in turns: while the rows of one are sealed, what comes is written to the other. */
export function logFiles(file: string): readonly [string, string] {
  const stem = file.replace(/\.db$/, '');
  return [`${stem}-0.log`, `${stem}-1.log`];
}

/**
 * What was read since the last hour was sealed, appended a row a commit and on the disk when `append` returns. In tables the same would
 * take four times as many bytes of the card, as each of their commits writes whole pages twice.
 */
export class JournalLog {
  readonly #names: readonly [string, string];
  readonly #history: number;
  /** The highest row that each file has; 0 where it has none. */
  readonly #highest: [number, number];
  #present: 0 | 1;
  #at: number;
  #open: { readonly fd: number; size: number } | undefined;

  /** `history`: the number of the database beside it. Rows of another are none. `sealed`: rows up to this one are no longer needed. */
  constructor(file: string, { history, sealed }: { readonly history: number; readonly sealed: number }) {
    this.#names = logFiles(file);
    this.#history = history;
    const [one, two] = this.#names.map((name) => scan(name, history));
    this.#highest = [Math.max(one?.last ?? 0, 0), Math.max(two?.last ?? 0, 0)];
    this.#present = this.#highest[1] > this.#highest[0] ? 1 : 0;
    const isDone = Math.max(...this.#highest) <= sealed;
    this.#at = isDone ? 0 : ((this.#present === 1 ? two?.end : one?.end) ?? 0);
    this.#highest[this.#present] = Math.max(sealed, ...this.#highest);
  }

  /** The row that was written last. */
  get last(): number {
    return Math.max(...this.#highest);
  }

  /** Throws where the disk does not take it; it is written in the same place then when it is tried again. */
  append(row: Omit<JournalRow, 'id'>): void {
    const id = this.last + 1;
    const bytes = encodeRow({ id, ...row }, this.#history);
    try {
      const open = (this.#open ??= openFile(this.#names[this.#present]));
      // The size is kept in mind: who looks it up each time has Linux write the time of each change to the disk as well.
      open.size = grown(open, this.#at + bytes.length);
      writeAll(open.fd, bytes, this.#at);
      fdatasyncSync(open.fd);
    } catch (error) {
      this.close();
      throw error;
    }
    this.#at += bytes.length;
    this.#highest[this.#present] = id;
  }

  /** From now on it is written to the other file, from its beginning, where all rows of that are sealed. */
  turn(sealed: number): void {
    const other = this.#present === 0 ? 1 : 0;
    if (this.#highest[other] > sealed || this.#at === 0) return;
    this.close();
    this.#present = other;
    this.#at = 0;
  }

  close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open) closeSync(open.fd);
  }
}

/**
 * The rows after this one, in order. One that is not what was written has a body that cannot be unpacked; behind the last one whatever
 * was not written to its end is none.
 */
export function readJournal(file: string, { history, after }: { history: number; after: number }): JournalRow[] {
  return logFiles(file)
    .flatMap((name) => scan(name, history).rows)
    .filter(({ id }) => id > after)
    .toSorted((a, b) => a.id - b.id);
}

interface Scanned {
  readonly rows: readonly JournalRow[];
  readonly last: number;
  /** Where the next row is to be written. */
  readonly end: number;
}

/** Rows that count on; older ones behind them are what the file had before it was begun anew. */
function scan(name: string, history: number): Scanned {
  const bytes = contentOf(name);
  const rows: JournalRow[] = [];
  let end = 0;
  let last = 0;
  for (let at = bytes.indexOf(MAGIC); at >= 0;) {
    const length = lengthAt(bytes, at);
    const row = length === undefined ? undefined : decodeRow(bytes.subarray(at + HEAD_BYTES, at + length), history);
    if (!row || length === undefined || row.id <= last) {
      at = bytes.indexOf(MAGIC, at + 1);
      continue;
    }
    if (at > end) rows.push({ ...row, id: row.id - 1, body: bytes.subarray(end, at) });
    rows.push(row);
    last = row.id;
    end = at + length;
    at = bytes.indexOf(MAGIC, end);
  }
  return { rows, last, end };
}

/** Bytes of the row that begins here; undefined where none does. */
function lengthAt(bytes: Buffer, at: number): number | undefined {
  if (at + HEAD_BYTES > bytes.length) return undefined;
  const length = bytes.readUInt32LE(at + 4);
  const end = at + HEAD_BYTES + length;
  // A head that was torn off is followed by zeros, which are the right checksum of nothing.
  if (length === 0 || end > bytes.length) return undefined;
  return bytes.readUInt32LE(at + 8) === crc32(bytes.subarray(at + HEAD_BYTES, end)) ? end - at : undefined;
}

function encodeRow({ id, boot, shiftMs, trusted, body }: JournalRow, history: number): Buffer {
  const out = new ByteWriter();
  out.varint(history);
  out.varint(id);
  out.byte(trusted ? 1 : 0);
  out.double(shiftMs);
  const name = Buffer.from(boot);
  out.varint(name.length);
  out.raw(name);
  out.raw(body);
  const content = out.done();
  const head = Buffer.alloc(HEAD_BYTES);
  MAGIC.copy(head);
  head.writeUInt32LE(content.length, 4);
  head.writeUInt32LE(crc32(content), 8);
  return Buffer.concat([head, content]);
}

/** Undefined for a row of another history. */
function decodeRow(content: Uint8Array, history: number): JournalRow | undefined {
  const from = new ByteReader(content);
  if (from.varint() !== history) return undefined;
  const id = from.varint();
  const trusted = from.byte() === 1;
  const shiftMs = from.double();
  const boot = Buffer.from(from.raw(from.varint())).toString();
  return { id, boot, shiftMs, trusted, body: from.raw(from.left) };
}

function contentOf(name: string): Buffer {
  let fd: number | undefined;
  try {
    fd = openSync(name, 'r');
    const bytes = Buffer.alloc(fstatSync(fd).size);
    const length = readSync(fd, bytes, 0, bytes.length, 0);
    return bytes.subarray(0, length);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function openFile(name: string): { readonly fd: number; size: number } {
  const fd = openSync(name, constants.O_RDWR | constants.O_CREAT, 0o600);
  // That the file is there has to be on the disk too.
  const folder = openSync(dirname(name), 'r');
  fsyncSync(folder);
  closeSync(folder);
  return { fd, size: fstatSync(fd).size };
}

/** Makes room up to this length; answers how much there is then. */
function grown({ fd, size }: { readonly fd: number; readonly size: number }, length: number): number {
  if (length <= size) return size;
  const more = Math.ceil((length - size) / GROWTH) * GROWTH;
  writeAll(fd, Buffer.alloc(more), size);
  fsyncSync(fd);
  return size + more;
}

function writeAll(fd: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, position + done);
}
