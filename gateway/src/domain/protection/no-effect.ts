import { figureOf } from './observation.ts';
import { protection, type Memory } from './protection.ts';
import { none, stop, type Why } from './verdict.ts';

const proofs = ['current', 'flow', 'level'] as const;
type Proof = (typeof proofs)[number];

/**
 * The device says that the pump is on, and nothing comes of it. A later run is good only when it has lasted twice that time: a
 * reading of it may come late.
 */
export const noEffect = protection({
  name: 'no-effect',
  settings: {
    withinS: {
      label: 'Current or flow within',
      unit: 's',
      min: 3,
      max: 600,
      default: 10,
      sentence: 'So long after it is on the pump must take current, or water must flow.',
    },
    levelWithinS: {
      label: 'Rising level within',
      unit: 's',
      min: 10,
      max: 3_600,
      default: 300,
      sentence: 'Where only the level shows the effect: so long the tank has to rise by a step that its sensor sees.',
    },
    noCurrentMa: {
      label: 'No current',
      unit: 'mA',
      min: 10,
      max: 2_000,
      default: 100,
      sentence: 'Up to this a current is none.',
    },
  },
  findBlindness: ({ watched }) =>
    proofs.some((proof) => watched.includes(proof)) ? undefined : 'Neither current nor flow nor level is measured.',
  step(memory, seen, setting) {
    const { state, onSince, startNo } = seen.contactor;
    const proof = proofs.find((name) => seen.watched.includes(name));
    if (state !== 'on' || onSince === undefined || !proof) return { memory: {}, verdict: none };
    const before: Memory = memory.startNo === startNo ? memory : { startNo };
    const figure = figureOf(seen, proof);
    if (before.hasEffect || !figure || figure.at < onSince) return { memory: before, verdict: none };
    const next: Memory = { startNo, ...judge(before, proof, figure.value, setting('noCurrentMa')) };
    const withinS = proof === 'level' ? setting('levelWithinS') : setting('withinS');
    if (next.hasEffect || figure.at < onSince + withinS * 1000) return { memory: next, verdict: none };
    return {
      memory: next,
      verdict: stop('warning', whyOf(proof, withinS), 2 * withinS * 1000),
    };
  },
});

const missing: Readonly<Record<Proof, string>> = {
  current: 'no current flows',
  flow: 'no water flows',
  level: 'the tank does not rise',
};

function whyOf(proof: Proof, seconds: number): Why {
  return {
    code: `no-effect.${proof}`,
    sentence: `It was switched on, and after ${seconds} s ${missing[proof]}.`,
    remedy: 'Look at the fuse, the contactor, the cable to the motor and the valves.',
    facts: { seconds },
  };
}

function judge({ first }: Memory, proof: Proof, value: number, noCurrentMa: number): Memory {
  switch (proof) {
    case 'current':
      return { hasEffect: value > noCurrentMa };
    case 'flow':
      return { hasEffect: value > 0 };
    case 'level':
      return { first: Math.min(first ?? value, value), hasEffect: value > (first ?? value) };
  }
}
