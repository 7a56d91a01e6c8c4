/** What a decision wants done, once it is on the disk. Amounts are whole seconds. */
export type SharingEffect =
  /** A start. The same command id twice is the same start. */
  | {
      readonly do: 'on';
      readonly pump: string;
      readonly command: string;
      readonly number: number;
      readonly leaseS?: number;
    }
  /** Not a start: a device that is off ignores it. */
  | { readonly do: 'renew'; readonly pump: string; readonly number: number; readonly leaseS: number }
  | { readonly do: 'off'; readonly pump: string; readonly why: string }
  | {
      readonly do: 'reserve';
      readonly run: string;
      readonly user: string;
      readonly seconds: number;
      readonly key: string;
      readonly by: string;
    }
  | {
      readonly do: 'settle';
      readonly run: string;
      readonly user: string;
      readonly reservedS: number;
      readonly usedS: number;
      readonly why: string;
    }
  /** More was charged than the node has counted. */
  | { readonly do: 'refund'; readonly run: string; readonly user: string; readonly seconds: number }
  /** Of a user's day; less where it was counted before. */
  | { readonly do: 'pumped'; readonly user: string; readonly seconds: number }
  /** One line of the run's trail. */
  | { readonly do: 'note'; readonly run: string; readonly what: string; readonly by: string; readonly why?: string }
  | {
      readonly do: 'alert';
      readonly rule: string;
      readonly pump: string;
      readonly severity: 'warning' | 'critical';
      readonly sentence: string;
      readonly remedy: string;
    }
  | { readonly do: 'clear'; readonly rule: string; readonly pump: string };
