import { denied, granted, type Answer, type Why } from './answer.ts';
import type { Draft } from './draft.ts';
import type { RunRequest, SharingEvent } from './events.ts';
import type { PumpState } from './pump.ts';
import { renew } from './run-steps.ts';
import { isWithin, type Run } from './run.ts';

/** Takes a request at the end of the queue, or says why not. */
export function takeRequest(draft: Draft, request: RunRequest): Answer<Run> {
  const state = draft.findPump(request.pump);
  if (!state) return denied(unknownPump);
  const why = refusalOf(draft, state, request);
  if (why) return denied(why);
  const { facts, now } = draft;
  const { id, pump, user, by, seconds } = request;
  const reservedS = isPaidFor(draft) ? seconds : 0;
  const run: Run = {
    id,
    number: facts.nextNumber,
    pump,
    group: state.pump.group,
    user,
    by,
    order: facts.nextOrder,
    state: 'waiting',
    askedS: seconds,
    reservedS,
    pumpedMs: 0,
    provenMs: 0,
    uncountedS: 0,
    countedS: 0,
    starts: 0,
    dropouts: 0,
    requestedAt: now.wall,
  };
  draft.setFacts({ nextNumber: facts.nextNumber + 1, nextOrder: facts.nextOrder + 1 });
  if (reservedS > 0) draft.do({ do: 'reserve', run: id, user, seconds, key: `${id}:reserve`, by });
  draft.note(id, 'requested', by, `${seconds} s`);
  return granted(draft.setRun(run));
}

/** More time for a run that waits, runs or is in hold. It stays paid for as it began, whatever the site does since. */
export function extend(draft: Draft, run: Run, event: Extract<SharingEvent, { kind: 'extend' }>): Answer<Run> {
  const { pump } = draft.pump(run.pump);
  const { seconds, by, availableS, usedTodayS } = event;
  if (run.state === 'stopping') return denied(isOver);
  const { setup, now } = draft;
  if (!isWithin(pump.allowedHours, now.wall, setup.timeZone)) return denied(notNow);
  const isPaid = run.reservedS > 0;
  const why =
    notWhole(seconds) ??
    tooLong(run.askedS + seconds, pump.longestRunS) ??
    overQuota(setup.quotaS, usedTodayS + askedBy(draft, run.user) + seconds) ??
    (isPaid ? tooLittle(seconds, availableS) : undefined);
  if (why) return denied(why);
  const reservedS = isPaid ? seconds : 0;
  const next = { ...run, askedS: run.askedS + seconds, reservedS: run.reservedS + reservedS };
  // The run is so long only once: its length names the reservation.
  const key = `${run.id}:reserve:${next.askedS}`;
  if (reservedS > 0) draft.do({ do: 'reserve', run: run.id, user: run.user, seconds, key, by });
  draft.note(run.id, 'extended', by, `${seconds} s`);
  return granted(withNewLease(draft, next));
}

/** The last lease was made for the end that it had: its node would go off then, before the next renewal comes by itself. */
function withNewLease(draft: Draft, run: Run): Run {
  const { renewedMono: _, ...due } = run;
  // One that is off ignores a renewal: it is due once the node is on.
  draft.setRun(due);
  if (run.state === 'running') renew(draft, due);
  return draft.findRun(run.id) ?? run;
}

function refusalOf(draft: Draft, { pump, lockedOutBy }: PumpState, request: RunRequest): Why | undefined {
  const { setup, now } = draft;
  const { user, seconds, isSuspended, usedTodayS, availableS } = request;
  if (isSuspended) return suspended;
  if (pump.outOfService !== undefined) return outOfService(pump.outOfService);
  if (lockedOutBy !== undefined) return lockedOut(lockedOutBy);
  if (draft.runOf(pump.group, user)) return already;
  if (!isWithin(pump.allowedHours, now.wall, setup.timeZone)) return notNow;
  if (pump.isCritical && request.isConfirmed !== true) return notConfirmed;
  return (
    notWhole(seconds) ??
    tooShort(seconds, pump.shortestRunS) ??
    tooLong(seconds, pump.longestRunS) ??
    overQuota(setup.quotaS, usedTodayS + askedBy(draft, user) + seconds) ??
    (isPaidFor(draft) ? tooLittle(seconds, availableS) : undefined)
  );
}

