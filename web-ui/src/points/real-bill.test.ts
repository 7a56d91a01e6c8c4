import { beforeAll, expect, test } from 'vitest';
import { chooseZone } from '../i18n/site-zone.ts';
import { realBillOf } from './real-bill.ts';

const typed = (given: Readonly<Record<string, string>>) => ({ text: (name: string) => given[name] ?? '' });

beforeAll(() => chooseZone('Asia/Bangkok'));

test('a bill has whole days, amounts in minor units, and nothing that was left empty', () => {
  const form = typed({ from: '2026-10-01', to: '2026-10-31', total: '1,302.5', energyKwh: '312.5', tax: '85.21' });
  expect(realBillOf(form, 'THB')).toEqual({
    from: Date.parse('2026-10-01T00:00:00+07:00'),
    to: Date.parse('2026-11-01T00:00:00+07:00'),
    currency: 'THB',
    total: 130_250,
    energyKwh: '312.5',
    tax: 8_521,
  });
});

test('what makes no sense is told by its field', () => {
  const form = typed({ from: '2026-10-01', to: '', total: 'much', fixed: '24.625' });
  expect(realBillOf(form, 'THB')).toEqual(new Set(['to', 'total', 'fixed']));
});
