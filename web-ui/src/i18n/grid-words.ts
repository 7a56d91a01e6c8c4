import type { GridView } from '@farmgate/gateway/contract';
import { msg, str } from '@lit/localize';

type Supply = GridView['state'];

/** How it stands with the power, large. */
export const supplyWords: Readonly<Record<Supply, () => string>> = {
  good: () => msg('The power is good', { id: 'grid-good' }),
  shedding: () => msg('The power is away', { id: 'grid-away' }),
  unknown: () => msg('Nobody knows', { id: 'grid-unknown' }),
};

/** What that means for the pumps. */
export const supplyMeans: Readonly<Record<Supply, () => string>> = {
  good: () => msg('Pumps may run.', { id: 'grid-good-means' }),
  shedding: () =>
    msg('Pumps are off. Everybody’s minutes are kept, and runs go on in their turn when it is back.', {
      id: 'grid-away-means',
    }),
  unknown: () =>
    msg('What tells of the power is silent. What runs goes on; nothing new starts for a while.', {
      id: 'grid-unknown-means',
    }),
};

/** The same of one source, in a word. */
export const saysWords: Readonly<Record<Supply, () => string>> = {
  good: () => msg('good', { id: 'says-good' }),
  shedding: () => msg('away', { id: 'says-away' }),
  unknown: () => msg('silent', { id: 'says-unknown' }),
};

export const sourceWords: Readonly<Record<GridView['sources'][number]['kind'], () => string>> = {
  sense: () => msg('Sense input', { id: 'source-sense' }),
  meter: () => msg('Meter', { id: 'source-meter' }),
  timetable: () => msg('Rota of the supplier', { id: 'source-timetable' }),
};

export const switchWords: Readonly<Record<GridView['switch'], () => string>> = {
  auto: () => msg('As the sources say', { id: 'switch-auto' }),
  good: () => msg('Good, whatever they say', { id: 'switch-good' }),
  shedding: () => msg('Away, whatever they say', { id: 'switch-away' }),
};

/** The words of the grid, loaded when first asked for. English where a language has none. */
export const gridWords = {
  unsure: () => msg('not sure yet', { id: 'says-unsure' }),
  grid: () => msg('Power of the grid', { id: 'grid' }),
  since: (when: string, ago: string) => msg(str`since ${when} (${ago})`, { id: 'grid-since' }),
  byAdmin: () => msg('An admin says so. What the sources say does not count.', { id: 'grid-by-admin' }),
  expected: (state: string, when: string, ahead: string) =>
    msg(str`By the rota: ${state} from ${when} (in ${ahead})`, { id: 'grid-expected' }),
  sources: () => msg('Who tells of it', { id: 'grid-sources' }),
  noSources: () =>
    msg('Nothing tells of the power, so it counts as good. Add a source below.', { id: 'grid-no-sources' }),
  heard: (ago: string) => msg(str`heard ${ago} ago`, { id: 'grid-heard' }),
  neverHeard: () => msg('never heard', { id: 'grid-never-heard' }),
  yourWord: () => msg('Your word', { id: 'grid-your-word' }),
  yourWordMeans: () =>
    msg('It goes above every source until you set it back. Everybody sees it.', { id: 'grid-your-word-means' }),
  why: () => msg('Why', { id: 'grid-why' }),
  apply: () => msg('Apply', { id: 'grid-apply' }),
  awayMeans: () => msg('Every pump of the farm is switched off at once.', { id: 'grid-away-now' }),

  settings: () => msg('How the farm knows', { id: 'grid-settings' }),
  name: () => msg('Name', { id: 'source-name' }),
  point: () => msg('Point', { id: 'source-point' }),
  choose: () => msg('Choose', { id: 'source-choose' }),
  nominal: () => msg('Usual voltage', { id: 'source-nominal' }),
  badBelow: () => msg('Away below, in % of it', { id: 'source-bad-percent' }),
  addSense: () => msg('Add a sense input', { id: 'add-sense' }),
  addMeter: () => msg('Add a meter', { id: 'add-meter' }),
  addRota: () => msg('Add a rota', { id: 'add-rota' }),
  remove: (name: string) => msg(str`Take ${name} away`, { id: 'source-remove' }),
  badS: () => msg('Away after', { id: 'grid-bad-s' }),
  goodS: () => msg('Good again after', { id: 'grid-good-s' }),
  staleS: () => msg('Silent after', { id: 'grid-stale-s' }),
  secondsUsual: (n: string) => msg(str`seconds; usual is ${n}`, { id: 'grid-seconds-usual' }),
  save: () => msg('Save', { id: 'grid-save' }),
  saved: () => msg('Saved.', { id: 'grid-saved' }),
  noPoints: () => msg('No device has such a point yet.', { id: 'grid-no-points' }),

  // The rota
  boardLabel: (name: string) => msg(str`${name}: hours with power`, { id: 'board-label' }),
  boardHelp: () =>
    msg('Tap an hour to give or take power. By keyboard: arrows move, space changes, shift with an arrow draws.', {
      id: 'board-help',
    }),
  hour: () => msg('Hour', { id: 'rota-hour' }),
  hourOn: (day: string, from: string, to: string) => msg(str`${day} ${from} to ${to}, power`, { id: 'hour-on' }),
  hourOff: (day: string, from: string, to: string) => msg(str`${day} ${from} to ${to}, no power`, { id: 'hour-off' }),
  hourPart: (day: string, from: string, to: string) =>
    msg(str`${day} ${from} to ${to}, power for a part of it`, { id: 'hour-part' }),
  slots: () => msg('To the minute', { id: 'rota-slots' }),
  slotFrom: () => msg('From', { id: 'slot-from' }),
  slotTo: () => msg('To', { id: 'slot-to' }),
  slotDays: () => msg('Days', { id: 'slot-days' }),
  addSlot: () => msg('Add a time', { id: 'add-slot' }),
  removeSlot: (what: string) => msg(str`Take away: ${what}`, { id: 'remove-slot' }),
  everyDay: () => msg('every day', { id: 'every-day' }),
  noSlots: () => msg('No power at any hour yet.', { id: 'no-slots' }),
  tooManySlots: () => msg('That is too many different times: at most 50.', { id: 'too-many-slots' }),
  clearBoard: () => msg('No power at all', { id: 'clear-board' }),
  fillBoard: () => msg('Power at every hour', { id: 'fill-board' }),
};
