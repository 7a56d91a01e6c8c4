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
  /**
   * Pulls the module's SET pin low, or lets it go high, by the wire of the adapter it hangs on; absent where the way to the module has
   * no such wires.
   */
  setPin?(wire: AdapterWire, isLow: boolean): Promise<void>;
  /** Closes it for good; `onClose` is not called any more. */
  close(): Promise<void>;
}

/** A wire of a serial adapter that may hang on a module's SET pin. */
export type AdapterWire = 'rts' | 'dtr';
