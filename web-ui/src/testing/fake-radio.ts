import type { RadioRequest } from '@farmgate/gateway/contract';
import type { FakeGateway } from './fake-gateway.ts';

/** Answers work at the radio as a bridge would, by the clock, so that the gallery's screens move. */
export function playRadio(gateway: FakeGateway): void {
  let taken = 0;
  setInterval(() => {
    const asked = gateway.radio[taken];
    if (!asked) return;
    taken += 1;
    play(gateway, asked.request);
  }, 100);
}

function play(gateway: FakeGateway, request: RadioRequest): void {
  switch (request.ask) {
    case 'walk':
      return playWalk(gateway);
    case 'scan':
      return playScan(gateway);
    case 'pair':
      return playPair(gateway);
    default:
      return;
  }
}

/** Two of ten are lost. */
function playWalk(gateway: FakeGateway): void {
  const heard: boolean[] = [];
  every(500, 240, (index) => {
    heard.push(index % 5 !== 3);
    const lastTen = heard.slice(-10);
    const count = (list: readonly boolean[]) => list.filter(Boolean).length;
    gateway.answerRadio({
      kind: 'ping',
      address: 'FE',
      answered: heard[index] ?? false,
      roundTripMs: 118 + (index % 7),
      sent: heard.length,
      answers: count(heard),
      lastTen: { answered: count(lastTen), of: lastTen.length },
    });
  });
}

function playScan(gateway: FakeGateway): void {
  every(100, 64, (index) => {
    gateway.answerRadio({ kind: 'progress', done: index * 4, of: 252 });
    if (index === 5) gateway.answerRadio({ kind: 'found', address: 'FE' });
    if (index === 8) gateway.answerRadio({ kind: 'found', address: '2A' });
  });
}

/** It takes its id only at the second try, and fails at its threshold. */
function playPair(gateway: FakeGateway): void {
  const told = [
    ['free', 'asking'],
    ['free', 'done'],
    ['master', 'asking'],
    ['master', 'done'],
    ['id', 'asking'],
    ['id', 'done'],
    ['threshold', 'asking'],
    ['threshold', 'failed'],
  ] as const;
  every(300, told.length, (index) => {
    const [step, state] = told[index] ?? told[0];
    gateway.answerRadio({ kind: 'step', step, state });
    if (index === told.length - 1)
      gateway.answerRadio({ kind: 'ended', ok: false, note: 'The outlet did not take its threshold.' });
  });
}

function every(ms: number, times: number, run: (index: number) => void): void {
  let index = 0;
  const timer = setInterval(() => {
    run(index);
    index += 1;
    if (index >= times) clearInterval(timer);
  }, ms);
}
