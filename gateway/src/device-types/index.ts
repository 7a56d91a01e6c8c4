import type { DeviceType } from '../contract/index.ts';
import { rfBridge } from './rf-bridge.ts';
import { smartOutletV1 } from './smart-outlet-v1.ts';

export { rfBridge, smartOutletV1 };

/** The table of contents: one line a kind of device. */
const deviceTypes: readonly DeviceType[] = [smartOutletV1, rfBridge];

export function findDeviceType(id: string): DeviceType | undefined {
  return deviceTypes.find((type) => type.id === id);
}
