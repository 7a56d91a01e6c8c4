import { onePumpFarm } from '../plant/one-pump-farm.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Nothing goes wrong. */
export const day: Scenario = {
  name: 'day',
  about:
    'A quiet day: lamps by night, a heater and coolers by their thermostats, and the tank kept between 40 and 90 %.',
  lasts: '24h',
  outlets: 32,
  plant: onePumpFarm,
  // The demo's grinder is blocked; today it grinds.
  faults: ['11.a:load=2600@10s'],
  deeds: ['all=on@1m', 'fe.b=on@12h', '11.b=on@2m', '11.a=off@10m'],
  keepsTank: { low: 40, full: 90 },
  claims: ({ truth, farm, poller, beganAt, endsAt }) => {
    const tank = farm.plant?.state.tanks['tank-1'];
    const { asked, answered } = poller.polls();
    return [
      { claim: 'the tank neither ran over nor empty', holds: tank?.overflowL === 0 && (tank?.percent ?? 0) > 30 },
      { claim: 'the household had all its water', holds: Math.abs((tank?.drawnL ?? 0) - 4_000) < 50 },
      { claim: 'what was pumped is in the tank or was drawn', holds: isKept(truth.pumped(beganAt, endsAt), tank) },
      { claim: 'no socket tripped', holds: truth.all('contact').every(({ cause }) => cause !== 'trip') },
      { claim: 'no motor burnt', holds: truth.all('burnt').length === 0 },
      { claim: 'every poll was answered', holds: asked - answered <= 1 },
      { claim: 'energy was used', holds: truth.used(beganAt, endsAt) > 5_000 },
    ];
  },
};

function isKept(pumpedL: number, tank: { litres: number; drawnL: number } | undefined): boolean {
  return tank !== undefined && Math.abs(2_900 + pumpedL - tank.drawnL - tank.litres) < 1;
}
