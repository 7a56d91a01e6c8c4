/** Somewhere bytes go to the air and come from it: a serial device, a TCP or Unix socket, a simulated field. */
export interface Radio {
  /** As it was configured, for logs: `serial:/dev/ttyUSB0?baud=9600`. */
  readonly address: string;
  /** Opens it once; rejects when it is not there. Reopening is the business of `KeptRadio`. */
  open(events: RadioEvents): Promise<RadioLine>;
}

export interface RadioEvents {
  onData(bytes: Uint8Array): void;
  /** Called once at most, when the line is lost without having been closed by us. */
  onClose(reason: string): void;
}

/** A radio that is open. */
export interface RadioLine {
  /** Hands bytes over; a line that is lost takes them silently and tells by `onClose`. */
  write(bytes: Uint8Array): void;
  /** Closes it for good; `onClose` is not called any more. */
  close(): Promise<void>;
}
