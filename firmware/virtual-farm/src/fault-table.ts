import type { Socket } from '@farmgate/rf-bridge/codec';
import type { AirFault, DeviceFault, Fault, GridFault, OutletFault } from './fault.ts';

/** One way to write a fault. */
export interface FaultForm {
  readonly example: string;
  /** What it does, for people. */
  readonly about: string;
  /** The fault that a text is; undefined when it is not of this form. */
  readonly parse: (text: string) => Fault | undefined;
}

/** Every fault there is: what is typed, what a script says and what help shows come from here alone. */
export const faultForms: readonly FaultForm[] = [
  node('dead', 'hears nothing, says nothing; its contacts stay as they are'),
  node('lying-ack', 'acknowledges and does not switch'),
  node('power-cut', 'has no power itself: its normally-closed loads are on'),
  node('button', 'its button is pressed: takes a new id and master; 01 is a factory-new outlet'),
  node('repair', 'is as it was: honest, powered, contacts open'),
  socket('fe.a:stuck-on', 'contacts welded: the load is on whatever the relay does', plain('stuck-on')),
  socket('fe.a:stuck-off', 'contacts burnt: the load is off whatever the relay does', plain('stuck-off')),
  socket('fe.a:tripped', 'has tripped, and closes again after 5 s', plain('tripped')),
  socket('fe.a:overload', 'the load draws half as much again as the threshold', plain('overload')),
  socket('fe.a:load=14500', 'the load draws so many mA', (on, value) =>
    number(value, 0, 99_999, (currentMa) => ({ kind: 'load', socket: on, currentMa })),
  ),
  air(
    'loss=0.1',
    'this share of packets is lost',
    share((part) => ({ kind: 'loss', share: part })),
  ),
  air(
    'byte-loss=0.05',
    'this share of packets lacks a byte',
    share((part) => ({ kind: 'byte-loss', share: part })),
  ),
  air(
    'bit-errors=0.001',
    'this share of bits is turned over',
    share((part) => ({ kind: 'bit-errors', share: part })),
  ),
  air('bursts=0.1/500ms', 'deaf for this share of the time, so long each time', burstsFrom),
  air('noise=200', 'everyone hears so many random bytes, once', (value) =>
    number(value, 0, 999_999, (bytes) => ({ kind: 'noise', bytes })),
  ),
  air('noise-rate=50/s', 'random bytes at a steady rate; 0/s ends it', (value) =>
    number(/^(\d+)\/s$/.exec(value)?.[1], 0, 10_000, (perSecond) => ({ kind: 'noise-rate', perSecond })),
  ),
  air('foreign-master=fe/2s', 'another controller of our id polls it, once or every so often', (value) => {
    const { target, everyMs } = every(value);
    const id = nodeFrom(target);
    return id === undefined ? undefined : { kind: 'foreign-master', node: id, ...everyMs };
  }),
  air('foreign-on=fe.a', 'another controller switches it on, once or every so often (/2s)', (value) => {
    const { target, everyMs } = every(value);
    const place = placeFrom(target);
    return place && { kind: 'foreign-on', ...place, ...everyMs };
  }),
  air('replay=fe.a.on', 'another module sends a copy of the last such frame', (value) => {
    const [, at = '', word] = /^(.+)\.(on|off)$/.exec(value) ?? [];
    const place = placeFrom(at);
    return place && { kind: 'replay', ...place, on: word === 'on' };
  }),
  air('repair', 'all of this is over', (value) => (value === '' ? { kind: 'repair' } : undefined)),
  grid('outage', 'no power', (value) => (value === '' ? { kind: 'outage' } : undefined)),
  grid(
    'brown-out=0.7',
    'this share of its voltage is left',
    share((part) => ({ kind: 'brown-out', share: part })),
  ),
  grid('phase-loss=2', 'a phase is gone, 1 to 3', (value) =>
    number(value, 1, 3, (phase) => ({ kind: 'phase-loss', phase })),
  ),
  grid('phase-reversed', 'two phases are exchanged', (value) =>
    value === '' ? { kind: 'phase-reversed' } : undefined,
  ),
  grid('repair', 'is as its rota says', (value) => (value === '' ? { kind: 'repair' } : undefined)),
  device('pump-1', 'dead', 'a node leaves the network; what it does alone it goes on doing'),
  device('tank-1', 'silent', 'a node says no readings'),
  device('meter-1', 'frozen', 'a node says the same readings for ever'),
  device('pump-1', 'lying-ack', 'acknowledges and does not switch'),
  device('pump-1', 'welded', 'its contactor is welded'),
  device('pump-1', 'stuck-off', 'its contactor does not close'),
  device('pump-1', 'stalled', 'its rotor is held'),
  device('pump-1', 'blocked', 'its outlet is shut: it turns and moves nothing'),
  device('pump-1', 'phase-loss', 'a phase of its cable is gone'),
  device('well-1', 'dry', 'the well has no water and gets none'),
  device('breaker-1', 'trip', 'opens'),
  device('breaker-1', 'close', 'somebody closes it'),
  device('tank-1', 'repair', 'is as it was'),
  deviceValue('pump-1', 'overload=1.6', 'the motor has so many times its load', (value) =>
    number(value, 0, 10, (factor) => ({ kind: 'overload', factor })),
  ),
  deviceValue('pump-1', 'worn=0.2', 'the motor is worn: this share is added to its load', (value) =>
    number(value, 0, 1, (part) => ({ kind: 'worn', share: part })),
  ),
  deviceValue('tank-1', 'leak=0.5', 'loses so many L/s when full', (value) =>
    number(value, 0, 100, (litresPerS) => ({ kind: 'leak', litresPerS })),
  ),
];

