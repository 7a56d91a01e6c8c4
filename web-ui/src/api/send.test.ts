import { describe, expect, test } from 'vitest';
import { GatewayInfo } from '@farmgate/gateway/contract';
import { NOW } from '../testing/builders.ts';
import { createSend } from './send.ts';
import { createUuid } from './uuid.ts';
import { withRenewal } from './with-renewal.ts';

const info = { product: 'farmgate', version: '1', claimed: true, demo: false, now: NOW, clockTrust: 'synced' };
const request = { method: 'GET', path: '/gateway', schema: GatewayInfo } as const;
const ended = { type: '/problems/not-signed-in', code: 'not-signed-in', title: 'Sign in first', status: 401 };

describe('a request', () => {
  test('answers the parsed body', async () => {
    expect(await sendTo(() => json(200, info))(request)).toEqual({ value: info });
  });

  test('answers nothing where nothing was asked for', async () => {
    const send = sendTo(() => new Response(null, { status: 204 }));
    expect(await send({ method: 'DELETE', path: '/session' })).toEqual({ value: undefined });
  });

  test.each([
    ['the gateway’s own problem', () => json(401, ended), 'not-signed-in'],
    ['a page of some proxy', () => new Response('<h1>502</h1>', { status: 502 }), 'odd-answer'],
    ['a body that is not as agreed', () => json(200, { product: 'toaster' }), 'odd-answer'],
    ['a body that is no JSON', () => new Response('yes', { status: 200 }), 'odd-answer'],
  ])('refusal: %s', async (_name, answer, code) => {
    expect(await sendTo(answer)(request)).toMatchObject({ problem: { code } });
  });

  test('without a network is a problem, not an exception', async () => {
    const send = createSend(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await send(request)).toMatchObject({ problem: { code: 'no-link', status: 0 } });
  });

  test('sends cookies to this origin only, and a body as JSON', async () => {
    const seen: RequestInit[] = [];
    const send = createSend((_path, init) => {
      seen.push(init);
      return Promise.resolve(json(200, info));
    });
    await send({ method: 'POST', path: '/session', body: { login: 'anna' } });
    expect(seen[0]).toMatchObject({ credentials: 'same-origin', body: '{"login":"anna"}' });
    expect(seen[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
  });
});

describe('a request of somebody signed in', () => {
  test.each([
    ['is repeated after a renewal', true, 2, { value: info }],
    ['is not repeated where the session has ended', false, 1, { problem: ended }],
  ])('%s', async (_name, renewed, sent, answer) => {
    let count = 0;
    const plain = sendTo(() => (++count === 1 ? json(401, ended) : json(200, info)));
    expect(await withRenewal(plain, () => Promise.resolve(renewed))(request)).toEqual(answer);
    expect(count).toBe(sent);
  });

  test('is not renewed for a wrong password', async () => {
    const wrong = { ...ended, code: 'wrong-credentials' };
    const send = withRenewal(
      sendTo(() => json(401, wrong)),
      () => Promise.reject(new Error('must not be asked')),
    );
    expect(await send(request)).toEqual({ problem: wrong });
  });
});

test('command ids are UUIDs of version 4, each another', () => {
  const ids = Array.from({ length: 100 }, createUuid);
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

function sendTo(answer: () => Response) {
  return createSend(() => Promise.resolve(answer()));
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}
