import type { DeviceView, GridView, PumpView, RunView, WalletView } from '@farmgate/gateway/contract';

const minute = 60_000;

/** A pump of the group `all` that is off and may start, with what a test wants otherwise. */
export function aPump(given: Partial<PumpView> = {}): PumpView {
  return {
    id: 'pmp_north01',
    name: 'North pump',
    group: 'all',
    device: 'north-pump',
    point: 'relay',
    is: 'off',
    isHeard: true,
    holdsSlot: false,
    waiting: 0,
    reasons: [],
    isCritical: false,
    shortestRunS: 60,
    longestRunS: 14_400,
    flowLpm: 180,
    tank: { device: 'roof-tank', point: 'level' },
    shownBy: { current: { device: 'north-pump', point: 'current' } },
    ...given,
  };
}

/** A run of Bao's that waits, with what a test wants otherwise. */
export function aRun(given: Partial<RunView> = {}): RunView {
  const at = Date.now();
  return {
    id: 'run-of-bao-1',
    number: 12,
    pump: 'pmp_north01',
    group: 'all',
    user: 'usr_bao002',
    name: 'Bao',
    badge: { symbol: 'fish', colour: 'blue' },
    state: 'waiting',
    order: 1,
    askedS: 600,
    remainingS: 600,
    pumpedS: 0,
    isCounting: false,
    at,
    requestedAt: at - 2 * minute,
    ...given,
  };
}

/** One that pumps since a while, with what a test wants otherwise. */
export function aRunning(given: Partial<RunView> = {}): RunView {
  return aRun({
    state: 'running',
    isCounting: true,
    remainingS: 402,
    pumpedS: 198,
    startedAt: Date.now() - 198_000,
    ...given,
  });
}

/** A wallet of 118 minutes, with what a test wants otherwise. */
export function aWallet(given: Partial<WalletView> = {}): WalletView {
  const availableS = given.availableS ?? 7_080;
  return {
    user: 'usr_anna01',
    name: 'Anna',
    balanceS: availableS,
    reservedS: 0,
    availableS,
    isLow: false,
    usedTodayS: 0,
    ...given,
  };
}

/** Power that is there, with what a test wants otherwise. */
export function aGrid(given: Partial<GridView> = {}): GridView {
  return { state: 'good', since: Date.now() - 90 * minute, switch: 'auto', sources: [], ...given };
}

/** A pump's node and a tank, with its level in %. */
export function pumpDevices(level = 62, mA = 0): DeviceView[] {
  const now = Date.now();
  const good = { at: now - 2_000, quality: 'good' } as const;
  const base = { demo: true, availability: 'online', lastHeardAt: now - 1_000, adoptedAt: now - minute } as const;
  return [
    {
      ...base,
      id: 'north-pump',
      type: 'pump-node',
      typeLabel: 'Pump node',
      name: 'North pump',
      points: [
        {
          definition: { id: 'relay', kind: 'switch', label: 'Pump', unit: '', proof: 'current' },
          load: 'pump',
          switch: {
            desired: mA > 0,
            reported: mA > 0 ? 'on' : 'off',
            evidence: 'measurement',
            reportedAt: now - 2_000,
          },
        },
        {
          definition: { id: 'current', kind: 'measure', label: 'Motor current', unit: 'mA' },
          reading: { value: mA, ...good },
        },
      ],
    },
    {
      ...base,
      id: 'roof-tank',
      type: 'tank-node',
      typeLabel: 'Tank node',
      name: 'Roof tank',
      points: [
        {
          definition: { id: 'level', kind: 'measure', label: 'Level', unit: '%', min: 0, max: 100 },
          reading: { value: level, ...good },
        },
      ],
    },
  ];
}
