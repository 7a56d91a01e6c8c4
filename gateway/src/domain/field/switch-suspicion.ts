import type { Moment } from './command.ts';
import { owedEvery, same, seeOn, type SwitchControl, type SwitchStep } from './switch-control.ts';

/** Why the gateway wants OFF where a current flows that must not. */
export const UNEXPLAINED = 'a current that no command explains';

/** A motor that runs down makes current of its own. */
const RUN_DOWN_MS = 3_000;
/** Currents that are further apart than this are no one series. */
const CALM_MS = 60_000;

/** An OFF was confirmed and nothing asked since; no trip lets the node close again by itself. */
export function isSettledOff({ reported, settledMono, trippedMono }: SwitchControl): boolean {
  return (
    settledMono !== undefined && trippedMono === undefined && (reported.state === 'off' || reported.state === 'on')
  );
}

/** A current at such a switch: somebody else closed it, or its contact is welded. */
export function onSettledCurrent(control: SwitchControl, now: Moment): SwitchStep {
  if (now.mono < (control.settledMono ?? 0) + RUN_DOWN_MS) return same(control);
  const seen: SwitchControl = { ...seeOn(control, now), unexplained: true };
  return now.mono < (againAt(seen) ?? 0) ? same(seen) : suspect(seen, UNEXPLAINED, now);
}

/** OFF is wanted, as one of a series. */
export function suspect(control: SwitchControl, why: string, now: Moment): SwitchStep {
  const { suspected } = control;
  const since = suspected && now.mono < suspected.last + CALM_MS ? suspected.since : now.mono;
  return { control: { ...control, suspected: { since, last: now.mono } }, effects: [{ do: 'want-off', why }] };
}

/** When OFF is wanted once more for a current that came too soon after the last time; undefined where it is not. */
export function insistsAt(control: SwitchControl): number | undefined {
  return control.unexplained && isSettledOff(control) ? againAt(control) : undefined;
}

/** Not more often than an owed OFF goes out. */
function againAt({ suspected }: SwitchControl): number | undefined {
  return suspected && suspected.last + owedEvery(suspected.since, suspected.last);
}
