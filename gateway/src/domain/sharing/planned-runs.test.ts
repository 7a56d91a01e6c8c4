import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import type { AuditRecord } from '../audit.ts';
import type { Actor } from '../people/actor.ts';
import { denied, granted, type Answer } from './answer.ts';
import { PlannedRuns, type PlannedRunParts } from './planned-runs.ts';
import type { PlannedRecord } from './pump-ports.ts';
import type { Run } from './run.ts';
import type { SharingState } from './state.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

let clock: FakeClock;
let plans: PlannedRuns;
let kept: Map<string, PlannedRecord>;
let audited: AuditRecord[];
let asked: object[];
let errors: string[];
let answer: Answer<Run | undefined>;
let isTrusted: boolean;
let isThere: boolean;
let isFull: boolean;

beforeEach(() => {
  clock = new FakeClock();
  kept = new Map();
  audited = [];
  asked = [];
  errors = [];
  answer = granted(undefined);
  [isTrusted, isThere, isFull] = [true, true, false];
  plans = new PlannedRuns(parts());
});

function parts(): PlannedRunParts {
  let ids = 0;
  const waiting = () => [...kept.values()].filter(({ state }) => state === 'planned').toSorted((a, b) => a.at - b.at);
  return {
    store: {
      transaction: (work) => work(),
      waiting,
      find: (site, id) => (kept.get(id)?.site === site ? kept.get(id) : undefined),
      list: (site, { user, since }) =>
        [...kept.values()].filter((one) => one.site === site && one.at >= since && (!user || one.user === user)),
      save: (planned) => {
        if (isFull) throw new Error('The disk took nothing.');
        kept.set(planned.id, planned);
      },
    },
    sharing: {
      request: (actor, wish) => {
        asked.push({ user: actor.userId, ...wish });
        return answer;
      },
      stateOf: () => ({ pumps: new Map([['pump_1', {}]]) }) as unknown as SharingState,
    },
    audit: { write: (record) => void audited.push(record), list: () => [] },
    clock,
    log: { debug() {}, info() {}, warn() {}, error: (_facts, sentence) => void errors.push(sentence) },
    newId: (prefix) => `${prefix}_${++ids}`,
    isTrusted: () => isTrusted,
    findActor: (_site, user) => (isThere ? person(user) : undefined),
  };
}

function person(userId: string, role: Actor['role'] = 'user', site = 'site_1'): Actor {
  return { userId, name: `${userId}@farm`, calledName: userId, site, role, masterAdmin: false, from: 'test' };
}

const plan = (inMs: number, id = 'plan_1', user = 'bo') =>
  plans.plan(person(user), { id, pump: 'pump_1', seconds: 600, at: clock.wallMs() + inMs });
const state = (id = 'plan_1') => kept.get(id)?.state;
const unknownRun = { ok: false, why: { code: 'run.unknown' } };

describe('a plan', () => {
  it('is kept with the name of who made it, audited, and shown without its site', () => {
    const at = clock.wallMs() + MINUTE;
    const planned = { id: 'plan_1', pump: 'pump_1', user: 'bo', name: 'bo', seconds: 600, at, state: 'planned' };
    expect(plan(MINUTE)).toEqual({ ok: true, value: planned });
    expect(kept.get('plan_1')).toEqual({ site: 'site_1', ...planned });
    expect(audited).toEqual([
      {
        actor: person('bo'),
        action: 'run.plan',
        subject: 'plan_1',
        after: { pump: 'pump_1', seconds: 600, at },
        result: 'done',
      },
    ]);
  });

  it('without a name gets one', () => {
    const wish = { pump: 'pump_1', seconds: 600, at: clock.wallMs() + MINUTE };
    expect(plans.plan(person('bo'), wish)).toMatchObject({ ok: true, value: { id: 'run_1' } });
  });

  it('twice under one name is the same, and another’s is not told of', () => {
    const first = plan(MINUTE);
    expect(plan(2 * MINUTE)).toEqual(first);
    expect(plan(MINUTE, 'plan_1', 'cy')).toMatchObject(unknownRun);
    expect(audited).toHaveLength(1);
  });

  it('is for a pump that is there', () => {
    const wish = { pump: 'gone', seconds: 600, at: clock.wallMs() + MINUTE };
    expect(plans.plan(person('bo'), wish)).toMatchObject({ ok: false, why: { code: 'pump.unknown' } });
  });

  it.each([
    [9_999, false],
    [10_000, true],
    [31 * DAY, true],
    [31 * DAY + 1, false],
  ])('for a time in %s ms is taken: %s', (inMs, isTaken) => {
    const answered = plan(inMs);
    expect(answered.ok).toBe(isTaken);
    if (!answered.ok)
      expect(answered.why).toEqual({
        code: 'plan.time',
        sentence: 'A run is planned for a time from now on, within the next 31 days.',
        remedy: 'Choose another time.',
      });
  });

  it('is one of ten at most of one user, and of no other', () => {
    for (let i = 0; i < 10; i++) expect(plan(DAY, `plan_${i}`).ok).toBe(true);
    expect(plan(DAY, 'plan_10')).toEqual({
      ok: false,
      why: { code: 'plan.too-many', sentence: 'Each may plan 10 runs.', remedy: 'Take back one of yours first.' },
    });
    expect(plan(DAY, 'plan_11', 'cy').ok).toBe(true);
    const elsewhere = { id: 'plan_12', pump: 'pump_1', seconds: 600, at: clock.wallMs() + DAY };
    expect(plans.plan(person('bo', 'user', 'site_2'), elsewhere).ok).toBe(true);
    plans.cancel(person('bo'), 'plan_3');
    expect(plan(DAY, 'plan_13').ok).toBe(true);
  });
});

