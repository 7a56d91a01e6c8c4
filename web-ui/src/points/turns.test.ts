import { expect, test } from 'vitest';
import type { RunView, SharingView } from '@farmgate/gateway/contract';
import { aGrid, aPump, aRun, aRunning } from '../testing/pump-builders.ts';
import { likelyStart, ownTurns, turnsIn } from './turns.ts';

const NOW = Date.UTC(2026, 0, 1, 6);

function sharing(runs: RunView[], places: [string, number | null][]): SharingView {
  const groups = [{ id: 'all', name: 'All', maxRunning: 1, restS: 10 }];
  return {
    billing: 'minutes',
    pumps: [aPump()],
    groups,
    runs,
    places: [{ group: 'all', places }],
    grid: aGrid(),
  };
}

const running = aRunning({ id: 'run-on-0001', at: NOW, remainingS: 60, order: 9 });
const held = aRun({ id: 'run-held-01', state: 'hold', order: 8 });
const first = aRun({ id: 'run-first-1', order: 2, user: 'usr_chai03', askedS: 120, remainingS: 120 });
const second = aRun({ id: 'run-second1', order: 1, user: 'usr_devi04', askedS: 300, remainingS: 300 });
const places: [string, number | null][] = [
  ['run-held-01', NOW + 70_000],
  ['run-first-1', NOW + 700_000],
  ['run-second1', null],
];

test('what runs comes first, then what is in hold, then those who wait as the gateway placed them', () => {
  const turns = turnsIn(sharing([second, first, held, running], places), 'all');
  expect(turns.map(({ run, position, startsAt }) => [run.id, position, startsAt])).toEqual([
    ['run-on-0001', 0, undefined],
    ['run-held-01', 0, NOW + 70_000],
    ['run-first-1', 1, NOW + 700_000],
    ['run-second1', 2, undefined],
  ]);
});

test('a run that has no place yet comes last', () => {
  const turns = turnsIn(sharing([second, first], [['run-first-1', NOW]]), 'all');
  expect(turns.map(({ run }) => run.id)).toEqual(['run-first-1', 'run-second1']);
});

test('only one’s own turns are one’s own', () => {
  const own = ownTurns(sharing([second, first, running], places), 'usr_chai03');
  expect(own.map(({ run, position }) => [run.id, position])).toEqual([['run-first-1', 1]]);
});

test('with nobody before it a run starts at once', () => {
  expect(likelyStart(sharing([], []), aPump(), NOW)).toBe(NOW);
});

test('it starts after all who are before it and the rest of the group', () => {
  const view = sharing([running, first], [['run-first-1', NOW + 70_000]]);
  expect(likelyStart(view, aPump(), NOW)).toBe(NOW + 70_000 + 130_000);
});

test('it starts when the pump has rested', () => {
  const reason = { kind: 'wait', code: 'min-rest', name: 'min-rest', sentence: '', remedy: '' } as const;
  const pump = aPump({ reasons: [{ ...reason, until: NOW + 40_000 }] });
  expect(likelyStart(sharing([], []), pump, NOW)).toBe(NOW + 40_000);
});

test('nobody can say when where that is so of one before it, or of the pump', () => {
  expect(likelyStart(sharing([second], [['run-second1', null]]), aPump(), NOW)).toBeUndefined();
  const reason = { kind: 'lock-out', code: 'dry-run', name: 'dry-run', sentence: '', remedy: '' } as const;
  expect(likelyStart(sharing([], []), aPump({ reasons: [reason] }), NOW)).toBeUndefined();
});
