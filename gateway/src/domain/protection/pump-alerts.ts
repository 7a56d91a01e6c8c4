import type { AlertCause } from '../alerts/alert.ts';
import type { GuardedPump } from './pump-guards.ts';
import type { GuardState } from './guard.ts';
import type { Ruling } from './ruling.ts';
import { protectionNames, type ProtectionName, type Severity, type Why } from './verdict.ts';

/** One thing that may be wrong with a pump, and whether it is. */
export interface PumpTrouble {
  readonly cause: AlertCause;
  readonly isOn: boolean;
}

/** That a motor rests is nothing wrong; that its device is not heard is told by the engine of the pumps, which knows what ran. */
const noTrouble: ReadonlySet<ProtectionName> = new Set(['min-rest', 'starts-per-hour', 'node-lost']);

/** What a ruling means for those who look after the farm. A trip is over once a later run was good, or somebody has reset the pump. */
export function troublesOf({ id, site, device }: GuardedPump, ruling: Ruling, { trips }: GuardState): PumpTrouble[] {
  return protectionNames
    .filter((name) => !noTrouble.has(name))
    .map((name) => {
      const reason = ruling.reasons.find((one) => one.name === name);
      const trip = trips[name];
      const why: Why | undefined = reason ?? trip?.why;
      const severity: Severity =
        reason?.kind === 'hold' ? 'warning' : (reason?.severity ?? trip?.severity ?? 'warning');
      return {
        isOn: why !== undefined,
        cause: {
          site,
          rule: `pump-${name}`,
          subject: id,
          device,
          severity,
          sentence: why?.sentence ?? '',
          remedy: why?.remedy ?? '',
        },
      };
    });
}
