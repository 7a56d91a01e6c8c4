import { aUser } from './builders.ts';
import { FakeHistory } from './fake-history.ts';
import { sharingOf } from './fake-pump-farm.ts';
import type { Opening } from './mount.ts';
import { pumpDevices } from './pump-builders.ts';

const devices = pumpDevices(62, 4_800);
const user = aUser({ role: 'user', masterAdmin: false });
const three = 'series=north-pump/current,roof-tank/level,north-pump/relay';

/** A history that began only now. */
export function aYoungHistory(): FakeHistory {
  const history = new FakeHistory();
  history.firstAt = history.now;
  return history;
}

/** The screens of the history. */
export const historyScreens: Readonly<Record<string, () => Opening>> = {
  'when it ran': () => ({ path: '/history', devices }),
  'how full it was': () => ({ path: '/history?q=level&span=7d', devices }),
  'two units and a lane, compared': () => ({ path: `/history?q=any&${three}&compare=before`, devices }),
  'who used it': () => ({ path: '/history?q=who', devices, sharing: sharingOf('busy') }),
  'who used it, for a user': () => ({ path: '/history?q=who', devices, user, sharing: sharingOf('mine') }),
  'nothing chosen': () => ({ path: '/history?q=any', devices }),
  'a history of nothing': () => ({ path: '/history', devices: [] }),
  'a history that begins': () => ({ path: '/history?q=level', devices, history: aYoungHistory() }),
  'a history from right to left': () => ({ path: `/history?q=any&${three}`, devices, language: 'ur' }),
};
