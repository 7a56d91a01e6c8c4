import type { RunView } from '@farmgate/gateway/contract';

/** How far a run's figures have moved on since the gateway told them. Unit: s. */
function sinceTold({ isCounting, at }: RunView, now: number): number {
  return isCounting ? Math.max(0, now - at) / 1000 : 0;
}

/** What a run may still pump, by the gateway's clock. Unit: s. */
export function leftS(run: RunView, now: number): number {
  return Math.max(0, run.remainingS - sinceTold(run, now));
}

/** What a run has pumped. Unit: s. */
export function pumpedS(run: RunView, now: number): number {
  return run.pumpedS + Math.min(run.remainingS, sinceTold(run, now));
}

/** When it will be over if nothing comes between; undefined while its seconds do not count. */
export function endsAt(run: RunView, now: number): number | undefined {
  return run.isCounting ? now + leftS(run, now) * 1000 : undefined;
}
