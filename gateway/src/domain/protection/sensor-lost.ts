import type { Channel } from './channels.ts';
import type { Observation } from './observation.ts';
import { forSeconds, protection } from './protection.ts';
import { hold, none } from './verdict.ts';

/** What a run is controlled by where it is watched at all. A level is needed before a start too. */
const controlling: readonly Channel[] = ['level', 'current', 'flow'];

/** A run whose level or meter is not heard any more goes on blindly; so it does not go on. */
export const sensorLost = protection({
  name: 'sensor-lost',
  settings: { forS: forSeconds(60, 'How long nothing good is heard of a sensor before the pump is held.') },
  findBlindness: ({ watched }) =>
    controlling.some((channel) => watched.includes(channel)) ? undefined : 'No sensor controls this pump.',
  step({ lost: before = [] }, seen, setting) {
    const lost = controlling.filter(
      (channel) => seen.watched.includes(channel) && isLost(seen, channel, setting('forS') * 1000, before),
    );
    if (lost.length === 0) return { memory: {}, verdict: none };
    const why = {
      code: `sensor-lost.${lost[0]}`,
      sentence: `Nothing good was heard of its ${lost.join(' and ')} sensor for ${setting('forS')} s.`,
      remedy: 'Look at the sensor, its power and its radio. The pump goes on by itself once it is heard again.',
      facts: { seconds: setting('forS') },
    };
    return { memory: { lost }, verdict: hold(why) };
  },
});

/** What was lost stays so until it is heard again, also when the pump stands, where a meter has nothing to say. */
function isLost(seen: Observation, channel: Channel, forMs: number, before: readonly Channel[]): boolean {
  const { now, contactor, samples, watchedSince } = seen;
  const heardAt = samples[channel]?.at ?? watchedSince;
  const isNeeded = contactor.state === 'on' || channel === 'level' || before.includes(channel);
  const neededSince = before.includes(channel) ? heardAt : Math.max(heardAt, neededFrom(seen, channel));
  return isNeeded && now - neededSince >= forMs;
}

function neededFrom({ contactor }: Observation, channel: Channel): number {
  return channel === 'level' ? -Infinity : (contactor.onSince ?? -Infinity);
}
