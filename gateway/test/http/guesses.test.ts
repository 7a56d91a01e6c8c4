import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HttpBench, OWNER, PASSWORD, type BenchSession } from '../../src/testing/http-bench.ts';

let bench: HttpBench;
let owner: BenchSession;
let login: string;
let count = 0;
beforeAll(async () => {
  bench = new HttpBench();
  await bench.start();
  owner = await bench.claim();
});
afterAll(() => bench.stop());
beforeEach(() => {
  login = `guessed${++count}`;
  bench.addPerson({ site: owner.site, login, role: 'user' });
});

const there = () => `127.0.6.${count}`;
const guess = (name: string, password: string, from: string) =>
  bench.call('POST', '/api/v1/session', { body: { login: name, password, session: 'bearer' }, from });
const statuses = (answers: readonly { status: number }[], status: number) =>
  answers.filter((answer) => answer.status === status).length;

describe('guessing a password', () => {
  it('is no faster with many guesses at once', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => guess(login, `wrong ${at}`, there())));
    expect(statuses(answers, 401)).toBe(5);
    expect(statuses(answers, 429)).toBe(25);
  });

  it('is no cheaper for who can sign in with another name in between', async () => {
    const answers = [];
    for (let at = 0; at < 30; at += 1) {
      answers.push(await guess(`nobody${at}`, 'wrong password', there()));
      await guess(login, PASSWORD, there());
    }
    expect(statuses(answers, 401)).toBe(21);
  });

  it('is slowed for who has a session already and says wrong present passwords', async () => {
    const { access: token } = await bench.signIn(login, { from: there() });
    const change = (current: string) =>
      bench.call('PUT', '/api/v1/session/password', {
        token,
        body: { current, password: 'nine new buckets' },
        from: there(),
      });
    const answers = [];
    for (let at = 0; at < 8; at += 1) answers.push(await change(`wrong ${at}`));
    expect(statuses(answers, 422)).toBe(5);
    expect(await change(PASSWORD)).toMatchObject({ status: 429 });
    bench.clock.advance(60_000);
    expect(await change(PASSWORD)).toMatchObject({ status: 204 });
  });

  it('does not slow who signs in rightly, however often', async () => {
    const from = there();
    for (let at = 0; at < 25; at += 1) expect(await guess(login, PASSWORD, from)).toMatchObject({ status: 200 });
  });

  it('from many addresses leaves few lines in the audit', async () => {
    for (let at = 1; at <= 40; at += 1) await guess(login, 'wrong password', `127.0.7.${at}`);
    const { text } = await bench.call('GET', '/api/v1/audit?limit=200', {
      token: (await bench.signIn(OWNER, { from: '127.0.8.1' })).access,
    });
    const lines = [...text.matchAll(new RegExp(`"subject":"${login}","result":"refused, (\\d+) in a row"`, 'g'))];
    expect(lines.map(([, failures]) => failures)).toEqual(['32', '16', '8', '4', '2', '1']);
  });
});
