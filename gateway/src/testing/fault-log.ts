import { silentLog, type Log } from '../domain/log.ts';

/** A log that keeps what the gateway itself calls its mistakes, in `faults`. */
export function faultLog(faults: string[]): Log {
  return {
    ...silentLog,
    error: (facts, sentence) => faults.push(`${sentence} ${String('err' in facts ? facts.err : '')}`),
  };
}
