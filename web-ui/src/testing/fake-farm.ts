import type { Command, DeviceView, LinkSlot, PointView, Reading, SwitchView } from '@farmgate/gateway/contract';

const second = 1_000;
const minute = 60 * second;

/** A farm on which every switch is measured off. */
export function aCalmFarm(now: number): DeviceView[] {
  return [
    outlet(now, 'outlet-fe', 'Outlet FE', 'Barn', [off(now), off(now)]),
    outlet(now, 'outlet-ff', 'Outlet FF', 'Workshop', [off(now), off(now)]),
    bridge(now),
  ];
}

/** A farm that shows every face at once. */
export function aBusyFarm(now: number): DeviceView[] {
  const seenOff = { state: 'off', at: now - 3 * minute } as const;
  const vain: Partial<Command> = { state: 'failed', reason: 'no-ack', tries: 5 };
  return [
    outlet(now, 'outlet-fe', 'Outlet FE', 'Barn', [{ view: on(now, 'measurement'), mA: 4_800 }, off(now)]),
    outlet(now, 'outlet-ff', 'Outlet FF', 'Workshop', [
      { view: on(now, 'acknowledgement-only'), load: 'light' },
      { view: { ...off(now).view, desired: true, command: command(now, 'outlet-ff', { tries: 2 }) } },
    ]),
    outlet(now, 'outlet-10', 'Outlet 10', 'Pump house', [
      { view: { desired: false, reported: 'tripped', evidence: 'report', reportedAt: now - minute } },
      { view: on(now, 'acknowledgement-only'), load: 'pump', name: 'Borehole pump' },
    ]),
    outlet(now, 'outlet-11', 'Outlet 11', 'Nursery', [
      { view: { ...off(now).view, desired: true, command: command(now, 'outlet-11', { state: 'delivered' }) } },
      { view: { desired: true, reported: 'unknown', lastKnown: seenOff, command: command(now, 'outlet-11', vain) } },
    ]),
    outlet(now, 'outlet-12', 'Outlet 12', 'Cold store', [
      {
        view: {
          ...on(now, 'measurement'),
          desired: false,
          command: command(now, 'outlet-12', { value: false, owed: true, notStopping: true }),
        },
        mA: 2_300,
      },
      { view: { desired: false, reported: 'unknown', lastKnown: seenOff } },
    ]),
    { ...bridge(now), availability: 'offline', unavailableReason: 'The serial port is gone', demo: true },
  ];
}

/** A farm with an alarm of each severity, and an OFF that is owed to an outlet that is gone. */
export function anAlarmedFarm(now: number): DeviceView[] {
  const owed = command(now, 'outlet-ff', { value: false, owed: true, tries: 5 });
  const gone = outlet(now, 'outlet-ff', 'Outlet FF', 'Workshop', [
    { view: { desired: false, reported: 'unknown', lastKnown: { state: 'on', at: now - minute }, command: owed } },
    off(now),
  ]);
  return [
    outlet(now, 'outlet-fe', 'Outlet FE', 'Barn', [{ view: on(now, 'measurement'), mA: 4_800 }, off(now)]),
    { ...gone, availability: 'offline', unavailableReason: 'It does not answer', lastHeardAt: now - minute },
    alarmed(bridge(now)),
  ];
}

function alarmed(device: DeviceView): DeviceView {
  const points = device.points.map((point): PointView => {
    const { definition, reading } = point;
    return definition.alarm && reading ? { ...point, reading: { ...reading, value: true } } : point;
  });
  return { ...device, points };
}

interface FakeSocketState {
  readonly view: SwitchView;
  readonly mA?: number;
  readonly load?: PointView['load'];
  readonly name?: string;
}

function outlet(
  now: number,
  id: string,
  name: string,
  location: string,
  [a, b]: readonly [FakeSocketState, FakeSocketState],
): DeviceView {
  return {
    id,
    type: 'smart-outlet-v1',
    typeLabel: 'Smart outlet',
    name,
    location,
    via: 'bridge-1',
    address: id.slice(-2).toUpperCase(),
    firmware: '1.4',
    demo: true,
    availability: 'online',
    lastHeardAt: now - second,
    adoptedAt: now - 90 * 24 * 60 * minute,
    points: [
      ...socket(now, 'a', a),
      ...socket(now, 'b', b),
      {
        definition: { id: 'threshold', kind: 'setting', label: 'Trip threshold', unit: 'mA', min: 100, max: 30_000 },
        setting: { desired: 10_000 },
      },
      measure(
        now,
        { id: 'link.roundTrip', kind: 'measure', label: 'Round trip', unit: 'ms', min: 0, max: 60_000 },
        118,
      ),
      measure(now, { id: 'link.firstTry', kind: 'measure', label: 'Answered at first try', unit: '%' }, 97),
      measure(now, { id: 'link.tries', kind: 'measure', label: 'Tries per answer', unit: '' }, 1.1),
      measure(now, { id: 'link.score', kind: 'measure', label: 'Link score', unit: '' }, 8.6),
      measure(now, { id: 'link.bad', kind: 'measure', label: 'Broken frames', unit: 'count' }, 12),
      measure(now, { id: 'link.foreign', kind: 'measure', label: 'Foreign frames', unit: 'count' }, 0),
    ],
  };
}

