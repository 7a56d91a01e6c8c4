import { expect, it } from 'vitest';
import type { DeviceView, PointView } from '../../contract/index.ts';
import { findDeviceType } from '../../device-types/index.ts';
import { loadNameOf } from './load-name.ts';

const device = (type: string, name?: string): DeviceView => {
  const points = (findDeviceType(type)?.points ?? []).map((definition): PointView =>
    definition.kind === 'switch' && name !== undefined ? { definition, name } : { definition },
  );
  return { id: type, type, name: 'Barn', points, typeLabel: '', demo: false, availability: 'online', adoptedAt: 0 };
};
const pumps = [{ name: 'Deep well', device: 'pump-node', point: 'relay' }];

it.each([
  ['its pump', device('pump-node', 'Relay'), 'energy', 'Deep well'],
  ['its pump, by its switch', device('pump-node'), 'relay', 'Deep well'],
  ['its own name', device('shelly-plug', 'Kettle'), 'power', 'Kettle'],
  ['its device, where that has one switch', device('shelly-plug'), 'relay', 'Barn'],
  ['its socket, where there are more', device('smart-outlet-v1'), 'current.b', 'Barn: Socket B'],
  ['its device, where it has no switch', device('power-meter'), 'energy', 'Barn'],
  ['its device, where nobody knows which', device('smart-outlet-v1'), 'threshold', 'Barn'],
])('a load is called by %s', (_, of, point, name) => expect(loadNameOf(of, point, pumps)).toBe(name));
