import { describe, expect, test } from 'vitest';
import type { GatewayInfo, Session } from '@farmgate/gateway/contract';
import { type Answer, noLink, type Refusal } from '../api/answer.ts';
import type { SessionApi } from '../api/session-api.ts';
import { aUser, NOW } from '../testing/builders.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { SessionStore } from './session-store.ts';

const info: GatewayInfo = {
  product: 'farmgate',
  version: '0.1.0',
  claimed: true,
  demo: false,
  now: NOW,
  clockTrust: 'synced',
};
const session: Session = {
  user: aUser(),
  site: {
    id: 'site_green1',
    name: 'Green Farm',
    timeZone: 'Asia/Bangkok',
    createdAt: NOW,
    mayAsk: true,
    showsPeople: true,
  },
  expiresAt: NOW + 15 * 60_000,
};
const signedOut: Refusal = { type: '/problems/not-signed-in', code: 'not-signed-in', title: 'Sign in', status: 401 };
const yes = <T>(value: T): Answer<T> => ({ value });
const no = (problem: Refusal): Answer<never> => ({ problem });

describe('who is here', () => {
  test('an unclaimed gateway is to be claimed', async () => {
    const { store } = await started({ info: yes({ ...info, claimed: false }) });
    expect(store.value.kind).toBe('unclaimed');
  });

  test('a living session is taken up', async () => {
    const { store } = await started({});
    expect(store.value).toMatchObject({ kind: 'signed-in', session });
  });

  test('a session whose access has run out is renewed', async () => {
    const { store, calls } = await started({ session: no(signedOut) });
    expect([store.value.kind, calls.refresh]).toEqual(['signed-in', 1]);
  });

  test('without a session one signs in, and is not told that anything ended', async () => {
    const { store } = await started({ session: no(signedOut), refresh: no(signedOut) });
    expect(store.value).toMatchObject({ kind: 'signed-out', ended: false });
  });

  test('a gateway out of reach is asked again', async () => {
    const { store, answers, clock } = await started({ info: no(noLink) });
    expect(store.value.kind).toBe('unreachable');
    answers.info = yes(info);
    await clock.pass(3_000);
    expect(store.value.kind).toBe('signed-in');
  });

  test('the session is renewed before it ends', async () => {
    const { calls, clock } = await started({});
    await clock.pass(14 * 60_000);
    expect(calls.refresh).toBeGreaterThan(0);
  });

  test('all who find the session ended wait for one renewal', async () => {
    const { store, calls } = await started({});
    expect(await Promise.all([store.renew(), store.renew(), store.renew()])).toEqual([true, true, true]);
    expect(calls.refresh).toBe(1);
  });

  test('a refused renewal signs out and says so; one that got lost does not', async () => {
    const { store, answers, clock } = await started({});
    answers.refresh = no(noLink);
    expect(await store.renew()).toBe(false);
    expect(store.value.kind).toBe('signed-in');
    answers.refresh = no(signedOut);
    await clock.pass(3_000);
    expect(store.value).toMatchObject({ kind: 'signed-out', ended: true });
  });

  test('signing out is not claimed before the gateway has heard it', async () => {
    const { store, answers } = await started({});
    answers.signOut = no(noLink);
    expect(await store.signOut()).toBe(noLink);
    expect(store.value.kind).toBe('signed-in');
    answers.signOut = yes(undefined);
    await store.signOut();
    expect(store.value).toMatchObject({ kind: 'signed-out', ended: false });
  });
});

interface Answers {
  info: Answer<GatewayInfo>;
  session: Answer<Session>;
  refresh: Answer<Session>;
  signOut: Answer<void>;
}

async function started(given: Partial<Answers>) {
  const answers: Answers = {
    info: yes(info),
    session: yes(session),
    refresh: yes(session),
    signOut: yes(undefined),
    ...given,
  };
  const calls = { refresh: 0 };
  const clock = new FakeClock(NOW);
  const api: SessionApi = {
    info: () => Promise.resolve(answers.info),
    session: () => Promise.resolve(answers.session),
    refresh: () => {
      calls.refresh += 1;
      return Promise.resolve(answers.refresh);
    },
    signOut: () => Promise.resolve(answers.signOut),
    claim: () => Promise.resolve(answers.session),
    signIn: () => Promise.resolve(answers.session),
    changePassword: () => Promise.resolve(yes(undefined)),
  };
  const store = new SessionStore(api, clock);
  await store.start();
  return { store, answers, calls, clock };
}
