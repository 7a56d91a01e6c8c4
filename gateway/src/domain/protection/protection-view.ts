import type { ProtectionView } from '../../contract/index.ts';
import type { GuardSetup, GuardState } from './guard.ts';
import { protections } from './index.ts';
import type { Protection } from './protection.ts';
import { rule, type Ruling } from './ruling.ts';

/** The table of protections of one pump, as those see it who set it up. `now`: monotonic ms. */
export function viewProtections(setup: GuardSetup, state: GuardState, now: number): ProtectionView[] {
  const ruling = rule(setup, state, now);
  return protections.map((protection) => viewOf(protection, setup, state, ruling));
}

function viewOf({ name, settings }: Protection, setup: GuardSetup, state: GuardState, ruling: Ruling): ProtectionView {
  const own = setup.settings?.[name] ?? {};
  const notWatched = ruling.notWatched.find((one) => one.name === name)?.sentence;
  const reason = ruling.reasons.find((one) => one.name === name);
  return {
    name,
    settings: Object.entries(settings).map(([key, { label, unit, min, max, default: usual, sentence }]) => {
      const said = own[key];
      return { key, label, unit, min, max, default: usual, sentence, ...(said === undefined ? {} : { own: said }) };
    }),
    ...(notWatched === undefined ? {} : { notWatched }),
    state: reason?.kind ?? (notWatched === undefined ? 'well' : 'not-watched'),
    trips: state.trips[name]?.count ?? 0,
  };
}
