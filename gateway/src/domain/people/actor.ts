import type { Role } from '../../contract/index.ts';

/** Who does something, and where from: every change and every command carries one. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly site: string;
  readonly role: Role;
  readonly masterAdmin: boolean;
  /** Network address, or `machine` for the command line on the gateway itself. */
  readonly from: string;
}
