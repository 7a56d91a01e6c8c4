import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type RunningApp } from '../app.ts';
import { loadConfig } from '../config/index.ts';
import type { Role } from '../contract/index.ts';
import { newSite } from '../domain/people/sites.ts';
import { newPerson } from '../domain/people/person.ts';
import { silentLog, type Log } from '../domain/log.ts';
import type { HttpLimits } from '../http/limits.ts';
import { Database } from '../store/database.ts';
import { SqlitePeopleStore } from '../store/people.ts';
import { FakeClock } from './fake-clock.ts';
import { HttpCaller, type CallOptions, type HttpAnswer } from './http-client.ts';

/** The password of everybody on a bench. */
export const PASSWORD = 'seven wet buckets';
/** The login of whoever claims the gateway of a bench. */
export const OWNER = 'owner';

/** Tokens of a bearer session. */
export interface BenchSession {
  readonly access: string;
  readonly refresh: string;
  readonly user: string;
  readonly site: string;
}

/** Somebody to be put into the database. */
export interface NewPerson {
  readonly site: string;
  readonly login: string;
  readonly role: Role;
}

/** The whole gateway in this process, on a folder that is thrown away, with a clock that the test moves. */
export class HttpBench {
  readonly clock = new FakeClock();
  readonly #dir = mkdtempSync(join(tmpdir(), 'fg-http-'));
  readonly #log: Log;
  readonly #limits: Partial<HttpLimits>;
  #running: { readonly app: RunningApp; readonly caller: HttpCaller; readonly db: Database } | undefined;
  #code = '';
  #people = 0;

  constructor(log: Log = silentLog, limits: Partial<HttpLimits> = {}) {
    this.#log = log;
    this.#limits = limits;
  }

  async start(): Promise<void> {
    const webRoot = join(this.#dir, 'web');
    mkdirSync(webRoot, { recursive: true });
    writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Farmgate</title>');
    const loaded = await loadConfig({
      flags: {
        'data-dir': join(this.#dir, 'data'),
        'http-port': '0',
        'http-host': '127.0.0.1',
        'discovery-enabled': 'no',
      },
      env: {},
      cwd: this.#dir,
    });
    if ('errors' in loaded) throw new Error(JSON.stringify(loaded.errors));
    const app = await startApp({
      config: loaded.config,
      clock: this.clock,
      log: this.#log,
      limits: this.#limits,
      demo: false,
      webRoot,
      onClaimCode: ({ code }) => (this.#code = code),
    });
    this.#running = { app, caller: new HttpCaller(app.port), db: new Database(this.databaseFile) };
  }

  async stop(): Promise<void> {
    await this.stopApp();
    rmSync(this.#dir, { recursive: true });
  }

  /** Stops it and starts it again on its data. `starts`: what it would have left of how its starts went, had it died. */
  async restart(starts?: Uint8Array): Promise<void> {
    await this.stopApp();
    if (starts) writeFileSync(join(this.dataDir, 'starts.json'), starts);
    await this.start();
  }

  /** Its data stay, to be meddled with. */
  async stopApp(): Promise<void> {
    const { app, caller, db } = this.#parts;
    this.#running = undefined;
    caller.close();
    db.close();
    await app.stop();
  }

  get dataDir(): string {
    return join(this.#dir, 'data');
  }

  get app(): RunningApp {
    return this.#parts.app;
  }

  get databaseFile(): string {
    return join(this.#dir, 'data', 'farmgate.db');
  }

  /** The claim code that was announced last. */
  get code(): string {
    return this.#code;
  }

  /** The people as they stand in the database, by a connection of the bench's own. */
  get people(): SqlitePeopleStore {
    return new SqlitePeopleStore(this.#parts.db);
  }

  call(method: string, path: string, options?: CallOptions): Promise<HttpAnswer> {
    return this.#parts.caller.call(method, path, options);
  }

  /** A claim that is right in everything. */
  claimBody() {
    return {
      code: this.#code,
      site: { name: 'Hill farm', timeZone: 'Asia/Bangkok' },
      user: { login: OWNER, name: 'Olga Owner', password: PASSWORD },
      clientNow: this.clock.wallMs(),
      session: 'bearer',
    };
  }

  async claim(): Promise<BenchSession> {
    return sessionOf(await this.call('POST', '/api/v1/claim', { body: this.claimBody() }));
  }

  /** Another farm on the same gateway. */
  addSite(id: string, name: string): void {
    this.people.insertSite(newSite({ id, name, timeZone: 'UTC' }, this.clock.wallMs()));
  }

  /** Answers the id. The password is everybody's; its hash is the owner's. */
  addPerson({ site, login, role }: NewPerson): string {
    const id = `user_bench${String(++this.#people).padStart(4, '0')}`;
    const passwordHash = this.people.findByLogin(OWNER)?.passwordHash ?? '';
    const people = this.people.forSite(site);
    const newcomers = { taken: people.list(), listed: true, now: this.clock.wallMs() };
    people.insert(newPerson({ id, login, name: `Person ${login}`, role, passwordHash }, newcomers));
    return id;
  }

  async signIn(login: string, options: CallOptions = {}): Promise<BenchSession> {
    const body = { login, password: PASSWORD, session: 'bearer' };
    return sessionOf(await this.call('POST', '/api/v1/session', { body, ...options }));
  }

  /** Says the password once more, so that the session may do what asks for it. */
  async confirm(token: string | undefined): Promise<void> {
    const { status, text } = await this.call('POST', '/api/v1/session/confirm', {
      token,
      body: { password: PASSWORD },
    });
    if (status !== 200) throw new Error(`not confirmed: ${status} ${text}`);
  }

  get #parts() {
    if (!this.#running) throw new Error('the bench is not started');
    return this.#running;
  }
}

/** The tokens in an answer; throws what was answered instead. */
export function sessionOf(answer: HttpAnswer): BenchSession {
  const [access, refresh] = [answer.member('accessToken'), answer.member('refreshToken')];
  const [user, site] = [idIn(answer.member('user')), idIn(answer.member('site'))];
  if (typeof access !== 'string' || typeof refresh !== 'string' || user === undefined || site === undefined)
    throw new Error(`no session: ${answer.status} ${answer.text}`);
  return { access, refresh, user, site };
}

function idIn(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
    ? value.id
    : undefined;
}
