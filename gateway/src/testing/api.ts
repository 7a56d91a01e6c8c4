import { NodeSecret, type CredentialKind } from '../contract/index.ts';

const LOGIN = 'owner';
const PASSWORD = 'seven wet buckets';

type Json = Record<string, unknown>;

/** A person's program at the API of a gateway that is a process of its own. */
export class Api {
  readonly #url: string;
  #token: string | undefined;

  constructor(gatewayUrl: string) {
    this.#url = `${gatewayUrl}/api/v1`;
  }

  /** Makes the gateway its own. */
  async claim(code: string | undefined): Promise<void> {
    const claimed = await this.call('POST', 'claim', {
      code,
      site: { name: 'Hill farm', timeZone: 'Asia/Bangkok' },
      user: { login: LOGIN, name: 'Olga Owner', password: PASSWORD },
      clientNow: Date.now(),
      session: 'bearer',
    });
    this.#token = String(claimed['accessToken']);
  }

  async signIn(login: string, password: string): Promise<void> {
    const session = await this.call('POST', 'session', { login, password, session: 'bearer' });
    this.#token = String(session['accessToken']);
  }

  /** Throws where it was refused. */
  async call(method: string, path: string, body?: object): Promise<Json> {
    const response = await fetch(`${this.#url}/${path}`, {
      method,
      headers: {
        ...(this.#token === undefined ? {} : { Authorization: `Bearer ${this.#token}` }),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Json);
  }

  async newCredential(name: string, kind: CredentialKind = 'node'): Promise<NodeSecret> {
    return NodeSecret.parse(await this.call('POST', 'nodes', { name, kind }));
  }

  /** The certificate by which the gateway is known, PEM. */
  async certificateFor({ ca }: NodeSecret): Promise<string> {
    return (await fetch(ca?.url ?? '')).text();
  }

  /** Resolves with a device as it is shown once it is online. */
  seesOnline(id: string): Promise<Json> {
    return until(async () => {
      const { devices } = (await this.call('GET', 'devices')) as { devices: Json[] };
      return devices.find((each) => each['id'] === id && each['availability'] === 'online');
    });
  }
}

/** Asks until there is an answer: others' processes are under way. */
export async function until<Value>(read: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