type NodeKind = 'dead' | 'lying-ack' | 'power-cut' | 'button' | 'repair';
type DeviceKind = Exclude<DeviceFault['kind'], 'overload' | 'worn' | 'leak'>;

function node(kind: NodeKind, about: string): FaultForm {
  return {
    example: kind === 'button' ? '01:button' : `fe:${kind}`,
    about,
    parse: (text) => {
      const [, id] = /^([0-9a-f]{2}):(.+)$/.exec(text) ?? [];
      const at = nodeFrom(id);
      return at !== undefined && text === `${id}:${kind}` ? { node: at, fault: { kind } } : undefined;
    },
  };
}

function socket(
  example: string,
  about: string,
  make: (socket: Socket, value: string, kind: string) => OutletFault | undefined,
): FaultForm {
  const kind = kindOf(example);
  return {
    example,
    about,
    parse: (text) => {
      const [, at = '', said = '', value = ''] = /^([0-9a-f]{2}\.[ab]):([a-z-]+)(?:=(.+))?$/.exec(text) ?? [];
      const place = said === kind ? placeFrom(at) : undefined;
      const fault = place && make(place.socket, value, said);
      return place && fault && { node: place.node, fault };
    },
  };
}

/** A fault of a socket that has no value. */
function plain(kind: 'stuck-on' | 'stuck-off' | 'tripped' | 'overload') {
  return (on: Socket, value: string): OutletFault | undefined => (value === '' ? { kind, socket: on } : undefined);
}

function air(example: string, about: string, make: (value: string) => AirFault | undefined): FaultForm {
  return whole('air', example, about, (value) => {
    const fault = make(value);
    return fault && { air: fault };
  });
}

function grid(example: string, about: string, make: (value: string) => GridFault | undefined): FaultForm {
  return whole('grid', example, about, (value) => {
    const fault = make(value);
    return fault && { grid: fault };
  });
}

/** A form of something there is one of. */
function whole(
  name: 'air' | 'grid',
  example: string,
  about: string,
  make: (value: string) => Fault | undefined,
): FaultForm {
  const [kind = ''] = example.split('=');
  return {
    example: `${name}:${example}`,
    about,
    parse: (text) => {
      if (text === `${name}:${kind}`) return make('');
      const head = `${name}:${kind}=`;
      return text.startsWith(head) && text.length > head.length ? make(text.slice(head.length)) : undefined;
    },
  };
}

function device(name: string, kind: DeviceKind, about: string): FaultForm {
  return deviceValue(name, kind, about, (value) => (value === '' ? { kind } : undefined));
}

function deviceValue(
  name: string,
  example: string,
  about: string,
  make: (value: string) => DeviceFault | undefined,
): FaultForm {
  const kind = kindOf(`${name}:${example}`);
  return {
    example: `${name}:${example}`,
    about,
    parse: (text) => {
      // A name has a dash, so that it is never the id of an outlet.
      const [, at, said, value = ''] = /^([a-z][a-z0-9]*-[a-z0-9-]+):([a-z-]+)(?:=(.+))?$/.exec(text) ?? [];
      const fault = said === kind ? make(value) : undefined;
      return at !== undefined && fault ? { device: at, fault } : undefined;
    },
  };
}

function kindOf(example: string): string {
  return /:([a-z-]+)/.exec(example)?.[1] ?? '';
}

function burstsFrom(value: string): AirFault | undefined {
  const [, part, ms] = /^([0-9.]+)\/(\d{1,5})ms$/.exec(value) ?? [];
  return number(ms, 1, 60_000, (meanMs) =>
    number(part, 0, 0.99, (burst) => ({ kind: 'bursts', share: burst, meanMs })),
  );
}

/** `fe/2s`: what and how often. */
function every(value: string): { target: string; everyMs: { everyMs?: number } } {
  const [, target = '', seconds] = /^([^/]+)(?:\/(\d+(?:\.\d+)?)s)?$/.exec(value) ?? [];
  return { target, everyMs: Number(seconds) > 0 ? { everyMs: Number(seconds) * 1000 } : {} };
}

function nodeFrom(text = ''): number | undefined {
  return /^[0-9a-f]{2}$/.test(text) ? Number.parseInt(text, 16) : undefined;
}

function placeFrom(text: string): { node: number; socket: Socket } | undefined {
  const [, id, letter] = /^([0-9a-f]{2})\.([ab])$/.exec(text) ?? [];
  const at = nodeFrom(id);
  return at !== undefined && (letter === 'a' || letter === 'b') ? { node: at, socket: letter } : undefined;
}

function share<Made>(make: (part: number) => Made): (value: string) => Made | undefined {
  return (value) => number(value, 0, 1, make);
}

function number<Made>(
  text: string | undefined,
  least: number,
  most: number,
  make: (value: number) => Made,
): Made | undefined {
  if (text === undefined || !/^\d+(?:\.\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? make(value) : undefined;
}
