/** One record of a packet, as far as it was understood. */
export type MdnsRecord =
  | { readonly type: 'PTR'; readonly name: string; readonly data: string; readonly ttl: number }
  | {
      readonly type: 'SRV';
      readonly name: string;
      readonly target: string;
      readonly port: number;
      readonly ttl: number;
    }
  | {
      readonly type: 'TXT';
      readonly name: string;
      readonly texts: Readonly<Record<string, string>>;
      readonly ttl: number;
    }
  | { readonly type: 'A'; readonly name: string; readonly data: string; readonly ttl: number };

/** More are not looked at: a device answers with a handful. */
const MAX_RECORDS = 64;
const MAX_TEXTS = 32;

/** The records of a decoded packet, which anybody on the network may have made: what is not understood is left out. */
export function recordsOf(packet: unknown): MdnsRecord[] {
  const { answers, additionals } = fieldsOf(packet);
  return [...listOf(answers), ...listOf(additionals)].slice(0, MAX_RECORDS).flatMap(recordOf);
}

function recordOf(value: unknown): MdnsRecord[] {
  const { type, name, ttl, data } = fieldsOf(value);
  if (typeof name !== 'string' || name.length > 255 || typeof ttl !== 'number') return [];
  switch (type) {
    case 'PTR':
      return typeof data === 'string' ? [{ type, name, data, ttl }] : [];
    case 'A':
      return typeof data === 'string' && /^\d{1,3}(?:\.\d{1,3}){3}$/.test(data) ? [{ type, name, data, ttl }] : [];
    case 'SRV': {
      const { target, port } = fieldsOf(data);
      return typeof target === 'string' && typeof port === 'number' ? [{ type, name, target, port, ttl }] : [];
    }
    case 'TXT':
      return [{ type, name, texts: textsOf(data), ttl }];
    default:
      return [];
  }
}

/** `key=value` strings, RFC 6763, section 6. Keys in small letters, values without control characters. */
function textsOf(data: unknown): Record<string, string> {
  const lines = (Array.isArray(data) ? data : [data]).slice(0, MAX_TEXTS);
  return Object.fromEntries(
    lines.flatMap((line: unknown) => {
      const text = line instanceof Uint8Array ? new TextDecoder().decode(line) : typeof line === 'string' ? line : '';
      const [, key, value] = /^([^=]{1,32})=(.*)$/s.exec(text) ?? [];
      return key === undefined || value === undefined ? [] : [[key.toLowerCase(), plain(value)] as const];
    }),
  );
}

function plain(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, 80)
    .toWellFormed()
    .trim();
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
