/** Why a PIN will not do; undefined when it will. What everybody tries first is none, however slow guessing is made. */
export function findFaultInPin(pin: string): string | undefined {
  const steps = new Set(Array.from(pin.slice(1), (digit, at) => Number(digit) - Number(pin[at])));
  const [step] = steps;
  const isRow = steps.size === 1 && (step === 0 || step === 1 || step === -1);
  return isRow ? 'Everybody would try this PIN first. Take other digits.' : undefined;
}
