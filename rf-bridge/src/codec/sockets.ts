/** The two sockets of an outlet. */
export type Socket = 'a' | 'b';

/** Socket numbers on the wire: 1 is A, 2 is B. */
export const SOCKET_NUMBER = { a: 1, b: 2 } as const satisfies Record<Socket, number>;

/** The socket a number on the wire means; undefined for any other number. */
export function findSocket(number: number): Socket | undefined {
  if (number === SOCKET_NUMBER.a) return 'a';
  return number === SOCKET_NUMBER.b ? 'b' : undefined;
}
