import { onePumpFarm } from '../plant/one-pump-farm.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** A sensor that says the same for ever. */
export const frozenSensor: Scenario = {
  name: 'frozen-sensor',
  about:
    "The tank's sensor freezes while it is being filled: who trusts it never stops, and the float in the pump's node does.",
  lasts: '3h',
  outlets: 4,
  masterRestMs: 2_000,
  plant: onePumpFarm,
  faults: ['tank-1:frozen@10m'],
  deeds: ['pump-1=on@5m'],
  keepsTank: { low: 40, full: 90 },
  claims: ({ truth, farm, hand }) => {
    const stop = truth.all('motor').find(({ turning }) => !turning);
    const tank = farm.plant?.state.tanks['tank-1'];
    return [
      { claim: 'the float stopped the pump', holds: stop?.why === 'float' },
      { claim: 'the tank did not run over', holds: tank?.overflowL === 0 },
      { claim: 'its sensor still says what it said at first', holds: Number(hand.valueOf('tank-1', 'level')) < 70 },
    ];
  },
};
