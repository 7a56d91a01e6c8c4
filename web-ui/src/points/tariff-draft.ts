import type { EnergyRate, RateWindow, TariffTerms } from '@farmgate/gateway/contract';

/** A row of fields as it was typed; what is ticked is `yes`. */
export type Row = Readonly<Record<string, string>>;

export type RateKind = EnergyRate['kind'];

/** Terms while somebody writes them: every field as text, and each kind of rate kept, whichever is chosen. */
export interface TariffDraft {
  readonly name: string;
  readonly currency: string;
  readonly kind: RateKind;
  readonly rate: string;
  readonly slabs: readonly Row[];
  readonly periods: readonly Row[];
  readonly usual: string;
  readonly windows: readonly RateWindow[];
  readonly holidays: readonly Row[];
  readonly sanctionedKw: string;
  readonly fixed: readonly Row[];
  readonly surcharges: readonly Row[];
  readonly minimum: string;
  readonly minimumPer: string;
  readonly taxes: readonly Row[];
  readonly roundTo: string;
  readonly source: string;
}

export const YES = 'yes';

/** One with nothing in it yet. */
export const emptyDraft: TariffDraft = {
  name: '',
  currency: '',
  kind: 'flat',
  rate: '',
  slabs: [{ upToKwh: '100', rate: '' }, { rate: '' }],
  periods: [
    { name: 'On peak', rate: '' },
    { name: 'Off peak', rate: '' },
  ],
  usual: 'Off peak',
  windows: [{ days: [1, 2, 3, 4, 5], from: 540, to: 1_320, period: 'On peak' }],
  holidays: [],
  sanctionedKw: '',
  fixed: [],
  surcharges: [],
  minimum: '',
  minimumPer: 'month',
  taxes: [],
  roundTo: '',
  source: '',
};

/** Terms as a draft to go on with. */
export function draftOf(terms: TariffTerms): TariffDraft {
  return {
    ...emptyDraft,
    ...energyDraft(terms.energy),
    name: terms.name,
    currency: terms.currency,
    sanctionedKw: terms.sanctionedKw ?? '',
    fixed: terms.fixed.map((charge) => ({ ...charge })),
    surcharges: terms.surcharges.map(({ name, rate, taxFree }) => ({ name, rate, taxFree: tick(taxFree) })),
    minimum: terms.minimum?.rate ?? '',
    minimumPer: terms.minimum?.per ?? 'month',
    taxes: terms.taxes.map((tax) => ({ ...tax })),
    roundTo: textOf(terms.roundTo),
    source: terms.source ?? '',
  };
}

function energyDraft(energy: EnergyRate): Partial<TariffDraft> {
  const { kind } = energy;
  switch (energy.kind) {
    case 'flat':
      return { kind, rate: energy.rate };
    case 'slabs':
      return {
        kind,
        slabs: energy.slabs.map(({ upToKwh, rate, takesAll, perMonth }) => ({
          upToKwh: textOf(upToKwh),
          rate,
          takesAll: tick(takesAll),
          perMonth: perMonth ?? '',
        })),
      };
    case 'time-of-use':
      return {
        kind,
        periods: energy.periods.map((period) => ({ ...period })),
        usual: energy.usual,
        windows: energy.windows,
        holidays: energy.holidays.map(({ day, as }) => ({ day, as: String(as) })),
      };
  }
}

/** What a draft says. What is wrong in it is for the gateway to find, so that it is told at its field. */
export function termsOf(draft: TariffDraft): TariffTerms {
  const { name, currency, sanctionedKw, minimum, minimumPer, roundTo, source } = draft;
  return {
    name: name.trim(),
    currency: currency.trim().toUpperCase(),
    energy: energyOf(draft),
    ...(sanctionedKw ? { sanctionedKw } : {}),
    fixed: draft.fixed.map((row) => ({ name: of(row, 'name'), rate: of(row, 'rate'), per: perOf(row['per']) })),
    surcharges: draft.surcharges.map((row) => ({
      name: of(row, 'name'),
      rate: of(row, 'rate'),
      ...(row['taxFree'] === YES ? { taxFree: true } : {}),
    })),
    ...(minimum ? { minimum: { rate: minimum, per: perOf(minimumPer) } } : {}),
    taxes: draft.taxes.map((row) => ({ name: of(row, 'name'), percent: of(row, 'percent'), on: onOf(row['on']) })),
    ...(roundTo ? { roundTo: Number(roundTo) } : {}),
    ...(source.trim() ? { source: source.trim() } : {}),
  };
}

function energyOf({ kind, rate, slabs, periods, usual, windows, holidays }: TariffDraft): EnergyRate {
  switch (kind) {
    case 'flat':
      return { kind, rate };
    case 'slabs':
      return {
        kind,
        slabs: slabs.map((row) => ({
          ...(row['upToKwh'] ? { upToKwh: Number(row['upToKwh']) } : {}),
          rate: of(row, 'rate'),
          ...(row['takesAll'] === YES ? { takesAll: true } : {}),
          ...(row['perMonth'] ? { perMonth: row['perMonth'] } : {}),
        })),
      };
    case 'time-of-use':
      return {
        kind,
        periods: periods.map((row) => ({ name: of(row, 'name'), rate: of(row, 'rate') })),
        usual: usual.trim(),
        windows: windows.map((window) => ({ ...window, days: [...window.days], period: window.period.trim() })),
        holidays: holidays.map((row) => ({ day: of(row, 'day'), as: Number(row['as'] ?? 7) })),
      };
  }
}

/** Other periods: windows go with the new name of theirs, and are gone where it is. */
export function withPeriods(draft: TariffDraft, periods: readonly Row[]): TariffDraft {
  const before = draft.periods.map((row) => row['name'] ?? '');
  const isRenaming = before.length === periods.length;
  const nameOf = (old: string) => {
    const at = before.indexOf(old);
    if (isRenaming) return periods[at]?.['name'];
    return periods.find((row) => row['name'] === old)?.['name'];
  };
  return {
    ...draft,
    periods,
    usual: nameOf(draft.usual) ?? periods.at(-1)?.['name'] ?? '',
    windows: draft.windows.flatMap((window) => {
      const period = nameOf(window.period);
      return period === undefined ? [] : [{ ...window, period }];
    }),
  };
}

/** What the gateway found wrong, by the field: `slabs/0/rate`, `name`, `validFrom`. */
export function faultsOf(
  errors: readonly { readonly pointer: string; readonly detail: string }[] = [],
): ReadonlyMap<string, string> {
  return new Map(errors.map(({ pointer, detail }) => [fieldOf(pointer), detail]));
}

function fieldOf(pointer: string): string {
  return pointer
    .slice(1)
    .replace(/^terms\//, '')
    .replace(/^energy\//, '')
    .replace(/^minimum\/rate$/, 'minimum');
}

function of(row: Row, key: string): string {
  return (row[key] ?? '').trim();
}

function perOf(text: string | undefined): 'month' | 'kw' {
  return text === 'kw' ? 'kw' : 'month';
}

function onOf(text: string | undefined): TariffTerms['taxes'][number]['on'] {
  return text === 'energy' || text === 'all-and-taxes' ? text : 'all';
}

function tick(value: true | undefined): string {
  return value ? YES : '';
}

function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
