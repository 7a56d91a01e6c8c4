import { describe, expect, test } from 'vitest';
import type { RadioAnswer, RadioRequest } from '@farmgate/gateway/contract';
import { noLink, type Answer } from '../api/answer.ts';
import { FakeClock, settled } from '../testing/fake-clock.ts';
import type { HearRadio } from './live-store.ts';
import { RadioWork } from './radio-work.ts';

describe('work at the radio', () => {
  test('follows its own answers, and no others', async () => {
    const { work, tell, lastId } = made();
    void work.start('outlet-fe', { ask: 'walk', seconds: 120 }, 120_000);
    expect(work.value.phase).toBe('asking');
    tell({ id: 'somebody-else', kind: 'progress', done: 1, of: 2 });
    expect(work.value.phase).toBe('asking');
    tell(ping(lastId(), 1));
    expect(work.value).toMatchObject({ phase: 'running', pings: [{ sent: 1 }] });
    tell({ id: lastId(), kind: 'ended', ok: true, note: 'Over.' });
    tell(ping(lastId(), 2));
    expect(work.value).toMatchObject({ phase: 'ended', end: { note: 'Over.' }, pings: [{ sent: 1 }] });
    await settled();
  });

  test('keeps the last thirty answers', () => {
    const { work, tell, lastId } = made();
    void work.start('outlet-fe', { ask: 'walk', seconds: 120 }, 120_000);
    for (let sent = 1; sent <= 45; sent++) tell(ping(lastId(), sent));
    expect(work.value.pings.map(({ sent }) => sent)).toEqual(Array.from({ length: 30 }, (_, index) => index + 16));
  });

  test('ends by its time, whatever is heard of it, and asks for nothing more', async () => {
    const { work, clock, asked } = made();
    void work.start('outlet-fe', { ask: 'walk', seconds: 120 }, 120_000);
    await clock.pass(30_000);
    expect(work.leftMs()).toBe(90_000);
    await clock.pass(90_000);
    expect(work.value.phase).toBe('ended');
    work.stop();
    expect(asked.map(({ ask }) => ask)).toEqual(['walk']);
  });

  test('is stopped with a request of its own', async () => {
    const { work, asked } = made();
    void work.start('outlet-fe', { ask: 'walk', seconds: 120 }, 120_000);
    await settled();
    work.stop();
    work.stop();
    expect(asked.map(({ ask }) => ask)).toEqual(['walk', 'stop']);
    expect(asked[0]?.id).not.toBe(asked[1]?.id);
    expect(work.value.phase).toBe('ended');
  });

  test('says why it was not begun', async () => {
    const { work } = made({ problem: noLink });
    await work.start('outlet-fe', { ask: 'scan' }, 1_000);
    expect(work.value).toMatchObject({ phase: 'ended', problem: { code: 'no-link' } });
  });

  test('that is heard was begun, though the answer to its request was lost', async () => {
    const { work, tell, lastId } = made({ problem: noLink });
    const starting = work.start('bridge-1', { ask: 'scan' }, 1_000);
    tell({ id: lastId(), kind: 'found', address: 'FE' });
    await starting;
    expect(work.value).toMatchObject({ phase: 'running', found: ['FE'] });
  });

  test('begins one at a time, and each anew', async () => {
    const { work, tell, lastId, asked } = made();
    await work.start('bridge-1', { ask: 'scan' }, 1_000);
    await work.start('bridge-1', { ask: 'scan' }, 1_000);
    tell({ id: lastId(), kind: 'found', address: 'FE' });
    expect(asked).toHaveLength(1);
    work.stop();
    await work.start('bridge-1', { ask: 'scan' }, 1_000);
    expect(work.value).toMatchObject({ phase: 'asking', found: [] });
  });
});

function ping(id: string, sent: number): RadioAnswer {
  return { id, kind: 'ping', address: 'FE', answered: true, sent, answers: sent, lastTen: { answered: 1, of: 1 } };
}

function made(answer: Answer<void> = { value: undefined }) {
  const clock = new FakeClock();
  const asked: RadioRequest[] = [];
  const listeners = new Set<HearRadio>();
  const work = new RadioWork({
    clock,
    api: {
      radio: (_device, body) => {
        asked.push(body);
        return Promise.resolve(answer);
      },
    },
    onRadio: (hear) => {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
  });
  const tell = (told: RadioAnswer) =>
    listeners.forEach((hear) => hear({ what: 'radio', device: 'outlet-fe', answer: told }));
  return { work, clock, asked, tell, lastId: () => asked.at(-1)?.id ?? '' };
}
