import type { Command, DeviceView, PointView, Reading, SwitchView, User } from '@farmgate/gateway/contract';

/** The moment most tests happen at. */
export const NOW = Date.UTC(2026, 0, 1, 6);

/** An ON of socket A that is on its way, with what a test wants otherwise. */
export function aCommand(given: Partial<Command> = {}): Command {
  return {
    id: 'command-1',
    device: 'outlet-fe',
    point: 'relay.a',
    value: true,
    state: 'sent',
    owed: false,
    by: 'anna',
    acceptedAt: NOW - 1_000,
    tries: 1,
    trail: [{ at: NOW - 1_000, state: 'pending' }],
    ...given,
  };
}

/** Socket A, measured off, with what a test wants otherwise. */
export function aSwitch(given: Partial<SwitchView> = {}, load: PointView['load'] = 'outlet'): PointView {
  return {
    definition: { id: 'relay.a', kind: 'switch', label: 'Socket A', unit: '', proof: 'current.a', trip: 'trip.a' },
    load,
    switch: { desired: false, reported: 'off', evidence: 'measurement', reportedAt: NOW - 2_000, ...given },
  };
}

/** The current of socket A, in mA. */
export function aCurrent(value: number, given: Partial<Reading> = {}): PointView {
  return {
    definition: { id: 'current.a', kind: 'measure', label: 'Current A', unit: 'mA', min: 0, max: 30_000 },
    reading: { value, at: NOW - 1_000, quality: 'good', ...given },
  };
}

/** An outlet that is heard, with what a test wants otherwise. */
export function aDevice(given: Partial<DeviceView> = {}): DeviceView {
  return {
    id: 'outlet-fe',
    type: 'smart-outlet-v1',
    typeLabel: 'Smart outlet',
    name: 'Outlet FE',
    demo: false,
    availability: 'online',
    lastHeardAt: NOW - 1_000,
    adoptedAt: NOW - 86_400_000,
    points: [aSwitch(), aCurrent(0)],
    ...given,
  };
}

/** An admin, with what a test wants otherwise. */
export function aUser(given: Partial<User> = {}): User {
  return {
    id: 'usr_anna01',
    site: 'site_green1',
    login: 'anna',
    name: 'Anna',
    role: 'admin',
    masterAdmin: true,
    suspended: false,
    symbol: 'fish',
    colour: 'blue',
    hasPin: false,
    listed: false,
    createdAt: NOW - 86_400_000,
    ...given,
  };
}
