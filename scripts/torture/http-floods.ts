import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { HttpCaller } from '../../gateway/src/testing/http-client.ts';
import { LivePage } from '../../gateway/src/testing/http-live.ts';
import { startGateway, type GatewayProcess } from '../../gateway/src/testing/processes.ts';
import type { Campaign, CampaignContext, Trial } from './campaign.ts';
import { startFloods } from './http-flooders.ts';

const SECONDS_A_CASE = 24;
const ASK_EVERY_MS = 100;
/** What must hold meanwhile. */
const SLOWEST_ANSWER_MS = 1_000;
const SLOWEST_LOOP_MS = 50;
/**
 * Over what the gateway took before the first case. It levels off at some 300 MB after a few, most of it young objects of 1,700
 * connections a second; what a leak takes grows on from case to case. Unit: bytes.
 */
const MOST_GROWTH = 400 * 1024 * 1024;
const owner = { login: 'ana', name: 'Ana', password: 'water-and-sun-2' };

/** Strangers and a person gone bad take all of the web server that they can get. */
export const httpFloods: Campaign = {
  name: 'http-floods',
  sentence: `${SECONDS_A_CASE} s a case of 4,000 slow headers, slow bodies, crumbs of WebSocket messages and pages that do not read; a person is answered within a second`,
  cases: { short: 1, long: 40 },
  code: ['gateway/src', 'package-lock.json'],
  open: (context) => FloodTrial.open(context),
};

class FloodTrial implements Trial {
  readonly #dir: string;
  readonly #gateway: GatewayProcess;
  readonly #http: HttpCaller;
  readonly #port: number;
  readonly #note: (sentence: string) => void;
  #token = '';
  /** Before the first case. Unit: bytes. */
  #memory: number | undefined;

  private constructor(dir: string, gateway: GatewayProcess, note: (sentence: string) => void) {
    this.#dir = dir;
    this.#gateway = gateway;
    this.#port = Number(new URL(gateway.url).port);
    this.#http = new HttpCaller(this.#port);
    this.#note = note;
  }

  static async open({ root, note }: CampaignContext): Promise<FloodTrial> {
    mkdirSync(join(root, '.cache/torture'), { recursive: true });
    const dir = mkdtempSync(join(root, '.cache/torture/floods-'));
    const trial = new FloodTrial(dir, await startGateway(dir), note);
    await trial.#claim();
    return trial;
  }

  async run(seed: number): Promise<void> {
    await this.#signIn();
    this.#memory ??= (await this.#health()).rss;
    const page = await LivePage.open(this.#port, this.#token);
    let heard = 0;
    page.socket.on('message', () => (heard += 1));
    const floods = startFloods({ port: this.#port, token: this.#token, seed });
    const slowest = await this.#askFor(SECONDS_A_CASE * 1_000);
    const during = await this.#health();
    const isOpen = page.socket.readyState === page.socket.OPEN;
    const opened = await floods.stop();
    page.close();
    const growth = during.rss - this.#memory;
    this.#note(
      `  slowest answer ${Math.round(slowest)} ms, loop p99 ${during.p99Ms} ms, max ${during.maxMs} ms, memory +${Math.round(growth / 1e6)} MB, ${opened} connections`,
    );
    if (slowest > SLOWEST_ANSWER_MS) throw new Error(`a person waited ${Math.round(slowest)} ms for an answer`);
    if (!isOpen || heard < SECONDS_A_CASE / 5 - 1) throw new Error('the open page was cut off or heard nothing');
    if (during.p99Ms > SLOWEST_LOOP_MS) throw new Error(`the event loop was ${during.p99Ms} ms late`);
    if (growth > MOST_GROWTH) throw new Error(`memory grew by ${Math.round(growth / 1e6)} MB`);
  }

  async close(): Promise<void> {
    this.#http.close();
    await this.#gateway.stop('SIGKILL');
    rmSync(this.#dir, { recursive: true, force: true });
  }

  /** Asks again and again, each time on a connection of its own as well; answers how long the slowest took. Unit: ms. */
  async #askFor(ms: number): Promise<number> {
    const end = performance.now() + ms;
    let slowest = 0;
    while (performance.now() < end) {
      const fresh = new HttpCaller(this.#port);
      for (const http of [this.#http, fresh]) {
        const began = performance.now();
        const { status } = await http.call('GET', '/api/v1/devices', { token: this.#token });
        slowest = Math.max(slowest, performance.now() - began);
        if (status !== 200) throw new Error(`a person was answered with ${status}`);
      }
      fresh.close();
      await wait(ASK_EVERY_MS);
    }
    return slowest;
  }

  async #health(): Promise<{ p99Ms: number; maxMs: number; rss: number }> {
    const { text } = await this.#http.call('GET', '/api/v1/health', { token: this.#token });
    const { eventLoop, memory } = JSON.parse(text) as {
      eventLoop: { p99Ms: number; maxMs: number };
      memory: { rss: number };
    };
    return { ...eventLoop, ...memory };
  }

  async #claim(): Promise<void> {
    const site = { name: 'Farm', timeZone: 'UTC' };
    const body = { code: this.#gateway.code, site, user: owner, clientNow: Date.now(), session: 'bearer' };
    const { status } = await this.#http.call('POST', '/api/v1/claim', { body });
    if (status !== 201) throw new Error(`the claim was answered with ${status}`);
  }

  async #signIn(): Promise<void> {
    const { login, password } = owner;
    const answer = await this.#http.call('POST', '/api/v1/session', { body: { login, password, session: 'bearer' } });
    this.#token = String(answer.member('accessToken'));
  }
}
