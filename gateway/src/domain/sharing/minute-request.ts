import { denied, granted, type Answer } from './answer.ts';

/** A user asks for minutes; an admin decides, once. Times are wall ms. */
export interface MinuteRequest {
  readonly id: string;
  readonly user: string;
  readonly seconds: number;
  readonly note: string;
  readonly state: 'pending' | 'approved' | 'rejected';
  readonly at: number;
  readonly decidedBy?: string;
  readonly decidedAt?: number;
  readonly reason?: string;
}

/** What an admin says to it. */
export interface MinuteDecision {
  readonly state: 'approved' | 'rejected';
  readonly by: string;
  readonly at: number;
  readonly reason: string;
}

/** One waiting request a user. */
export function mayAsk(waiting: MinuteRequest | undefined): Answer<undefined> {
  if (!waiting) return granted(undefined);
  return denied({
    code: 'minutes.asked',
    sentence: 'You have asked for minutes already.',
    remedy: 'Wait until an admin has answered.',
  });
}

export function decideRequest(request: MinuteRequest, decision: MinuteDecision): Answer<MinuteRequest> {
  const { state, by, at, reason } = decision;
  if (request.state === 'pending') return granted({ ...request, state, decidedBy: by, decidedAt: at, reason });
  return denied({
    code: 'minutes.decided',
    sentence: `This was ${request.state} already.`,
    remedy: 'If that was wrong, adjust the wallet.',
  });
}