describe('who takes a plan back', () => {
  beforeEach(() => plan(MINUTE));

  it.each([
    ['who made it', person('bo')],
    ['an admin', person('ana', 'admin')],
  ])('is %s, which is audited', (_who, actor) => {
    expect(plans.cancel(actor, 'plan_1')).toMatchObject({ ok: true, value: { id: 'plan_1', state: 'cancelled' } });
    expect(audited.at(-1)).toMatchObject({ actor, action: 'run.unplan', subject: 'plan_1', after: { seconds: 600 } });
    clock.advance(2 * MINUTE);
    expect([state(), asked]).toEqual(['cancelled', []]);
  });

  it.each([
    ['another user', person('cy')],
    ['an admin of another site', person('ana', 'admin', 'site_2')],
  ])('is not %s', (_who, actor) => {
    expect(plans.cancel(actor, 'plan_1')).toMatchObject(unknownRun);
    expect(state()).toBe('planned');
  });

  it('does so before its time comes, and once', () => {
    expect(plans.cancel(person('bo'), 'gone')).toMatchObject(unknownRun);
    plans.cancel(person('bo'), 'plan_1');
    expect(plans.cancel(person('bo'), 'plan_1')).toEqual({
      ok: false,
      why: {
        code: 'plan.come',
        sentence: 'Its time has come, or it was taken back.',
        remedy: 'Look at the queue.',
      },
    });
  });
});

describe('when its time comes', () => {
  it('a plan enters the queue, and not before', () => {
    plan(MINUTE);
    clock.advance(MINUTE - 1);
    expect(asked).toEqual([]);
    clock.advance(1);
    expect(asked).toEqual([{ user: 'bo', id: 'plan_1', pump: 'pump_1', seconds: 600, isConfirmed: true }]);
    expect(state()).toBe('queued');
    clock.advance(10 * MINUTE);
    expect(asked).toHaveLength(1);
  });

  it('what is due by then enters in the order of its times', () => {
    plan(50_000, 'plan_2');
    plan(40_000, 'plan_1');
    clock.advance(MINUTE);
    expect(asked).toMatchObject([{ id: 'plan_1' }, { id: 'plan_2' }]);
  });

  it('a plan that the queue refuses says why', () => {
    answer = denied({ code: 'wallet.too-little', sentence: 'Your wallet has 3 min left for this.', remedy: '' });
    plan(MINUTE);
    clock.advance(MINUTE);
    expect(kept.get('plan_1')).toMatchObject({ state: 'refused', why: 'Your wallet has 3 min left for this.' });
  });

  it('a plan of who is gone or suspended is refused', () => {
    plan(MINUTE);
    isThere = false;
    clock.advance(MINUTE);
    expect(kept.get('plan_1')).toMatchObject({ state: 'refused', why: 'Who asked for it may not use pumps now.' });
    expect(asked).toEqual([]);
  });

  it.each([
    [10 * MINUTE, 'queued', undefined],
    [10 * MINUTE + 1, 'missed', 'The gateway was off when its time came.'],
  ])('and the gateway is %s ms late, it is %s', (lateMs, became, why) => {
    plan(MINUTE);
    plans.stop();
    clock.advance(MINUTE + lateMs);
    expect(state()).toBe('planned');
    plans.start();
    expect([state(), kept.get('plan_1')?.why]).toEqual([became, why]);
  });

  it('and nobody trusts the clock, it waits until somebody does', () => {
    isTrusted = false;
    plan(MINUTE);
    clock.advance(5 * MINUTE);
    expect(state()).toBe('planned');
    isTrusted = true;
    clock.advance(30_000);
    expect(state()).toBe('queued');
  });

  it('and the disk takes nothing, it is told and tried again under the same name', () => {
    plan(MINUTE);
    isFull = true;
    clock.advance(MINUTE);
    expect([state(), errors[0]]).toEqual(['planned', 'A planned run could not be written and is tried again']);
    isFull = false;
    clock.advance(1);
    expect([state(), new Set(asked.map((wish) => JSON.stringify(wish))).size]).toEqual(['queued', 1]);
  });

  it('a clock that is set forward is noticed within half a minute', () => {
    plans.start();
    plan(DAY);
    clock.jumpWall(DAY);
    clock.advance(29_999);
    expect(state()).toBe('planned');
    clock.advance(1);
    expect(state()).toBe('queued');
  });

  it('and it was stopped, nothing comes', () => {
    plan(MINUTE);
    plans.stop();
    clock.advance(DAY);
    expect([asked, clock.nextTimerAt]).toEqual([[], undefined]);
  });
});

it('a list has those to come, and those of the last two days', () => {
  plan(MINUTE, 'plan_1');
  plan(MINUTE, 'plan_2', 'cy');
  clock.advance(MINUTE + 2 * DAY);
  expect(plans.list('site_1').map(({ id }) => id)).toEqual(['plan_1', 'plan_2']);
  expect(plans.list('site_1', 'cy')).toMatchObject([{ id: 'plan_2', state: 'queued' }]);
  expect(plans.list('site_1')[0]).not.toHaveProperty('site');
  expect(plans.list('site_2')).toEqual([]);
  clock.advance(1);
  expect(plans.list('site_1')).toEqual([]);
});
