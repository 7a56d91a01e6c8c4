import { PacketGuard } from '../../src/broker/guard/index.ts';
import { Random } from '../../src/testing/http-random.ts';
import { acceptedGuard, findDisagreement, makeConnect, makeLater, stepsOf, withOneByteChanged } from './packets.ts';

/** How the mutants of a campaign ended. */
export interface MutantCounts {
  passed: number;
  refused: number;
  /** Not whole: the guard waits for more. */
  short: number;
}

/**
 * One well-made packet, as it is and with one byte wrong, against the guard. Throws with what did not hold: the good one passes
 * byte for byte, the wrong one is refused, or waited for, or is read by the library just as the guard reads it.
 */
export function tryMutant(seed: number, counts: MutantCounts): void {
  const random = new Random(seed);
  const isConnect = random.percent(30);
  const good = isConnect ? makeConnect(random) : makeLater(random);
  const guard = () => (isConnect ? new PacketGuard() : acceptedGuard(new Random(1)));
  const [whole, ...others] = stepsOf(guard(), good);
  if (whole?.kind !== 'packet' || others.length > 0 || !whole.bytes.equals(good))
    throw new Error(`a good packet does not pass: ${good.toString('hex')}`);
  judge(whole.bytes, whole);
  const mutant = withOneByteChanged(good, random);
  const steps = stepsOf(guard(), mutant);
  if (steps.length === 0) counts.short += 1;
  for (const step of steps) {
    if (step.kind === 'refused') counts.refused += 1;
    else judge(mutant, step);
    if (step.kind === 'packet') counts.passed += 1;
  }
}

function judge(sent: Buffer, step: ReturnType<PacketGuard['next']>): void {
  if (step.kind !== 'packet') return;
  const wrong = sent.includes(step.bytes)
    ? findDisagreement(step.bytes, step.facts)
    : `what passed was never sent: ${step.bytes.toString('hex')}`;
  if (wrong !== undefined) throw new Error(`${wrong}: ${sent.toString('hex')}`);
}
