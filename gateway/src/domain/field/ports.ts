import type { LoadKind, PointValue, Quality } from '../../contract/index.ts';
import type { FieldCommand, Moment } from './command.ts';

/** An adopted device, as it is kept. Times are wall milliseconds. */
export interface DeviceRecord {
  readonly site: string;
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly location?: string;
  readonly via?: string;
  readonly address?: string;
  readonly firmware?: string;
  readonly demo: boolean;
  readonly adoptedAt: number;
}

/** What people said of one of its points. */
export interface PointRecord {
  readonly site: string;
  readonly device: string;
  readonly point: string;
  readonly name?: string;
  readonly load?: LoadKind;
  /** An admin's word that a supervised contactor stands behind it. */
  readonly contactor: boolean;
}

export interface LastValue {
  readonly site: string;
  readonly device: string;
  readonly point: string;
  readonly value: PointValue;
  readonly at: number;
  readonly quality: Quality;
}

export interface LatchRecord {
  readonly site: string;
  readonly latched: boolean;
  readonly by: string;
  readonly at: number;
  readonly releasedAt?: number;
}

export interface CommandFilter {
  readonly device?: string | undefined;
  readonly point?: string | undefined;
  readonly limit: number;
}

/** What the field engine keeps on disk. Every call is on the disk when it returns. */
export interface FieldStore {
  transaction<Result>(work: () => Result): Result;
  sites(): string[];
  devices(): DeviceRecord[];
  saveDevice(device: DeviceRecord): void;
  /** With all that is kept of it, also the credential it signs in with: what was forgotten does not come back by itself. */
  removeDevice(site: string, id: string): void;
  points(): PointRecord[];
  savePoint(point: PointRecord): void;
  lastValues(): LastValue[];
  saveLastValues(values: readonly LastValue[]): void;
  latches(): LatchRecord[];
  saveLatch(latch: LatchRecord): void;
  /** The newest command of a point, brought to this boot's clock. */
  lastCommand(at: Pick<FieldCommand, 'site' | 'device' | 'point'>, boot: string, now: Moment): FieldCommand | undefined;
  /** Every command that is neither confirmed nor failed, oldest first, brought to this boot's clock. */
  openCommands(boot: string, now: Moment): FieldCommand[];
  insertCommand(command: FieldCommand, boot: string): void;
  updateCommand(command: FieldCommand): void;
  /** Looked up over all sites: an id names one command. */
  findCommand(id: string): FieldCommand | undefined;
  listCommands(site: string, filter: CommandFilter): FieldCommand[];
}

/** Puts a message on the core broker. Never retained on a command topic. */
export type Publish = (topic: string, message: object, options?: { readonly retain?: boolean }) => void;
