import type { CommandMessage, Hello, PlugKind, Readings, Receipt, Status } from '../contract/index.ts';

export type { PlugKind };

/** One message of our own contract, as the plug would say it if it spoke it. */
export type Said =
  | { readonly word: 'hello'; readonly message: Hello }
  | { readonly word: 'status'; readonly message: Status }
  | { readonly word: 'readings'; readonly message: Readings }
  | { readonly word: 'receipts'; readonly message: Receipt };

/** One message for the plug. It is published with QoS 0 and never retained, so that nothing waits for a plug that is away. */
export interface Sent {
  readonly topic: string;
  readonly payload: string;
}

/** What a plug is told: our command, and for an ON how long it may stay on without a renewal. */
export interface PlugCommand extends Pick<CommandMessage, 'id' | 'point' | 'value' | 'resume'> {
  /** Whole seconds, 30 to 600. Absent: the transport's own lease, which it renews itself as long as the plug reports ON. */
  readonly leaseS?: number | undefined;
}

/** All that is known of one plug between two messages. Immutable; each step makes the next one. */
export interface PlugState {
  readonly id: string;
  /** Made anew by each start of the gateway: how the names of the plug's sessions begin. */
  readonly session: string;
  readonly demo: boolean;
  /** Undefined: nothing was heard of it since the start. */
  readonly online: boolean | undefined;
  /** How often it came online. */
  readonly connects: number;
  readonly firmware?: string | undefined;
  /** What it reported last in this connection. */
  readonly reported?: boolean | undefined;
  /** It has said that it stays off when its power returns, without which a lease ends nothing. */
  readonly isPrepared: boolean;
  /** The command whose answer is awaited. */
  readonly pending?: PendingSwitch | undefined;
  /** An ON whose lease the transport renews. Unit: s. */
  readonly keptLeaseS?: number | undefined;
}

/** A command that went to the plug. */
export interface PendingSwitch {
  readonly id: string;
  readonly on: boolean;
  readonly leaseS: number;
  /** The plug has repeated the lease. */
  readonly isLeaseTaken: boolean;
}

/** The next state, what the plug thereby said, and what it is told in turn. */
export interface Step {
  readonly state: PlugState;
  readonly says: readonly Said[];
  readonly sends: readonly Sent[];
}

/** What a credential that is bound to a plug may do at the broker: MQTT filters. */
export interface PlugTopics {
  /** Passed on to the gateway. */
  readonly publish: readonly string[];
  /** What its firmware publishes besides: dropped, but it is not cut off for it. */
  readonly ignore: readonly string[];
  readonly subscribe: readonly string[];
}

/** One maker's way to speak MQTT, as pure functions. None of them throws, whatever comes in. */
export interface Dialect {
  readonly kind: PlugKind;
  /** Id of its device type. */
  readonly type: string;
  topics(id: string): PlugTopics;
  /** Whether its firmware makes such names for its MQTT client. */
  isClientId(clientId: string): boolean;
  /** One message of the plug. */
  translate(topic: string, payload: string, state: PlugState): Step;
  /** One command for it. */
  command(command: PlugCommand, state: PlugState): Step;
  /** Renews the lease of an ON that is kept up; nothing for a plug that is off or away. */
  renew(state: PlugState): Step;
  /** Asks what it is and reads, and sees to it that it is prepared. */
  ask(state: PlugState): readonly Sent[];
}
