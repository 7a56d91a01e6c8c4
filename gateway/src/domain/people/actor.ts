import type { Role } from '../../contract/index.ts';

/** Who does something, and where from: every change and every command carries one. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  /** As others call them, where that is another name: what a person signs in with is for admins and the audit alone. */
  readonly calledName?: string;
  readonly site: string;
  readonly role: Role;
  readonly masterAdmin: boolean;
  /** Network address, or `machine` for the command line on the gateway itself. */
  readonly from: string;
}

/** Who did it, as everybody of the site may read it. */
export function calledOf({ name, calledName }: Pick<Actor, 'name' | 'calledName'>): string {
  return calledName ?? name;
}
