import { describe, expect, it } from 'vitest';
import { decideRequest, mayAsk, type MinuteRequest } from './minute-request.ts';

const asked: MinuteRequest = { id: 'ask_1', user: 'bo', seconds: 1_800, note: 'rice', state: 'pending', at: 5 };

describe('a request for minutes', () => {
  it('may be made while none waits', () => {
    expect(mayAsk(undefined)).toEqual({ ok: true, value: undefined });
  });

  it('waits for an answer before the next', () => {
    expect(mayAsk(asked)).toEqual({
      ok: false,
      why: {
        code: 'minutes.asked',
        sentence: 'You have asked for minutes already.',
        remedy: 'Wait until an admin has answered.',
      },
    });
  });

  it.each(['approved', 'rejected'] as const)('is %s by an admin, with a reason', (state) => {
    const decision = { state, by: 'ana', at: 9, reason: 'paid' };
    expect(decideRequest(asked, decision)).toEqual({
      ok: true,
      value: { ...asked, state, decidedBy: 'ana', decidedAt: 9, reason: 'paid' },
    });
  });

  it.each(['approved', 'rejected'] as const)('that was %s is decided no second time', (state) => {
    const decision = { state: 'approved', by: 'ana', at: 9, reason: 'paid' } as const;
    expect(decideRequest({ ...asked, state }, decision)).toEqual({
      ok: false,
      why: {
        code: 'minutes.decided',
        sentence: `This was ${state} already.`,
        remedy: 'If that was wrong, adjust the wallet.',
      },
    });
  });
});
