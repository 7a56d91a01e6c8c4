/** MQTT 3.1.1, section 3.2.2.3. What a client that is not let in is told, where the standard has a number for it. */
export type ConnectAnswer = 'protocol' | 'identifier' | 'unavailable' | 'credentials' | 'not-authorized';

const numbers: Readonly<Record<ConnectAnswer, number>> = {
  protocol: 1,
  identifier: 2,
  unavailable: 3,
  credentials: 4,
  'not-authorized': 5,
};

/** Why bytes do not go on. Whoever sent them is cut off. */
export class Refusal extends Error {
  /** Said before the connection ends; undefined: nothing is said. */
  readonly answer: ConnectAnswer | undefined;

  constructor(reason: string, answer?: ConnectAnswer) {
    super(reason);
    this.answer = answer;
  }
}

/** The number of an answer on the wire. */
export function numberOf(answer: ConnectAnswer): number {
  return numbers[answer];
}

/** A CONNACK that lets nobody in, section 3.2. */
export function refusingConnack(answer: ConnectAnswer): Buffer {
  return Buffer.from([0x20, 2, 0, numbers[answer]]);
}
