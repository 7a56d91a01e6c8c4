/** Where a value came from, later ones winning over earlier ones. */
export type Origin =
  | { readonly from: 'default' }
  | { readonly from: 'file'; readonly file: string; readonly line: number | undefined }
  | { readonly from: 'environment'; readonly variable: string }
  | { readonly from: 'flag'; readonly flag: string };

/** One thing that is wrong with the settings. `key` is what it was called where it stands. */
export interface SettingError {
  readonly key: string;
  readonly origin: Origin;
  /** Completes "http.port …": "is "eighty"". */
  readonly wrong: string;
  /** A sentence on what is right. */
  readonly remedy: string;
}

/** An origin as people read it: `default`, `/etc/farmgate.toml:12`, `FARMGATE_HTTP_PORT`, `--http-port`. */
export function describeOrigin(origin: Origin): string {
  switch (origin.from) {
    case 'default':
      return 'default';
    case 'file':
      return origin.line === undefined ? origin.file : `${origin.file}:${origin.line}`;
    case 'environment':
      return origin.variable;
    case 'flag':
      return `--${origin.flag}`;
  }
}

/** One error as a line: what, where, what is wrong, what is right. */
export function describeError({ key, origin, wrong, remedy }: SettingError): string {
  const where = describeOrigin(origin);
  return `${key === where ? key : `${key} (${where})`} ${wrong}. ${remedy}`;
}
