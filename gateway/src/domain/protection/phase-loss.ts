import { phaseCurrents, phaseVoltages } from './channels.ts';
import { figuresOf, wasRunningAt, watchesAll, type Observation } from './observation.ts';
import { hasLasted, note } from './lasting.ts';
import { forSeconds, protection, type Memory } from './protection.ts';
import { none, stopAndLockOut } from './verdict.ts';

/** A motor of three phases that has lost one takes the current of all in two, and burns. */
export const phaseLoss = protection({
  name: 'phase-loss',
  settings: {
    voltPercent: {
      label: 'Voltage of a missing phase',
      unit: '%',
      min: 10,
      max: 80,
      default: 50,
      sentence: 'A phase with less than this share of nominal is missing, while another one has more.',
    },
    currentPercent: {
      label: 'Current of a missing phase',
      unit: '%',
      min: 1,
      max: 50,
      default: 10,
      sentence:
        'A phase with less than this share of the largest current is missing. A motor that turns makes voltage of its own.',
    },
    noCurrentMa: {
      label: 'No current',
      unit: 'mA',
      min: 10,
      max: 2_000,
      default: 200,
      sentence: 'Where no phase has more than this the motor takes nothing, and its currents say nothing of phases.',
    },
    forS: forSeconds(4, 'How long it lasts before the pump is stopped.'),
  },
  findBlindness: (seen) => {
    if (seen.motor.phases === 1) return 'The motor has one phase.';
    const isWatched = watchesAll(seen, phaseVoltages) || watchesAll(seen, phaseCurrents);
    return isWatched ? undefined : 'The phases are not measured one by one.';
  },
  step(memory, seen, setting) {
    const volts = noteVoltages(memory, seen, setting('voltPercent'));
    const bad = noteCurrents(memory, seen, setting('currentPercent'), setting('noCurrentMa'));
    const forMs = setting('forS') * 1000;
    const next: Memory = { ...(bad ? { bad } : {}), ...(volts ? { volts } : {}) };
    if (!hasLasted(bad, forMs) && !hasLasted(volts, forMs)) return { memory: next, verdict: none };
    return {
      memory: next,
      verdict: stopAndLockOut({
        code: 'phase-loss',
        sentence: 'A phase is missing.',
        remedy: 'Look at the fuses, the contactor and the line. Once all three phases are there, reset the pump.',
      }),
    };
  },
});

function noteCurrents({ bad }: Memory, seen: Observation, percent: number, noCurrentMa: number): Memory['bad'] {
  const set = figuresOf(seen, phaseCurrents);
  if (!set || !wasRunningAt(seen, set.at)) return undefined;
  const largest = Math.max(...set.values);
  return note(bad, set.at, largest > noCurrentMa && Math.min(...set.values) < (largest * percent) / 100);
}

/** The voltages are judged whether the motor is on or not: on two phases it does not even start. */
function noteVoltages({ volts }: Memory, seen: Observation, percent: number): Memory['volts'] {
  const set = figuresOf(seen, phaseVoltages);
  if (!set) return undefined;
  const limitV = (seen.motor.nominalV * percent) / 100;
  return note(volts, set.at, Math.min(...set.values) < limitV && Math.max(...set.values) >= limitV);
}
