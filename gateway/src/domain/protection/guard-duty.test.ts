import { describe, expect, it } from 'vitest';
import { dutyOf, type Told } from './guard-duty.ts';
import type { Reason, Ruling } from './ruling.ts';

const why = { code: 'x', sentence: 'It is so.', remedy: 'Wait.' };
const nobody: Told = new Map();

function ruling(...reasons: Reason[]): Ruling {
  return { reasons, mayRun: reasons.length === 0, notWatched: [] };
}

const dry = (retryAtMs?: number): Reason => ({
  name: 'dry-run',
  kind: 'stop',
  severity: 'warning',
  ...why,
  ...(retryAtMs === undefined ? {} : { retryAtMs }),
});
const low = (untilMs?: number): Reason => ({
  name: 'under-voltage',
  kind: 'hold',
  ...why,
  ...(untilMs === undefined ? {} : { untilMs }),
});

describe('what the engine of the pumps hears of a guard', () => {
  it.each<[string, Reason[], object[]]>([
    ['nothing where all is well', [], []],
    ['a stop that is tried again', [dry(5_000)], [{ kind: 'trip', pump: 'p', name: 'dry-run', retryAtMs: 5_000 }]],
    ['a stop that ends the run', [dry()], [{ kind: 'trip', pump: 'p', name: 'dry-run' }]],
    [
      'a lock-out',
      [{ name: 'welded', kind: 'lock-out', severity: 'critical', ...why }],
      [{ kind: 'trip', pump: 'p', name: 'welded', lockOut: true }],
    ],
    ['a hold', [low()], [{ kind: 'hold', pump: 'p', name: 'under-voltage' }]],
    ['a hold with an end', [low(9_000)], [{ kind: 'hold', pump: 'p', name: 'under-voltage', untilMs: 9_000 }]],
    ['nothing of an alert', [{ name: 'unbalance', kind: 'alert', severity: 'warning', ...why }], []],
    ['nothing of what it counts itself', [{ name: 'min-rest', kind: 'hold', ...why }], []],
    [
      'each of several',
      [dry(5_000), low()],
      [expect.objectContaining({ kind: 'trip' }), expect.objectContaining({ kind: 'hold' })],
    ],
  ])('is %s', (_what, reasons, events) => {
    expect(dutyOf('p', nobody, ruling(...reasons)).events).toEqual(events);
  });

  it('is said once, also where its figures change', () => {
    const { told } = dutyOf('p', nobody, ruling(low()));
    expect(dutyOf('p', told, ruling({ ...low(), sentence: 'Now 181 V.' })).events).toEqual([]);
  });

  it('is said again where the time of the retry is another', () => {
    const { told } = dutyOf('p', nobody, ruling(dry(5_000)));
    expect(dutyOf('p', told, ruling(dry(9_000))).events).toMatchObject([{ kind: 'trip', retryAtMs: 9_000 }]);
  });

  it('is taken back once it is over', () => {
    const { told } = dutyOf('p', nobody, ruling(low(), dry(5_000)));
    const after = dutyOf('p', told, ruling(dry(5_000)));
    expect(after.events).toEqual([{ kind: 'ready', pump: 'p', name: 'under-voltage' }]);
    expect([...after.told.keys()]).toEqual(['dry-run']);
  });
});
