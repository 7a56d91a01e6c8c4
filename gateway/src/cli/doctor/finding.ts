/** What a check of `farmgate doctor` says: well, worth knowing, or in the way; and then what to do. */
export interface Finding {
  readonly state: 'ok' | 'warn' | 'fail';
  readonly what: string;
  readonly remedy?: string;
}

/** All is well. */
export function ok(what: string): Finding {
  return { state: 'ok', what };
}

/** A gateway can run, but. */
export function warn(what: string, remedy: string): Finding {
  return { state: 'warn', what, remedy };
}

/** No gateway can run so. */
export function fail(what: string, remedy: string): Finding {
  return { state: 'fail', what, remedy };
}
