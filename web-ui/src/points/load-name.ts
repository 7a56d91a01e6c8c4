import type { DeviceView, PointRef } from '@farmgate/gateway/contract';

/** What a metered point is called: its device, with the socket where that has several; the ids of one that is gone. */
export function loadName({ device: id, point }: PointRef, devices: readonly DeviceView[]): string {
  const device = devices.find((one) => one.id === id);
  if (!device) return `${id} ${point}`;
  const socket = device.points.find(({ definition }) => definition.kind === 'switch' && definition.proof === point);
  const isOne = device.points.filter(({ definition }) => definition.kind === 'switch').length < 2;
  return socket && !isOne ? `${device.name}, ${socket.name ?? socket.definition.label}` : device.name;
}
