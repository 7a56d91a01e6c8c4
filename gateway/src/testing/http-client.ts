import { Agent, request, type IncomingHttpHeaders } from 'node:http';

/** What a gateway answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Member of the JSON body; undefined where the body is no object or has none of that name. */
  readonly member: (name: string) => unknown;
  /** The problem's code, of a refusal. */
  readonly code: string | undefined;
}

/** What may be said of a request beside its method and path. */
export interface CallOptions {
  /** Access token of a bearer session. */
  readonly token?: string | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of a body. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Address of this machine to call from, such as 127.0.0.2. */
  readonly from?: string;
}

/** An HTTP client that can call from several addresses and say any header. */
export class HttpCaller {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  call(method: string, path: string, given: CallOptions = {}): Promise<HttpAnswer> {
    const { token, body, headers, from, ...options } = given;
    const text = options.text ?? (body === undefined ? undefined : JSON.stringify(body));
    const requestOptions = {
      agent: this.#agent,
      host: '127.0.0.1',
      port: this.#port,
      method,
      path,
      ...(from ? { localAddress: from } : {}),
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(text === undefined
          ? {}
          : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text)) }),
        ...headers,
      },
    };
    return new Promise((resolve, reject) => {
      const sent = request(requestOptions, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve(answerOf(response.statusCode ?? 0, response.headers, Buffer.concat(parts).toString())),
        );
      });
      // A fake clock that is moved by weeks keeps the server busy until it lets go of idle connections (RFC 9112, section 9.3.1).
      sent.on('error', (error: NodeJS.ErrnoException) => {
        if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(this.call(method, path, given));
        else reject(error);
      });
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** The Authorization header of a node. */
export function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}

function answerOf(status: number, headers: IncomingHttpHeaders, text: string): HttpAnswer {
  const json = jsonOf(text);
  const member = (name: string) => (isRecord(json) ? json[name] : undefined);
  const code = member('code');
  return { status, headers, text, member, code: status >= 400 && typeof code === 'string' ? code : undefined };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
