import type { ExportFormat, HistoryStep, SeriesKind, Unit } from '../../contract/index.ts';
import type { Stamp } from './open-hours.ts';
import type { Retention } from './retention.ts';

/** What of the history is not in its tables yet, and by which clock. */
export interface OpenView {
  /** An encoded batch of what waits for the next commit. */
  readonly pending: Uint8Array | undefined;
  /** Absent while the clock is not trusted. */
  readonly stamp: Stamp | undefined;
  readonly now: number;
  /** The last row of the journal, which is not read again where it was before; absent where nobody knows. */
  readonly journaled?: number;
}

export interface SeriesOf {
  readonly device: string;
  readonly point: string;
}

/** What the store can be asked, by kind; whoever answers may be in another thread. */
export type Ask =
  | { readonly kind: 'list'; readonly site: string; readonly view: OpenView }
  | ({ readonly kind: 'buckets'; readonly view: OpenView } & Span & {
        readonly points: number;
        readonly step?: HistoryStep | undefined;
      })
  | {
      readonly kind: 'last';
      readonly view: OpenView;
      readonly site: string;
      readonly series: readonly SeriesOf[];
      readonly at: number;
    }
  | ({ readonly kind: 'export'; readonly view: OpenView } & Span & {
        readonly step: HistoryStep;
        readonly format: ExportFormat;
      })
  | { readonly kind: 'export-next'; readonly id: number }
  | { readonly kind: 'export-close'; readonly id: number }
  | { readonly kind: 'keep'; readonly order: KeepOrder }
  | { readonly kind: 'absorb'; readonly device: number; readonly segment: Uint8Array; readonly now: number }
  | { readonly kind: 'step' }
  | { readonly kind: 'forget'; readonly site: string; readonly device: string; readonly now: number }
  | { readonly kind: 'state'; readonly site: string }
  | { readonly kind: 'verify'; readonly now: number };

/** What each kind is answered. */
export interface Answers {
  readonly list: readonly Listed[];
  readonly buckets: BucketsAnswer;
  readonly last: readonly (SeriesOf & { readonly at?: number; readonly value?: number })[];
  /** Its number, to go on with. */
  readonly export: number;
  /** What comes next; undefined at the end. */
  readonly 'export-next': string | Uint8Array | undefined;
  readonly 'export-close': undefined;
  readonly keep: undefined;
  readonly absorb: undefined;
  /** Whether there is more to do. */
  readonly step: boolean;
  /** Whether there is more to take away. */
  readonly forget: undefined;
  readonly state: StateAnswer;
  readonly verify: VerifyAnswer;
}

/** From one wall time until before another, in the calendar of a zone. */
export interface Span {
  readonly site: string;
  readonly timeZone: string;
  readonly series: readonly SeriesOf[];
  readonly from: number;
  readonly to: number;
}

/** What is to be brought up to date. */
export interface KeepOrder {
  /** Rows of the journal up to this one are sealed. */
  readonly through: number;
  readonly stamp: Stamp | undefined;
  readonly now: number;
  readonly zones: Readonly<Record<string, string>>;
  readonly retention: Retention;
}

export interface Listed extends SeriesOf {
  readonly kind: SeriesKind;
  readonly unit: Unit;
  readonly firstAt: number;
}

export interface BucketsAnswer {
  readonly step: HistoryStep;
  readonly series: readonly BucketSeries[];
}

/** As SeriesHistory of the contract; `found` is false where there never was such a series. */
export interface BucketSeries extends SeriesOf {
  readonly found: boolean;
  readonly kind: SeriesKind;
  readonly unit: Unit;
  readonly at: Float64Array;
  readonly value: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly total: Float64Array;
  readonly coverS: Float64Array;
  readonly outOfRange: readonly number[];
  readonly whole:
    | {
        readonly value: number;
        readonly min: number;
        readonly max: number;
        readonly total: number;
        readonly coverS: number;
        readonly first: number;
        readonly last: number;
        readonly lastAt: number;
      }
    | undefined;
}

export interface StateAnswer {
  readonly series: number;
  readonly rawFrom: number | undefined;
  readonly quarterFrom: number | undefined;
  readonly dayFrom: number | undefined;
  readonly bytes: number;
  readonly putAside: number;
}

export interface VerifyAnswer {
  /** Hours of readings and rollups that were read. */
  readonly hours: number;
  readonly rollups: number;
  readonly readings: number;
  /** A sentence each. */
  readonly faults: readonly string[];
}