/** What the runs of a user that are not over may still come to, in all groups. Unit: s. */
function askedBy(draft: Draft, user: string): number {
  const runs = draft.allGroups().map(({ group }) => draft.runOf(group.id, user));
  return runs.reduce((sum, run) => sum + (run?.askedS ?? 0), 0);
}

function notWhole(seconds: number): Why | undefined {
  if (Number.isSafeInteger(seconds) && seconds > 0) return undefined;
  return { code: 'run.seconds', sentence: `${seconds} s is no time.`, remedy: 'Ask for whole seconds.' };
}

function tooShort(seconds: number, leastS: number): Why | undefined {
  if (seconds >= leastS) return undefined;
  const sentence = `${seconds} s is too short for this motor.`;
  return { code: 'run.too-short', sentence, remedy: `Ask for at least ${leastS} s.`, facts: { leastS } };
}

function tooLong(seconds: number, mostS: number): Why | undefined {
  if (seconds <= mostS) return undefined;
  const sentence = `This pump runs at most ${Math.floor(mostS / 60)} min at one go.`;
  return { code: 'run.too-long', sentence, remedy: 'Ask for less.', facts: { mostS } };
}

function overQuota(quotaS: number | undefined, wantedS: number): Why | undefined {
  if (quotaS === undefined || wantedS <= quotaS) return undefined;
  const sentence = `Each may pump ${Math.floor(quotaS / 60)} min a day.`;
  return { code: 'run.quota', sentence, remedy: 'Ask for less, or tomorrow.', facts: { quotaS, wantedS } };
}

function isPaidFor({ setup }: Draft): boolean {
  return setup.billing === 'minutes';
}

function tooLittle(seconds: number, availableS: number | undefined): Why | undefined {
  if ((availableS ?? 0) >= seconds) return undefined;
  const sentence = `Your wallet has ${Math.floor((availableS ?? 0) / 60)} min left for this.`;
  const remedy = 'Ask for less, or ask an admin for minutes.';
  return { code: 'wallet.too-little', sentence, remedy, facts: { wantedS: seconds, availableS: availableS ?? 0 } };
}

export const unknownPump: Why = {
  code: 'pump.unknown',
  sentence: 'There is no such pump here.',
  remedy: 'Choose one of the list.',
};

export const unknownRun: Why = {
  code: 'run.unknown',
  sentence: 'There is no such run under way.',
  remedy: 'Look at the queue again.',
};

export const isOver: Why = { code: 'run.over', sentence: 'This run is over.', remedy: 'Ask for a new one.' };

export const notWaiting: Why = {
  code: 'run.not-waiting',
  sentence: 'This run does not wait any more.',
  remedy: 'Look at the queue again.',
};

const suspended: Why = {
  code: 'run.suspended',
  sentence: 'You may not use pumps for now.',
  remedy: 'Ask an admin why. Your minutes are kept.',
};

const already: Why = {
  code: 'run.already',
  sentence: 'You have a run here already.',
  remedy: 'Wait for its end, or lengthen it.',
};

const notNow: Why = {
  code: 'run.hours',
  sentence: 'This pump may not be asked for at this time of day.',
  remedy: 'Come back within its hours.',
};

const notConfirmed: Why = {
  code: 'run.confirm',
  sentence: 'This pump asks whether it is meant.',
  remedy: 'Say yes once more.',
};

function outOfService(why: string): Why {
  return {
    code: 'pump.out-of-service',
    sentence: `This pump is out of service: ${why}`,
    remedy: 'Ask an admin when it is back.',
  };
}

function lockedOut(name: string): Why {
  return {
    code: 'pump.locked-out',
    sentence: `Its protection (${name}) has stopped this pump for good.`,
    remedy: 'Somebody has to look at the pump and reset it.',
  };
}
