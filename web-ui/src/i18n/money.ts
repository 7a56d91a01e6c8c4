import { minorDigitsOf } from '@farmgate/gateway/contract';
import { getLocale } from './locale.ts';

/** An amount in minor units as people read it: ฿1,234.50. */
export function money(minor: number, currency: string): string {
  const digits = minorDigitsOf(currency);
  return new Intl.NumberFormat(getLocale(), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(minor / 10 ** digits);
}

/** A difference with its sign: +฿12.00. */
export function signedMoney(minor: number, currency: string): string {
  return minor > 0 ? `+${money(minor, currency)}` : money(minor, currency);
}

/** Energy as people read it: 0.05 kWh, 12.4 kWh, 1,340 kWh. */
export function kwh(value: number | string): string {
  const amount = Number(value);
  const digits = Math.abs(amount) >= 100 ? 0 : Math.abs(amount) >= 1 ? 1 : 2;
  return `${new Intl.NumberFormat(getLocale(), { maximumFractionDigits: digits }).format(amount)} kWh`;
}

/** A decimal text with the digits of the language, as exact as it is. */
export function exact(text: string): string {
  const digits = text.split('.')[1]?.length ?? 0;
  return text === '' ? '' : new Intl.NumberFormat(getLocale(), { minimumFractionDigits: digits }).format(Number(text));
}

/** A rate with every digit it was given: ฿3.2484. */
export function rateMoney(rate: string, currency: string): string {
  const digits = Math.max(minorDigitsOf(currency), rate.split('.')[1]?.length ?? 0);
  return new Intl.NumberFormat(getLocale(), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
  }).format(Number(rate));
}

/** What the currency is called: Thai Baht (THB). */
export function currencyName(code: string): string {
  const name = new Intl.DisplayNames(getLocale(), { type: 'currency' }).of(code);
  return name === undefined || name === code ? code : `${name} (${code})`;
}

/** What the country with these two letters is called. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(getLocale(), { type: 'region' }).of(code) ?? code;
}
