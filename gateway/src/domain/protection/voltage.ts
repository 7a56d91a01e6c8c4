import { phaseVoltages } from './channels.ts';
import { figureOf, figuresOf, watchesAll, type FigureSet, type Observation } from './observation.ts';
import { hasLasted, note } from './lasting.ts';
import { forSeconds, protection, type Memory, type Protection, type SettingDefinition } from './protection.ts';
import { hold, none, type Why } from './verdict.ts';

const settings = {
  percent: {
    label: 'Away from nominal',
    unit: '%',
    min: 5,
    max: 40,
    default: 20,
    sentence: 'So far may the voltage be from what the motor is made for.',
  },
  forS: forSeconds(5, 'How long it lasts before the pump is held.'),
  goodS: forSeconds(60, 'How long the voltage must be good again before the pump may run.'),
} satisfies Record<string, SettingDefinition>;

/** Too much voltage heats a motor's iron. */
export const overVoltage = voltageProtection({
  name: 'over-voltage',
  isBad: ({ values }, nominalV, percent) => Math.max(...values) > (nominalV * (100 + percent)) / 100,
  worst: ({ values }) => Math.max(...values),
  sentence: (volts) => `The voltage is too high: ${volts} V.`,
});

/** Too little voltage makes a motor take more current and hold it off its speed. */
export const underVoltage = voltageProtection({
  name: 'under-voltage',
  isBad: ({ values }, nominalV, percent) => Math.min(...values) < (nominalV * (100 - percent)) / 100,
  worst: ({ values }) => Math.min(...values),
  sentence: (volts) => `The voltage is too low: ${volts} V.`,
});

interface VoltageRow {
  readonly name: 'over-voltage' | 'under-voltage';
  readonly isBad: (set: FigureSet, nominalV: number, percent: number) => boolean;
  readonly worst: (set: FigureSet) => number;
  readonly sentence: (volts: number) => string;
}

function voltageProtection({ name, isBad, worst, sentence }: VoltageRow): Protection {
  return protection({
    name,
    settings,
    findBlindness: ({ watched }) =>
      watched.includes('voltage') || watchesAll({ watched }, phaseVoltages) ? undefined : 'No voltage is measured.',
    step(memory, seen, setting) {
      const set = voltagesOf(seen);
      if (!set) return { memory, verdict: none };
      const { nominalV } = seen.motor;
      const isBadNow = isBad(set, nominalV, setting('percent'));
      const bad = note(memory.bad, set.at, isBadNow);
      const good = note(memory.good, set.at, !isBadNow);
      const isHeld = memory.isHeld ? !hasLasted(good, setting('goodS') * 1000) : hasLasted(bad, setting('forS') * 1000);
      const next: Memory = { bad, good, isHeld };
      return { memory: next, verdict: isHeld ? hold(whyOf(worst(set), isBadNow)) : none };
    },
  });

  function whyOf(volts: number, isBadNow: boolean): Why {
    return {
      code: isBadNow ? name : `${name}.settling`,
      sentence: isBadNow ? sentence(Math.round(volts)) : 'The voltage is good again and is watched for a minute.',
      remedy: 'Nothing to do: the pump goes on by itself once the voltage has been good for a while.',
      facts: { volts: Math.round(volts) },
    };
  }
}

/** All phases where they are measured, else the one voltage that is. */
function voltagesOf(seen: Observation): FigureSet | undefined {
  if (watchesAll(seen, phaseVoltages)) return figuresOf(seen, phaseVoltages);
  const one = figureOf(seen, 'voltage');
  return one && { values: [one.value], at: one.at };
}
