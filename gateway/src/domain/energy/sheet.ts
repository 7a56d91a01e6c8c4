import { minorDigitsOf, type Bill, type BillAnswer, type BillLine } from '../../contract/index.ts';
import { fixedOf, roundHalfUp } from './money.ts';
import { SiteCalendar } from './site-calendar.ts';

/** A cell: text in any script, with what stands for it where that script cannot be shown; numbers go to the right. */
export interface SheetCell {
  readonly text: string;
  /** In plain letters. */
  readonly fallback?: string;
  readonly isNumber?: true;
}

export interface SheetTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
}

/** What is printed or taken away of a month. */
export interface Sheet {
  readonly title: SheetCell;
  /** Short facts below the title. */
  readonly facts: readonly SheetCell[];
  readonly tables: readonly SheetTable[];
}

/** A person's or a pump's part of a month. `amount`: minor units. */
export interface SheetShare {
  /** What stands for a name that cannot be shown. */
  readonly number: number;
  readonly name: string;
  readonly milliWh: bigint;
  readonly amount?: number;
}

export interface SheetInput {
  readonly site: string;
  readonly answer: BillAnswer;
  /** Energy of each day, in order. Unit: mWh. */
  readonly days: readonly (readonly [day: string, milliWh: bigint])[];
  readonly shares?: readonly SheetShare[];
}

/** The sheet of a month: its bill line by line, what to know of it, its days, and where they are given its shares. */
export function sheetOf({ site, answer, days, shares = [] }: SheetInput): Sheet {
  const { month, bill, why, energyKwh } = answer;
  return {
    title: { text: `${site}: ${month}`, fallback: `Energy of ${month}` },
    facts: [
      plain(`Energy: ${energyKwh} kWh`),
      ...(bill ? factsOf(bill) : []),
      ...(why ? [plain(`${why.sentence} ${why.remedy}`)] : []),
    ],
    tables: [
      ...(bill ? [billTable(bill)] : []),
      ...(shares.length > 0 ? [shareTable(shares, bill?.currency)] : []),
      dayTable(days),
    ],
  };
}

function factsOf(bill: Bill): SheetCell[] {
  const { currency, total, marks } = bill;
  const { estimatedPercent, missingQuarters, untariffedKwh } = marks;
  return [
    plain(`Total: ${moneyOf(total, currency)} ${currency}`),
    ...(estimatedPercent > 0 ? [plain(`Estimated: ${estimatedPercent} % of the energy`)] : []),
    ...(missingQuarters > 0 ? [plain(`Not known: ${missingQuarters / 4} hours`)] : []),
    ...(untariffedKwh === '0' ? [] : [plain(`Without a tariff, and not in the total: ${untariffedKwh} kWh`)]),
  ];
}

function billTable(bill: Bill): SheetTable {
  const calendar = new SiteCalendar(bill.timeZone);
  const rows = bill.lines.map((line, at) => [
    { text: line.label, fallback: `${line.kind} ${at + 1}` },
    plain(calendar.at(line.from).day),
    number(line.quantity),
    plain(line.unit === 'percent' ? bill.currency : line.unit),
    number(rateOf(line)),
    number(moneyOf(line.amount, bill.currency)),
  ]);
  const total = [
    plain('Total'),
    plain(''),
    plain(''),
    plain(''),
    plain(''),
    number(moneyOf(bill.total, bill.currency)),
  ];
  const columns = ['Charge', 'From', 'Quantity', 'Unit', 'Rate', `Amount (${bill.currency})`];
  return { title: 'Bill', columns, rows: [...rows, total] };
}

function shareTable(shares: readonly SheetShare[], currency: string | undefined): SheetTable {
  const rows = shares.map(({ number: no, name, milliWh, amount }) => [
    number(String(no)),
    { text: name, fallback: `No. ${no}` },
    number(kwhShort(milliWh)),
    number(amount === undefined || currency === undefined ? '' : moneyOf(amount, currency)),
  ]);
  return { title: 'Shares', columns: ['No.', 'Name', 'kWh', currency ? `Amount (${currency})` : ''], rows };
}

function dayTable(days: SheetInput['days']): SheetTable {
  return {
    title: 'Days',
    columns: ['Day', 'kWh'],
    rows: days.map(([day, milliWh]) => [plain(day), number(kwhShort(milliWh))]),
  };
}

function rateOf({ unit, rate }: BillLine): string {
  return unit === 'percent' ? `${rate} %` : rate;
}

/** To the Wh: a sheet is read, and bills are not made of it. */
function kwhShort(milliWh: bigint): string {
  return fixedOf(roundHalfUp({ num: milliWh, den: 1_000n }), 3);
}

function moneyOf(amount: number, currency: string): string {
  return fixedOf(BigInt(amount), minorDigitsOf(currency));
}

function plain(text: string): SheetCell {
  return { text };
}

function number(text: string): SheetCell {
  return { text, isNumber: true };
}
