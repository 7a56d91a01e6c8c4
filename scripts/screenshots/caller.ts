import { setTimeout as pause } from 'node:timers/promises';
import { PASSWORD } from '../../gateway/test/e2e/village.ts';

/** Radio and motors take their time. Unit: ms. */
const COMES_WITHIN_MS = 180_000;

/** The API as somebody calls it; nobody at first. */
export class Caller {
  readonly #base: string;
  #token: string | undefined;

  constructor(url: string) {
    this.#base = `${url}/api/v1`;
  }

  static async signedIn(url: string, login: string): Promise<Caller> {
    const caller = new Caller(url);
    await caller.enter(login);
    return caller;
  }

  async enter(login: string): Promise<void> {
    const body = { login, password: PASSWORD, session: 'bearer' };
    const { accessToken } = await this.call<{ accessToken: string }>('POST', '/session', body);
    this.#token = accessToken;
  }

  async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(this.#base + path, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(this.#token ? { Authorization: `Bearer ${this.#token}` } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${said}`);
    return (said ? JSON.parse(said) : undefined) as Answer;
  }

  /** Asks again until what is there is as it should be. */
  async until<Answer>(path: string, isSo: (answer: Answer) => boolean): Promise<Answer> {
    const end = performance.now() + COMES_WITHIN_MS;
    for (;;) {
      const answer = await this.call<Answer>('GET', path);
      if (isSo(answer)) return answer;
      if (performance.now() > end)
        throw new Error(`${path} is not as it should be: ${JSON.stringify(answer).slice(0, 300)}`);
      await pause(250);
    }
  }
}
