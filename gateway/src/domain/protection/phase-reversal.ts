import { phaseVoltages } from './channels.ts';
import { figureOf, figuresOf, type Observation } from './observation.ts';
import { protection } from './protection.ts';
import { none, stopAndLockOut } from './verdict.ts';

/** A motor whose phases are exchanged turns backwards and moves no water. */
export const phaseReversal = protection({
  name: 'phase-reversal',
  settings: {
    livePercent: {
      label: 'Voltage of a live line',
      unit: '%',
      min: 10,
      max: 90,
      default: 50,
      sentence: 'Below this share of nominal the order of the phases says nothing: a dead line has none.',
    },
  },
  findBlindness: ({ watched, motor }) => {
    if (motor.phases === 1) return 'The motor has one phase.';
    return watched.includes('phaseOrder') ? undefined : 'Nothing tells the order of the phases.';
  },
  step(_memory, seen, setting) {
    const isReversed = seen.samples.phaseOrder?.value === false && isLive(seen, setting('livePercent'));
    return {
      memory: {},
      verdict: isReversed
        ? stopAndLockOut({
            code: 'phase-reversal',
            sentence: 'Two phases are exchanged: the motor would turn backwards.',
            remedy: 'Have an electrician exchange two phases at the panel, then reset the pump.',
          })
        : none,
    };
  },
});

/** Not known to be dead. */
function isLive(seen: Observation, percent: number): boolean {
  const limitV = (seen.motor.nominalV * percent) / 100;
  const volts = figuresOf(seen, phaseVoltages)?.values ?? [figureOf(seen, 'voltage')?.value ?? Infinity];
  return volts.every((volt) => volt >= limitV);
}