function socket(now: number, letter: 'a' | 'b', { view, mA = 0, load = 'outlet', name }: FakeSocketState): PointView[] {
  const upper = letter.toUpperCase();
  return [
    {
      definition: {
        id: `relay.${letter}`,
        kind: 'switch',
        label: `Socket ${upper}`,
        unit: '',
        proof: `current.${letter}`,
        trip: `trip.${letter}`,
      },
      load,
      ...(name ? { name } : {}),
      switch: view.command ? { ...view, command: { ...view.command, point: `relay.${letter}` } } : view,
    },
    measure(
      now,
      { id: `current.${letter}`, kind: 'measure', label: `Current ${upper}`, unit: 'mA', min: 0, max: 30_000 },
      mA,
    ),
  ];
}

function measure(now: number, definition: PointView['definition'], value: Reading['value']): PointView {
  return { definition, reading: { value, at: now - second, quality: 'good' } };
}

function alarm(now: number, id: string, label: string, severity: 'warning' | 'critical'): PointView {
  const help = 'What it means stands here, and what to do about it.';
  return measure(now, { id, kind: 'flag', label, unit: '', alarm: severity, help }, false);
}

/** A main breaker that bears 20 A. */
export function aBreaker(now: number, mA: number): DeviceView {
  return {
    id: 'main-1',
    type: 'main-breaker',
    typeLabel: 'Main breaker',
    name: 'Main breaker',
    demo: true,
    availability: 'online',
    lastHeardAt: now - second,
    adoptedAt: now - 90 * 24 * 60 * minute,
    points: [
      measure(now, { id: 'current', kind: 'measure', label: 'Total current', unit: 'mA' }, mA),
      measure(now, { id: 'threshold', kind: 'measure', label: 'Threshold', unit: 'mA' }, 20_000),
    ],
  };
}

/** A day of a link as it may be, a slot each ten minutes: good, worse at noon, silent for two hours, and a gap. */
export function aLinkDay(now: number): LinkSlot[] {
  return Array.from({ length: 144 }, (_, index): LinkSlot => {
    const at = now - (144 - index) * 10 * minute;
    if (index >= 90 && index < 102) return { at, onlinePercent: 0 };
    const dip = Math.exp(-(((index - 60) / 12) ** 2));
    const score = Math.max(0, 9 + Math.sin(index / 3) * 0.6 - dip * 6);
    return {
      at,
      score,
      firstTry: score * 10,
      tries: 1 + (10 - score) / 6,
      roundTrip: 118 + dip * 60,
      onlinePercent: 100,
    };
  }).filter((_, index) => index < 118 || index >= 124);
}

function off(now: number): FakeSocketState {
  return { view: { desired: false, reported: 'off', evidence: 'measurement', reportedAt: now - 2 * second } };
}

function on(now: number, evidence: NonNullable<SwitchView['evidence']>): SwitchView {
  return { desired: true, reported: 'on', evidence, reportedAt: now - 2 * second };
}

function command(now: number, device: string, given: Partial<Command>): Command {
  const made: Command = {
    id: `made-for-${device}`,
    device,
    point: 'relay.a',
    value: true,
    state: 'sent',
    owed: false,
    by: 'anna',
    acceptedAt: now - 3 * second,
    tries: 1,
    trail: [],
    ...given,
  };
  const sent = Array.from({ length: made.tries }, (_, index) => ({
    at: now - 2 * second + index * 200,
    state: 'sent' as const,
    try: index + 1,
    of: 5,
  }));
  const end =
    made.state === 'sent'
      ? []
      : [{ at: now - second, state: made.state, ...(made.reason ? { reason: made.reason } : {}) }];
  return { ...made, trail: [{ at: made.acceptedAt, state: 'pending' }, ...sent, ...end] };
}

function bridge(now: number): DeviceView {
  return {
    id: 'bridge-1',
    type: 'rf-bridge',
    typeLabel: 'Radio bridge',
    name: 'Radio bridge',
    demo: true,
    availability: 'online',
    lastHeardAt: now - second,
    adoptedAt: now - 90 * 24 * 60 * minute,
    points: [
      {
        definition: { id: 'port.open', kind: 'flag', label: 'Serial port open', unit: '' },
        reading: { value: true, at: now - second, quality: 'good' },
      },
      measure(now, { id: 'cycle', kind: 'measure', label: 'Poll cycle', unit: 'ms' }, 1_640),
      measure(now, { id: 'frames.good', kind: 'measure', label: 'Good frames', unit: 'count' }, 48_213),
      measure(now, { id: 'frames.bad', kind: 'measure', label: 'Bad frames', unit: 'count' }, 3),
      measure(now, { id: 'frames.foreign', kind: 'measure', label: 'Foreign frames', unit: 'count' }, 0),
      measure(now, { id: 'air.used', kind: 'measure', label: 'Air time used of what an hour allows', unit: '%' }, 62),
      alarm(now, 'air.foreignMaster', 'Foreign master on the air', 'critical'),
      alarm(now, 'air.noise', 'Noise on the air', 'warning'),
    ],
  };
}
