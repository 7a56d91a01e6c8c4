import type { Socket } from '@farmgate/rf-bridge/codec';

/** Something that is wrong with an outlet. */
export type OutletFault =
  /** It hears nothing and says nothing; its contacts stay as they are. */
  | { readonly kind: 'dead' }
  /** It acknowledges and does not switch. */
  | { readonly kind: 'lying-ack' }
  /** Its own supply is gone while its loads' is there: what is wired normally closed is on. */
  | { readonly kind: 'power-cut' }
  /** A finger on its button: it may be given a new id and master. */
  | { readonly kind: 'button' }
  /** Welded contacts: the load is on whatever the relay does. */
  | { readonly kind: 'stuck-on'; readonly socket: Socket }
  /** Burnt contacts: the load is off whatever the relay does. */
  | { readonly kind: 'stuck-off'; readonly socket: Socket }
  | { readonly kind: 'tripped'; readonly socket: Socket }
  /** What hangs there draws half as much again as its threshold. */
  | { readonly kind: 'overload'; readonly socket: Socket }
  /** What hangs there draws this much from now on. Unit: mA. */
  | { readonly kind: 'load'; readonly socket: Socket; readonly currentMa: number };

/** Something that is wrong on the air. */
export type AirFault =
  /** A share of the packets, 0 to 1: lost, or without one of their bytes. */
  | { readonly kind: 'loss' | 'byte-loss'; readonly share: number }
  /** A share of the bits arrives turned over. */
  | { readonly kind: 'bit-errors'; readonly share: number }
  /** This share of the time nothing comes through, for so long each time in the mean. */
  | { readonly kind: 'bursts'; readonly share: number; readonly meanMs: number }
  /** So many random bytes, once. */
  | { readonly kind: 'noise'; readonly bytes: number }
  /** Random bytes at a steady rate; 0 ends it. */
  | { readonly kind: 'noise-rate'; readonly perSecond: number }
  /** Another controller with our master's id polls a node, once or again and again. */
  | { readonly kind: 'foreign-master'; readonly node: number; readonly everyMs?: number }
  /** It switches a socket on. */
  | { readonly kind: 'foreign-on'; readonly node: number; readonly socket: Socket; readonly everyMs?: number }
  /** Another module sends a byte copy of the last such frame that the node took. */
  | { readonly kind: 'replay'; readonly node: number; readonly socket: Socket; readonly on: boolean }
  /** All of this is over. */
  | { readonly kind: 'repair' };

/** Something that is wrong with the grid. */
export type GridFault =
  | { readonly kind: 'outage' }
  /** This share of its voltage is left. */
  | { readonly kind: 'brown-out'; readonly share: number }
  | { readonly kind: 'phase-loss'; readonly phase: number }
  /** Somebody has exchanged two phases. */
  | { readonly kind: 'phase-reversed' }
  | { readonly kind: 'repair' };

/** Something that is wrong with a node on the network, or with what it watches: a pump, a tank, a well, a meter. */
export type DeviceFault =
  | {
      readonly kind:
        /** Its connection is gone; what it does alone it goes on doing. */
        | 'dead'
        /** It is there and says no readings. */
        | 'silent'
        /** It says the same readings for ever. */
        | 'frozen'
        | 'lying-ack'
        /** Its contactor. */
        | 'welded'
        | 'stuck-off'
        /** Its rotor is held. */
        | 'stalled'
        /** Its outlet is shut. */
        | 'blocked'
        /** One phase of its cable is gone. */
        | 'phase-loss'
        /** A well without water. */
        | 'dry'
        /** A breaker opens, or somebody closes it. */
        | 'trip'
        | 'close'
        | 'repair';
    }
  /** A motor has so many times its load. */
  | { readonly kind: 'overload'; readonly factor: number }
  /** A motor is worn: this share is added to its load. */
  | { readonly kind: 'worn'; readonly share: number }
  /** A tank has a hole. At full level. Unit: L/s. */
  | { readonly kind: 'leak'; readonly litresPerS: number };

/** Something that goes wrong on the farm, or comes right again. */
export type Fault =
  | { readonly node: number; readonly fault: OutletFault | { readonly kind: 'repair' } }
  | { readonly air: AirFault }
  | { readonly grid: GridFault }
  | { readonly device: string; readonly fault: DeviceFault };

/** A fault and when it comes, in ms after the start. */
export interface TimedFault {
  readonly afterMs: number;
  readonly fault: Fault;
}
