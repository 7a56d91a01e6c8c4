import { minorDigitsOf, type RealBillEntry } from '@farmgate/gateway/contract';
import { minorOf } from './amounts.ts';
import { dayAfter } from './months.ts';
import { momentOf } from './site-time.ts';

/** What was typed, by the names of the fields. */
export interface BillTyped {
  text(name: string): string;
}

const parts = ['energy', 'fixed', 'tax'] as const;

/** The bill that a form says, or the fields that make no sense. Days are whole, the last one with its midnight. */
export function realBillOf(form: BillTyped, currency: string): RealBillEntry | ReadonlySet<string> {
  const wrong = new Set<string>();
  const digits = minorDigitsOf(currency);
  const amount = (name: string) => {
    const text = form.text(name);
    const minor = text === '' ? undefined : minorOf(text, digits);
    if (text !== '' && minor === undefined) wrong.add(name);
    return minor;
  };
  const [from, to] = [startOf(form.text('from')), startOf(form.text('to') && dayAfter(form.text('to')))];
  const total = amount('total');
  if (total === undefined) wrong.add('total');
  if (from === undefined) wrong.add('from');
  if (to === undefined) wrong.add('to');
  const more = parts.flatMap((name) => {
    const minor = amount(name);
    return minor === undefined ? [] : [[name, minor] as const];
  });
  const [kwh, note] = [form.text('energyKwh').replaceAll(',', ''), form.text('note')];
  if (wrong.size > 0 || from === undefined || to === undefined || total === undefined) return wrong;
  return {
    from,
    to,
    currency,
    total,
    ...(kwh ? { energyKwh: kwh } : {}),
    ...Object.fromEntries(more),
    ...(note ? { note } : {}),
  };
}

function startOf(day: string): number | undefined {
  return day === '' ? undefined : momentOf(`${day}T00:00`);
}
