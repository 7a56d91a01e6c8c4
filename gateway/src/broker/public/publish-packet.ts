/** A message to a client: with QoS 1 where it has an id, else with QoS 0. */
export interface Message {
  readonly topic: string;
  readonly payload: Buffer;
  readonly retain: boolean;
  readonly id: number | undefined;
}

/** The first byte and four of length. */
const MAX_HEADER_BYTES = 5;

/** MQTT 3.1.1, section 3.3. The topic is one of ours: letters of one byte. */
export function publishPacket({ topic, payload, retain, id }: Message): Buffer {
  const length = 2 + topic.length + (id === undefined ? 0 : 2) + payload.length;
  const bytes = Buffer.allocUnsafe(MAX_HEADER_BYTES + length);
  bytes.writeUInt8(0x30 | (id === undefined ? 0 : 2) | (retain ? 1 : 0));
  let at = writeLength(bytes, length);
  at = bytes.writeUInt16BE(topic.length, at);
  at += bytes.write(topic, at, 'latin1');
  if (id !== undefined) at = bytes.writeUInt16BE(id, at);
  at += payload.copy(bytes, at);
  return bytes.subarray(0, at);
}

/** Section 3.4: what acknowledges these, one after the other. */
export function pubackPackets(ids: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(4 * ids.length);
  ids.forEach((id, at) => bytes.writeUInt32BE(0x4002_0000 + id, 4 * at));
  return bytes;
}

/** Section 2.2.3: seven bits a byte, the lowest first. Answers where it ends. */
function writeLength(bytes: Buffer, length: number): number {
  let at = 1;
  let left = length;
  while (left >= 0x80) {
    at = bytes.writeUInt8((left & 0x7f) | 0x80, at);
    left >>>= 7;
  }
  return bytes.writeUInt8(left, at);
}
