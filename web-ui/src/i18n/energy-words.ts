import { msg, str } from '@lit/localize';

/** The words of what energy costs, loaded with its pages. English where a language has none. */
export const energyWords = {
  // The month
  month: () => msg('Month', { id: 'energy-month' }),
  monthBefore: () => msg('The month before', { id: 'energy-month-before' }),
  monthAfter: () => msg('The month after', { id: 'energy-month-after' }),
  soFar: () => msg('So far this month', { id: 'energy-so-far' }),
  inAll: (month: string) => msg(str`In ${month}`, { id: 'energy-in-month' }),
  willBe: (amount: string) => msg(str`will come to about ${amount}`, { id: 'energy-will-be' }),
  willUse: (energy: string) => msg(str`at about ${energy}`, { id: 'energy-will-use' }),
  forecastMeans: () =>
    msg('If the rest of the month is like the same hours of the last eight weeks.', { id: 'energy-forecast-means' }),
  noForecast: () => msg('What it will come to is said once two days are known.', { id: 'energy-no-forecast' }),
  compared: () => msg('Compared', { id: 'energy-compared' }),
  lastMonth: () => msg('The month before', { id: 'energy-last-month' }),
  lastYear: () => msg('A year before', { id: 'energy-last-year' }),
  moreThan: (percent: string) => msg(str`${percent} % more now`, { id: 'energy-more' }),
  lessThan: (percent: string) => msg(str`${percent} % less now`, { id: 'energy-less' }),
  sameAs: () => msg('as much', { id: 'energy-same' }),
  nothingThen: () => msg('nothing known', { id: 'energy-nothing-then' }),

  // What to know of it
  estimated: (percent: string) =>
    msg(
      str`${percent} % of the energy is estimated: it was worked out from power or current, not counted by a meter.`,
      {
        id: 'energy-estimated',
      },
    ),
  missing: (span: string) => msg(str`Nothing was measured for ${span} in all.`, { id: 'energy-missing' }),
  untariffed: (energy: string) =>
    msg(str`${energy} were used while no tariff held. They are not in the bill.`, { id: 'energy-untariffed' }),

  // Slabs
  slabs: () => msg('Slabs', { id: 'energy-slabs' }),
  slabUpTo: (kwh: string) => msg(str`up to ${kwh} kWh`, { id: 'energy-slab-up-to' }),
  slabFrom: (from: string, to: string) => msg(str`${from} to ${to} kWh`, { id: 'energy-slab-from' }),
  slabOver: (kwh: string) => msg(str`over ${kwh} kWh`, { id: 'energy-slab-over' }),
  aKwh: (rate: string) => msg(str`${rate} a kWh`, { id: 'energy-a-kwh' }),
  allUnits: () => msg('for all units of the month', { id: 'energy-all-units' }),
  untilNext: (kwh: string) => msg(str`${kwh} until the next slab.`, { id: 'energy-until-next' }),
  inLast: () => msg('This is the last slab: it has no end.', { id: 'energy-in-last' }),
  hereNow: () => msg('you are here', { id: 'energy-here' }),
  endsHere: () => msg('the month will come to here', { id: 'energy-ends-here' }),

  // When and what by
  byDay: () => msg('Day by day', { id: 'energy-by-day' }),
  byHour: () => msg('Hour by hour', { id: 'energy-by-hour' }),
  cost: () => msg('Cost', { id: 'energy-cost' }),
  energy: () => msg('Energy', { id: 'energy-kwh' }),
  perDay: () => msg('By how much each day raised the bill.', { id: 'energy-per-day' }),
  standing: (amount: string) =>
    msg(str`${amount} are there whatever is used: fixed charges and rounding.`, { id: 'energy-standing' }),
  striped: () => msg('Striped: estimated.', { id: 'energy-striped' }),
  hatched: () => msg('Hatched: nothing was measured.', { id: 'energy-hatched' }),
  dear: (period: string) =>
    msg(str`Amber: ${period} on working days, when energy costs the most.`, { id: 'energy-dear' }),
  allHours: () => msg('Of all days of the month together.', { id: 'energy-all-hours' }),
  unknown: () => msg('not known', { id: 'energy-unknown' }),
  ahead: () => msg('still to come', { id: 'energy-ahead' }),
  asTable: () => msg('As a table', { id: 'energy-as-table' }),
  day: () => msg('Day', { id: 'energy-day' }),
  loads: () => msg('What used it', { id: 'energy-loads' }),
  loadsMean: () =>
    msg('What has a meter of its own, without fixed charges.', {
      id: 'energy-loads-mean',
    }),
  unmetered: () => msg('Not measured by itself', { id: 'energy-unmetered' }),
  otherLoads: (count: string) => msg(str`${count} that used nothing`, { id: 'energy-other-loads' }),
  moreLoads: (count: string) => msg(str`${count} more`, { id: 'energy-more-loads' }),
  shareOf: (percent: string) => msg(str`${percent} %`, { id: 'energy-share' }),
  guessed: () => msg('estimated', { id: 'energy-guessed' }),

  // Now
  now: () => msg('Now', { id: 'energy-now' }),
  anHour: (amount: string) => msg(str`${amount} an hour`, { id: 'energy-an-hour' }),
  nextUnit: (rate: string) =>
    msg(str`The next unit costs ${rate}, with what is charged on each.`, { id: 'energy-next-unit' }),
  leftAtIt: (energy: string) => msg(str`${energy} left at it`, { id: 'energy-left-at' }),
  untilThen: (when: string) => msg(str`until ${when}`, { id: 'energy-until' }),
  nothingOn: () => msg('No switched load is on.', { id: 'energy-nothing-on' }),
  notMeasured: () => msg('not measured', { id: 'energy-not-measured' }),
  unheard: (count: string) =>
    msg(str`Meters that were not heard of: ${count}. What flows there is not in it.`, { id: 'energy-unheard' }),

  // Who
  peopleRuns: () => msg('What people’s runs took', { id: 'energy-people' }),
  ownRuns: () => msg('What your runs took', { id: 'energy-own-runs' }),
  noRuns: () => msg('No run began in this month.', { id: 'energy-no-runs' }),
  nRuns: (count: string) => msg(str`runs: ${count}`, { id: 'energy-n-runs' }),
  unknownRuns: (count: string) =>
    msg(str`Runs whose energy is not known, and which are in no sum: ${count}`, { id: 'energy-unknown-runs' }),

  // The bill
  bill: () => msg('The bill, line by line', { id: 'energy-bill' }),
  charge: () => msg('Charge', { id: 'energy-charge' }),
  quantity: () => msg('Quantity', { id: 'energy-quantity' }),
  rate: () => msg('Rate', { id: 'energy-rate' }),
  amount: () => msg('Amount', { id: 'energy-amount' }),
  total: () => msg('Total', { id: 'energy-total' }),
  since: (when: string) => msg(str`from ${when} on`, { id: 'energy-since' }),
  perMonth: () => msg('month', { id: 'energy-per-month' }),
  pdf: () => msg('Month as PDF', { id: 'energy-pdf' }),
  csv: () => msg('Month as CSV', { id: 'energy-csv' }),

  // Where to go on
  tariffs: () => msg('Tariffs', { id: 'energy-tariffs' }),
  budgets: () => msg('Budgets', { id: 'energy-budgets' }),
  meters: () => msg('What is measured', { id: 'meter-meters' }),
  realBills: () => msg('Bills of the supplier', { id: 'energy-real-bills' }),

  // Nothing there yet
  noTariff: () => msg('No tariff yet', { id: 'energy-no-tariff' }),
  noTariffMeans: () =>
    msg('Farmgate counts the energy, and does not know what your supplier charges for it.', {
      id: 'energy-no-tariff-means',
    }),
  chooseTariff: () => msg('Choose a tariff', { id: 'energy-choose-tariff' }),
  askAdmin: () => msg('Ask an admin of this farm to enter the tariff.', { id: 'energy-ask-admin' }),
  noneThen: (month: string) => msg(str`No tariff held in ${month}.`, { id: 'energy-none-then' }),
  noMeter: () => msg('Nothing here measures energy', { id: 'energy-no-meter' }),
  noMeterMeans: () =>
    msg('A meter, a pump node, a plug that measures, or an outlet that reads its current is needed.', {
      id: 'energy-no-meter-means',
    }),
  noUse: (month: string) => msg(str`Nothing was measured in ${month}.`, { id: 'energy-no-use' }),

  // A bill of the supplier
  enterBill: () => msg('Enter a bill', { id: 'energy-enter-bill' }),
  billMeans: () =>
    msg('Enter what stands on it. The more you enter, the more of a difference is explained.', {
      id: 'energy-bill-means',
    }),
  firstDay: () => msg('First day', { id: 'energy-first-day' }),
  lastDay: () => msg('Last day', { id: 'energy-last-day' }),
  billTotal: () => msg('Total to pay', { id: 'energy-bill-total' }),
  billKwh: () => msg('Energy in kWh', { id: 'energy-bill-kwh' }),
  billEnergy: () => msg('Cost of the energy', { id: 'energy-bill-energy' }),
  billEnergyHint: () => msg('with surcharges on each unit, without taxes', { id: 'energy-bill-energy-hint' }),
  billFixed: () => msg('Fixed charges', { id: 'energy-bill-fixed' }),
  billTax: () => msg('Taxes', { id: 'energy-bill-tax' }),
  note: () => msg('Note', { id: 'energy-bill-note' }),
  ifThere: () => msg('if it is on the bill', { id: 'energy-if-there' }),
  keepBill: () => msg('Compare it', { id: 'energy-keep-bill' }),
  noBills: () => msg('No bill has been entered yet.', { id: 'energy-no-bills' }),
  notAnAmount: () => msg('Write an amount such as 1234.50.', { id: 'energy-not-amount' }),
  removeBill: () => msg('Take this bill away', { id: 'energy-remove-bill' }),
  removeBillMeans: () => msg('What was computed stays as it is.', { id: 'energy-remove-bill-means' }),
  remove: () => msg('Take away', { id: 'energy-remove' }),
  onBill: () => msg('On the bill', { id: 'energy-on-bill' }),
  computed: () => msg('Computed', { id: 'energy-computed' }),
  difference: () => msg('Difference', { id: 'energy-difference' }),
  fits: () => msg('They are the same, to the last digit.', { id: 'energy-fits' }),
  why: () => msg('Why', { id: 'energy-why' }),
  repriced: () => msg('A tariff was changed since this bill was entered.', { id: 'energy-repriced' }),
  enteredBy: (name: string, when: string) => msg(str`entered by ${name}, ${when}`, { id: 'energy-entered-by' }),
  onlyAdmins: () => msg('Only an admin of this farm changes this.', { id: 'energy-only-admins' }),
};

/** What a part of a difference comes from. */
export const causeWords = {
  days: () => msg('Days', { id: 'energy-cause-days' }),
  energy: () => msg('Energy measured', { id: 'energy-cause-energy' }),
  rate: () => msg('Price of a unit', { id: 'energy-cause-rate' }),
  fixed: () => msg('Fixed charges differ', { id: 'energy-cause-fixed' }),
  tax: () => msg('Taxes differ', { id: 'energy-cause-tax' }),
  unexplained: () => msg('Not explained', { id: 'energy-cause-unexplained' }),
};
