import type { PointValue } from '@farmgate/gateway/contract';
import type { PumpStart } from './pump-control.ts';

/** Values of points, by point. */
export type Values = Record<string, PointValue>;

/** A command as a node understands it. */
export interface NodeCommand extends PumpStart {
  readonly point: string;
  readonly value: PointValue;
}

/** A device on the network: what it is, what it says, and what it does when it is told. */
export interface FieldNode {
  /** As its topics call it. */
  readonly name: string;
  /** Id of its device type. */
  readonly type: string;
  /** It goes on without the mains. */
  readonly hasBattery: boolean;
  /** Something is not as it should be: it says so more often. */
  readonly isRestless?: boolean;
  /** What it would say now; in this order, where one message has to come before another. */
  readings(): Values[];
  /** Does it; answers why not, as a sentence. */
  obey(command: NodeCommand): string | undefined;
}
