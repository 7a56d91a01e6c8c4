import type { DeviceView, SeenDevice } from '@farmgate/gateway/contract';

/** Ids on the air that an outlet may be given, 03 to FE, in the order they are suggested: from 10 upward, then the rest. */
export const addresses: readonly string[] = [...range(0x10, 0xfe), ...range(0x03, 0x0f)];

/** Which ids are taken, by whom: of all bridges, because a device is named after its id. */
export function takenAddresses(
  devices: readonly Pick<DeviceView, 'address' | 'name'>[],
  seen: readonly Pick<SeenDevice, 'address' | 'id'>[] = [],
): Map<string, string> {
  const taken = new Map<string, string>();
  for (const { address, id } of seen) if (address) taken.set(address, id);
  for (const { address, name } of devices) if (address) taken.set(address, name);
  return taken;
}

/** The id to suggest; undefined where none is left. */
export function firstFree(taken: ReadonlyMap<string, string>): string | undefined {
  return addresses.find((address) => !taken.has(address));
}

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) =>
    (from + index).toString(16).toUpperCase().padStart(2, '0'),
  );
}
