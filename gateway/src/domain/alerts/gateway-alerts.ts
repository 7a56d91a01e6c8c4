import type { LoopDelay, SafeMode } from '../../contract/index.ts';
import type { AlertCause } from './alert.ts';
import type { Alerts } from './alerts.ts';

/** From here on a person feels it at a button. Unit: ms. */
const SLOW_MS = 200;
/** Two windows of its measure. */
const SLOW_FOR_MS = 15_000;
const CALM_MS = 60_000;

/** What is looked at of the gateway itself. */
export interface GatewaySigns {
  readonly loop: LoopDelay;
  readonly safeMode: SafeMode | undefined;
}

/** Raises what goes wrong with the gateway itself, at the site of those who may see to it. */
export function tellOfGateway(alerts: Alerts, site: string, { loop, safeMode }: GatewaySigns): void {
  const common = { site, subject: 'gateway' } as const;
  const slow: AlertCause = {
    ...common,
    rule: 'gateway-slow',
    severity: 'warning',
    sentence: `The gateway is held up by its own work for ${Math.round(loop.p99Ms)} ms; buttons and radio orders come late.`,
    remedy: 'Look what else runs on this machine, and whether its card or disk is worn.',
    raiseAfterMs: SLOW_FOR_MS,
    clearAfterMs: CALM_MS,
  };
  const safe: AlertCause = {
    ...common,
    rule: 'safe-mode',
    severity: 'critical',
    sentence: 'The gateway failed to start again and again and runs in safe mode: it switches, and does nothing else.',
    remedy: 'Look at its log, mend what is wrong, and leave the safe mode.',
  };
  alerts.set(slow, loop.p99Ms > SLOW_MS);
  alerts.set(safe, safeMode !== undefined);
}

/** Something of the history is lost; a person clears it. */
export function historyDamaged(site: string, sentence: string): AlertCause {
  return {
    site,
    rule: 'history-damaged',
    subject: 'gateway',
    severity: 'warning',
    sentence,
    remedy:
      'All else is whole: see `farmgate history verify`. A card that loses data once will do so again: replace it.',
  };
}
