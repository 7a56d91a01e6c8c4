import type { CredentialKind, DeviceType, PlugKind } from '../contract/index.ts';
import { flowMeter } from './flow-meter.ts';
import { mainBreaker } from './main-breaker.ts';
import { phaseMonitor } from './phase-monitor.ts';
import { powerMeter } from './power-meter.ts';
import { pumpNode } from './pump-node.ts';
import { rfBridge } from './rf-bridge.ts';
import { shellyPlug } from './shelly-plug.ts';
import { smartOutletV1 } from './smart-outlet-v1.ts';
import { tankLevel } from './tank-level.ts';
import { tasmotaPlug } from './tasmota-plug.ts';

export {
  flowMeter,
  mainBreaker,
  phaseMonitor,
  powerMeter,
  pumpNode,
  rfBridge,
  shellyPlug,
  smartOutletV1,
  tankLevel,
  tasmotaPlug,
};

/** The table of contents: one line a kind of device. */
const deviceTypes: readonly DeviceType[] = [
  smartOutletV1,
  rfBridge,
  pumpNode,
  tankLevel,
  flowMeter,
  powerMeter,
  phaseMonitor,
  mainBreaker,
  tasmotaPlug,
  shellyPlug,
];

/** What a plug of each maker is. */
export const plugTypes: Readonly<Record<PlugKind, DeviceType>> = { tasmota: tasmotaPlug, shelly: shellyPlug };

/** What a device of this type signs in with where it is on the network by itself. */
export function credentialKindOf(type: string): CredentialKind {
  if (type === plugTypes.tasmota.id) return 'tasmota';
  if (type === plugTypes.shelly.id) return 'shelly';
  return type === rfBridge.id ? 'bridge' : 'node';
}

export function findDeviceType(id: string): DeviceType | undefined {
  return deviceTypes.find((type) => type.id === id);
}
