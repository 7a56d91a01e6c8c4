/** Why the gateway cannot go on with something it was promised. One list, so that borders can map them. */
export type FaultCode =
  | 'config' // a setting is wrong
  | 'in-use' // data folder, port or socket belongs to another process
  | 'too-new' // data written by a newer version
  | 'damaged' // data that cannot be read
  | 'storage' // the disk takes nothing
  | 'internal';

/** A broken promise: a code, a sentence with the facts and the way out, and the cause. Expected outcomes are values instead. */
export class Fault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Fault';
    this.code = code;
  }
}
