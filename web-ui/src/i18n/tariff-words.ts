import { msg, str } from '@lit/localize';

/** The words of tariffs, loaded with their pages. English where a language has none. */
export const tariffWords = {
  tariffs: () => msg('Tariffs', { id: 'tariff-tariffs' }),
  tariff: () => msg('Tariff', { id: 'tariff-tariff' }),
  newTariff: () => msg('New tariff', { id: 'tariff-new' }),
  add: () => msg('Add a tariff', { id: 'tariff-add' }),
  none: () => msg('There is no tariff yet.', { id: 'tariff-none' }),
  noneMeans: () =>
    msg('Choose one of a supplier near you to begin with, or write your own from your last bill.', {
      id: 'tariff-none-means',
    }),
  holdsNow: () => msg('holds now', { id: 'tariff-holds-now' }),
  willHold: () => msg('still to come', { id: 'tariff-will-hold' }),
  didHold: () => msg('over', { id: 'tariff-did-hold' }),
  from: (when: string) => msg(str`from ${when}`, { id: 'tariff-from' }),
  always: () => msg('from the beginning', { id: 'tariff-always' }),
  change: () => msg('Change', { id: 'tariff-change' }),
  onlyAdmins: () => msg('Only an admin of this farm changes tariffs.', { id: 'tariff-only-admins' }),
  gone: () => msg('This tariff is not there any more.', { id: 'tariff-gone' }),

  // To begin with
  begin: () => msg('What to begin with', { id: 'tariff-begin' }),
  beginMeans: () =>
    msg('Figures change often. Compare every one with your last bill before you save.', { id: 'tariff-begin-means' }),
  own: () => msg('Write your own', { id: 'tariff-own' }),
  ownMeans: () => msg('From your last bill: what a unit costs, fixed charges, taxes.', { id: 'tariff-own-means' }),
  asOf: (when: string) => msg(str`Figures of ${when}`, { id: 'tariff-as-of' }),
  unsure: () =>
    msg('Not all of its figures could be traced to the supplier. Check each with your bill.', { id: 'tariff-unsure' }),
  where: () => msg('Where the figures come from', { id: 'tariff-where' }),
  use: (name: string) => msg(str`Begin with ${name}`, { id: 'tariff-use' }),
  useShort: () => msg('Begin with this', { id: 'tariff-use-short' }),
  backToBegin: () => msg('Begin with another', { id: 'tariff-begin-again' }),

  // What it is
  whatItIs: () => msg('What it is', { id: 'tariff-what' }),
  name: () => msg('Name', { id: 'tariff-name' }),
  currency: () => msg('Currency', { id: 'tariff-currency' }),
  currencyHint: () => msg('three letters, such as THB', { id: 'tariff-currency-hint' }),
  minorUnit: (name: string, smallest: string) => msg(str`${name}, to ${smallest}`, { id: 'tariff-minor-unit' }),
  validFrom: () => msg('Holds from', { id: 'tariff-valid-from' }),
  validHint: () => msg('by the clock of the farm, at a whole quarter of an hour', { id: 'tariff-valid-hint' }),
  reason: () => msg('Why the past changes', { id: 'tariff-reason' }),
  reasonHint: () =>
    msg('It begins in the past: bills of that time are worked out anew. Everybody who looks at the record reads why.', {
      id: 'tariff-reason-hint',
    }),

  // Units
  unit: () => msg('What a unit costs', { id: 'tariff-unit' }),
  flat: () => msg('Always the same', { id: 'tariff-flat' }),
  slabs: () => msg('By slabs', { id: 'tariff-slabs' }),
  timeOfUse: () => msg('By the time of day', { id: 'tariff-time-of-use' }),
  rate: () => msg('Rate a kWh', { id: 'tariff-rate' }),
  upTo: () => msg('Up to kWh a month', { id: 'tariff-up-to' }),
  noEnd: () => msg('no end', { id: 'tariff-no-end' }),
  takesAll: () => msg('is for all units of the month', { id: 'tariff-takes-all' }),
  slabFixed: () => msg('Fixed charge of it a month', { id: 'tariff-slab-fixed' }),
  addSlab: () => msg('Add a slab', { id: 'tariff-add-slab' }),
  slab: (n: string) => msg(str`Slab ${n}`, { id: 'tariff-slab' }),
  period: (n: string) => msg(str`Period ${n}`, { id: 'tariff-period' }),
  addPeriod: () => msg('Add a period', { id: 'tariff-add-period' }),
  usual: () => msg('At all other times', { id: 'tariff-usual' }),
  week: () => msg('When which period holds', { id: 'tariff-week' }),
  paint: () => msg('What is drawn', { id: 'tariff-paint' }),
  usually: (name: string) => msg(str`${name} (all other times)`, { id: 'tariff-usually' }),
  boardHelp: () =>
    msg(
      'Choose a period, then tap the hours in which it holds. With keys: arrows move, space draws, Shift and an arrow draw on.',
      {
        id: 'tariff-board-help',
      },
    ),
  hour: () => msg('Hour', { id: 'tariff-hour' }),
  hourIs: (day: string, from: string, to: string, period: string) =>
    msg(str`${day} ${from} to ${to}: ${period}`, { id: 'tariff-hour-is' }),
  mixed: () => msg('several', { id: 'tariff-mixed' }),
  addWindow: () => msg('To the quarter of an hour', { id: 'tariff-add-window' }),
  draw: () => msg('Draw it', { id: 'tariff-draw' }),
  days: () => msg('Days', { id: 'tariff-days' }),
  everyDay: () => msg('every day', { id: 'tariff-every-day' }),
  workdays: () => msg('Monday to Friday', { id: 'tariff-workdays' }),
  weekend: () => msg('Saturday and Sunday', { id: 'tariff-weekend' }),
  windowFrom: () => msg('From', { id: 'tariff-window-from' }),
  windowTo: () => msg('To', { id: 'tariff-window-to' }),
  fromAfterTo: () => msg('It must end after it begins. Over midnight it is two times.', { id: 'tariff-from-after-to' }),
  holidays: () => msg('Holidays', { id: 'tariff-holidays' }),
  holidaysMean: () => msg('Days that are billed as another one of the week.', { id: 'tariff-holidays-mean' }),
  holiday: () => msg('Day', { id: 'tariff-holiday' }),
  countsAs: () => msg('is billed as', { id: 'tariff-counts-as' }),
  addHoliday: () => msg('Add a holiday', { id: 'tariff-add-holiday' }),
  nHolidays: (n: string) => msg(str`Holidays: ${n}`, { id: 'tariff-n-holidays' }),

  // What else
  fixed: () => msg('Fixed and service charges', { id: 'tariff-fixed' }),
  addFixed: () => msg('Add a fixed charge', { id: 'tariff-add-fixed' }),
  amount: () => msg('Amount', { id: 'tariff-amount' }),
  per: () => msg('for each', { id: 'tariff-per' }),
  perMonth: () => msg('month', { id: 'tariff-per-month' }),
  perKw: () => msg('kW of the contract, a month', { id: 'tariff-per-kw' }),
  surcharges: () => msg('Surcharges on each unit', { id: 'tariff-surcharges' }),
  surchargesMean: () =>
    msg('Such as Ft or a fuel adjustment; one that is given back is below zero.', { id: 'tariff-surcharges-mean' }),
  addSurcharge: () => msg('Add a surcharge', { id: 'tariff-add-surcharge' }),
  taxFree: () => msg('no tax is on it', { id: 'tariff-tax-free' }),
  taxes: () => msg('Taxes', { id: 'tariff-taxes' }),
  addTax: () => msg('Add a tax', { id: 'tariff-add-tax' }),
  percent: () => msg('Percent', { id: 'tariff-percent' }),
  on: () => msg('of', { id: 'tariff-on' }),
  onAll: () => msg('everything before taxes', { id: 'tariff-on-all' }),
  onEnergy: () => msg('energy and surcharges', { id: 'tariff-on-energy' }),
  onTaxes: () => msg('everything, with the taxes above it', { id: 'tariff-on-taxes' }),
  more: () => msg('Contract, minimum, rounding', { id: 'tariff-more' }),
  sanctioned: () => msg('Sanctioned load in kW', { id: 'tariff-sanctioned' }),
  sanctionedHint: () => msg('what the contract allows to draw', { id: 'tariff-sanctioned-hint' }),
  minimum: () => msg('A month costs at least', { id: 'tariff-minimum' }),
  roundTo: () => msg('The total is rounded to', { id: 'tariff-round-to' }),
  noRounding: () => msg('not rounded', { id: 'tariff-no-rounding' }),
  source: () => msg('Where the figures come from', { id: 'tariff-source' }),
  sourceHint: () => msg('such as the notice of the supplier, with its date', { id: 'tariff-source-hint' }),
  removeRow: (what: string) => msg(str`Take away: ${what}`, { id: 'tariff-remove-row' }),

  // What it would cost
  example: () => msg('What a month would cost', { id: 'tariff-example' }),
  exampleFor: (kwh: string) => msg(str`${kwh} would cost`, { id: 'tariff-example-for' }),
  aUnit: (amount: string) => msg(str`${amount} a kWh`, { id: 'tariff-a-unit' }),
  exampleKwh: () => msg('kWh in the month', { id: 'tariff-example-kwh' }),
  exampleMeans: () => msg('Spread evenly over the month.', { id: 'tariff-example-means' }),
  notYet: () => msg('Shown once all that is needed is filled in.', { id: 'tariff-not-yet' }),

  // Saving
  save: () => msg('Save', { id: 'tariff-save' }),
  faults: (n: string) => msg(str`Not saved. Look at the fields marked red: ${n}`, { id: 'tariff-faults' }),
  leave: () => msg('Leave without saving?', { id: 'tariff-leave' }),
  leaveMeans: () => msg('What you have changed here is not kept.', { id: 'tariff-leave-means' }),
  leaveYes: () => msg('Leave', { id: 'tariff-leave-yes' }),
  remove: () => msg('Take this tariff away', { id: 'tariff-remove' }),
  removeMeans: () =>
    msg('The one before it holds on in its place, and bills of its time are worked out anew. Say why.', {
      id: 'tariff-remove-means',
    }),
  versions: () => msg('Before it was changed', { id: 'tariff-versions' }),
  version: (n: string) => msg(str`Version ${n}`, { id: 'tariff-version' }),
  versionBy: (who: string, when: string) => msg(str`${who}, ${when}`, { id: 'tariff-version-by' }),
  takeBack: (n: string) => msg(str`Go back to version ${n}`, { id: 'tariff-take-back' }),
  takenBack: () => msg('Its figures are in the form. Save to let them hold again.', { id: 'tariff-taken-back' }),
};
