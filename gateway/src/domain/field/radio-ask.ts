import { RadioAddress, type RadioAsk, type RadioRequest } from '../../contract/index.ts';
import { done, refused, type Outcome } from './farm.ts';
import type { DeviceRecord } from './ports.ts';

/** A piece of work as its bridge takes it. */
export interface Placed {
  readonly bridge: string;
  readonly ask: RadioAsk;
}

/** Which bridge does what a person asks for by way of this device, with the ids on the air filled in. */
export function placeAsk(record: DeviceRecord, request: RadioRequest): Outcome<Placed> {
  const { id } = request;
  switch (request.ask) {
    case 'ping':
      return atOutlet(record, (address) => ({ id, ask: 'ping', address }));
    case 'walk':
      return atOutlet(record, (address) => ({ id, ask: 'walk', address, seconds: request.seconds }));
    case 'set-id':
      return atOutlet(record, (address) => ({ id, ask: 'set-id', address, to: request.to }));
    case 'set-master':
      return atOutlet(record, (address) => ({ id, ask: 'set-master', address, to: request.to }));
    case 'scan':
      return atBridge(record, { id, ask: 'scan' });
    case 'pair':
      return atBridge(record, { id, ask: 'pair', address: request.address, thresholdMa: request.thresholdMa });
    case 'stop':
      return isBridge(record) ? atBridge(record, { id, ask: 'stop' }) : atOutlet(record, () => ({ id, ask: 'stop' }));
  }
}

/** Whether it changes what an outlet keeps: such work is written into the audit. */
export function isLasting({ ask }: RadioRequest): boolean {
  return ask === 'pair' || ask === 'set-id' || ask === 'set-master';
}

/** The name in topics of the outlet that has this id on the air. */
export function outletAt(address: string): string {
  return `outlet-${address.toLowerCase()}`;
}

/** Why this id on the air cannot be given to an outlet; undefined when it can. `holder`: the device that has it now. */
export function findFaultOfId(
  request: RadioRequest,
  {
    site,
    bridge,
    holder,
  }: { readonly site: string; readonly bridge: string; readonly holder: DeviceRecord | undefined },
): Outcome<never> | undefined {
  const wanted = wantedId(request);
  if (wanted === undefined) return undefined;
  const { address, replaces, pointer } = wanted;
  if (holder && holder.site !== site) return refused('conflict', 'That id is taken.', pointer);
  if (!holder)
    return replaces
      ? refused('conflict', `No device of yours has the id ${address}: there is nothing to replace.`, '/replace')
      : undefined;
  if (!replaces) return refused('conflict', `${holder.name} has the id ${address}. Choose another.`, pointer);
  return holder.via === bridge
    ? undefined
    : refused('conflict', `${holder.name} hangs on another bridge. Replace it there.`, pointer);
}

/** The id on the air that an outlet is to have when the work is done. */
export function wantedId(request: RadioRequest): { address: string; replaces: boolean; pointer: string } | undefined {
  if (request.ask === 'pair')
    return { address: request.address, replaces: request.replace ?? false, pointer: '/address' };
  return request.ask === 'set-id' ? { address: request.to, replaces: false, pointer: '/to' } : undefined;
}

function atOutlet(record: DeviceRecord, ask: (address: string) => RadioAsk): Outcome<Placed> {
  const { name, type, via, address } = record;
  if (type !== 'smart-outlet-v1' || via === undefined || !RadioAddress.safeParse(address).success)
    return refused('conflict', `${name} is no outlet on the air. Ask this of a smart outlet behind a radio bridge.`);
  return done({ bridge: via, ask: ask(address ?? '') });
}

function atBridge(record: DeviceRecord, ask: RadioAsk): Outcome<Placed> {
  return isBridge(record)
    ? done({ bridge: record.id, ask })
    : refused('conflict', `${record.name} is no radio bridge. Ask this of the bridge that its outlets hang on.`);
}

function isBridge({ type }: DeviceRecord): boolean {
  return type === 'rf-bridge';
}
