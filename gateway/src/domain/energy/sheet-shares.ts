import type { BillAnswer } from '../../contract/index.ts';
import type { SheetShare } from './sheet.ts';

/** The parts of a month with all that is nobody's: together they are its energy and its total, to the mWh and the minor unit. */
export function sharesWithRest(
  shares: readonly SheetShare[],
  { energyKwh, bill }: Pick<BillAnswer, 'energyKwh' | 'bill'>,
): SheetShare[] {
  if (shares.length === 0) return [];
  const milliWh = milliWhOf(energyKwh) - shares.reduce((sum, share) => sum + share.milliWh, 0n);
  const amount = shares.reduce<number | undefined>(
    (rest, share) => (rest === undefined || share.amount === undefined ? undefined : rest - share.amount),
    bill?.total,
  );
  const rest = { number: shares.length + 1, name: 'All else, with what is fixed', milliWh };
  return [...shares, amount === undefined ? rest : { ...rest, amount }];
}

/** Of kWh as text; six digits after the point hold each mWh. */
export function milliWhOf(kwh: string): bigint {
  const [whole = '0', part = ''] = kwh.split('.');
  return BigInt(whole + part.padEnd(6, '0'));
}
