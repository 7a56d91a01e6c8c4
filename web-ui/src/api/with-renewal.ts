import type { Send } from './send.ts';

/**
 * A sender for signed-in requests: where the access token is gone it is renewed once and the request repeated.
 * `renew` answers whether there is a session again.
 */
export function withRenewal(send: Send, renew: () => Promise<boolean>): Send {
  return async (request) => {
    const answer = await send(request);
    if (!('problem' in answer) || answer.problem.code !== 'not-signed-in') return answer;
    return (await renew()) ? send(request) : answer;
  };
}
