import type { DeviceView } from '@farmgate/gateway/contract';

/**
 * The device of this id, if it has signed in since `since` (gateway wall time): one that had a secret before is there only once it was heard
 * with the new one.
 */
export function arrived(devices: readonly DeviceView[], id: string, since: number): DeviceView | undefined {
  return devices.find(
    (device) => device.id === id && device.availability === 'online' && (device.lastHeardAt ?? 0) >= since,
  );
}
