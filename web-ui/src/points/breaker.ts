import type { DeviceView, PointView } from '@farmgate/gateway/contract';

/** The main breaker's current against what it bears. */
export interface Breaker {
  readonly device: DeviceView;
  /** Undefined where there is no news of it. Unit: mA. */
  readonly currentMa: number | undefined;
  readonly thresholdMa: number | undefined;
}

/** Below this a share of the total says nothing. Unit: mA. */
const WORTH_SHARING_MA = 100;

/** The main breakers of the farm; most farms have none. */
export function breakersOf(devices: readonly DeviceView[]): Breaker[] {
  return devices
    .filter(({ type }) => type === 'main-breaker')
    .map((device) => ({ device, currentMa: newsOf(device, 'current'), thresholdMa: limitOf(device) }));
}

/** What an outlet's sockets take of all that flows through the breakers; undefined where one of the two is not known. Unit: %. */
export function shareOf(outlet: DeviceView, breakers: readonly Breaker[]): number | undefined {
  const proofs = outlet.points.flatMap(({ definition }) => definition.proof ?? []);
  const total = sum(breakers.map(({ currentMa }) => currentMa));
  const part = sum(proofs.map((id) => newsOf(outlet, id)));
  if (part === undefined || total === undefined || total < WORTH_SHARING_MA) return undefined;
  // Both are measured at moments of their own: a part may seem more than the whole.
  return Math.min(100, (100 * part) / total);
}

/** What a setting is where its device told it; else what it was last asked to be. */
function limitOf(device: DeviceView): number | undefined {
  const point = pointOf(device, 'threshold');
  const value = point?.reading?.value ?? point?.setting?.desired;
  return typeof value === 'number' && value > 0 ? value : undefined;
}

/** A number that the device itself told and that is no older than it may be. */
function newsOf(device: DeviceView, id: string): number | undefined {
  const reading = pointOf(device, id)?.reading;
  if (!reading || reading.old || reading.quality !== 'good' || device.availability !== 'online') return undefined;
  return typeof reading.value === 'number' ? reading.value : undefined;
}

function pointOf(device: DeviceView, id: string): PointView | undefined {
  return device.points.find(({ definition }) => definition.id === id);
}

/** Undefined where there is nothing to add, or where one of them is not known. */
function sum(values: readonly (number | undefined)[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce<number | undefined>(
    (total, value) => (total === undefined || value === undefined ? undefined : total + value),
    0,
  );
}
