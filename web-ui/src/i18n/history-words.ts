import { msg, str } from '@lit/localize';

/** The words of charts and of the history, loaded with them. English where a language has none. */
export const historyWords = {
  // What people ask
  question: () => msg('What would you like to know?', { id: 'history-question' }),
  whenRan: () => msg('When did it run?', { id: 'when-ran' }),
  howFull: () => msg('How full?', { id: 'how-full' }),
  howMuchPower: () => msg('How much power?', { id: 'how-much-power' }),
  whoUsed: () => msg('Who used it?', { id: 'who-used' }),
  anything: () => msg('Anything else', { id: 'any-series' }),

  // Which while
  span: () => msg('For how long', { id: 'history-span' }),
  month: () => msg('30 d', { id: 'span-month' }),
  year: () => msg('1 year', { id: 'span-year' }),
  own: () => msg('From … to', { id: 'span-own' }),
  from: () => msg('From', { id: 'from-moment' }),
  to: () => msg('To', { id: 'to-moment' }),
  show: () => msg('Show', { id: 'show-span' }),
  fromAfterTo: () => msg('It begins after it ends. Give an earlier begin.', { id: 'from-after-to' }),
  compare: () => msg('Compare with', { id: 'compare-with' }),
  compareNot: () => msg('nothing', { id: 'compare-not' }),
  before: () => msg('the time before', { id: 'compare-before' }),
  weekBefore: () => msg('a week before', { id: 'compare-week' }),
  yearBefore: () => msg('a year before', { id: 'compare-year' }),
  dashed: (what: string) => msg(str`Dashed: ${what}`, { id: 'dashed-is' }),

  // Which series
  shown: () => msg('What is shown', { id: 'series-shown' }),
  addSeries: () => msg('Add a reading', { id: 'add-series' }),
  choose: () => msg('Choose…', { id: 'choose-series' }),
  former: (name: string) => msg(str`${name} (no longer there)`, { id: 'former-device' }),
  remove: (name: string) => msg(str`Take ${name} away`, { id: 'remove-series' }),
  mostSeries: () => msg('Four are shown at once at most. Take one away first.', { id: 'most-series' }),
  mostUnits: () => msg('Two units fit at once. Take one away to see readings of another.', { id: 'most-units' }),
  noSeries: () => msg('Nothing of this kind has been read yet.', { id: 'no-series' }),
  chooseSome: () => msg('Choose a reading to see it.', { id: 'choose-some' }),

  // A chart
  chart: (names: string) => msg(str`Chart: ${names}`, { id: 'chart-of' }),
  chartRole: () => msg('chart', { id: 'chart-role' }),
  keys: () =>
    msg(
      'Left and right move in time, plus and minus zoom, Home and End go to the first and the last reading, 0 goes back. With Shift, left and right read value after value.',
      { id: 'chart-keys' },
    ),
  keysTitle: () => msg('Keys and fingers', { id: 'chart-keys-title' }),
  fingers: () =>
    msg('Drag to move in time, pinch to zoom. With a mouse: click, then turn the wheel; a double click goes back.', {
      id: 'chart-fingers',
    }),
  zoomIn: () => msg('Closer', { id: 'zoom-in' }),
  zoomOut: () => msg('Farther', { id: 'zoom-out' }),
  earlier: () => msg('Earlier', { id: 'pan-earlier' }),
  later: () => msg('Later', { id: 'pan-later' }),
  reset: () => msg('Whole span', { id: 'zoom-reset' }),
  nothingRead: () => msg('nothing read', { id: 'nothing-read' }),
  hatched: () => msg('hatched: nothing was read', { id: 'hatched-is' }),
  odd: () => msg('outside its range', { id: 'outside-range' }),
  fromTo: (least: string, most: string) => msg(str`${least} to ${most}`, { id: 'least-to-most' }),
  thatTime: (value: string) => msg(str`then ${value}`, { id: 'value-then' }),
  onFor: (share: string) => msg(str`on ${share} %`, { id: 'on-share' }),
  on: () => msg('on', { id: 'flag-on' }),
  off: () => msg('off', { id: 'flag-off' }),
  nothingThen: () => msg('Nothing was read then.', { id: 'nothing-then' }),
  firstReading: (when: string) => msg(str`The first reading is from ${when}.`, { id: 'first-reading' }),

  // Figures of the whole span
  inAll: () => msg('In all', { id: 'in-all' }),
  mean: () => msg('Mean', { id: 'mean' }),
  least: () => msg('Least', { id: 'least' }),
  most: () => msg('Most', { id: 'most' }),
  hoursOn: () => msg('On for', { id: 'hours-on' }),
  grew: () => msg('Grew by', { id: 'grew-by' }),
  energy: () => msg('Energy', { id: 'energy-of-power' }),
  known: (percent: string) => msg(str`known ${percent} % of the time`, { id: 'known-share' }),

  // The table
  table: () => msg('As a table', { id: 'history-table' }),
  caption: (from: string, to: string, step: string) => msg(str`${from} to ${to}, ${step}`, { id: 'table-caption' }),
  each: (step: string) => msg(str`a row each ${step}`, { id: 'row-each' }),
  eachReading: () => msg('each reading as it was', { id: 'each-reading' }),
  eachWeek: () => msg('a row each week', { id: 'row-week' }),
  eachMonth: () => msg('a row each month', { id: 'row-month' }),
  time: () => msg('Time', { id: 'table-time' }),
  valueOf: (name: string) => msg(str`${name}, mean`, { id: 'table-mean' }),
  leastOf: () => msg('least', { id: 'table-least' }),
  mostOf: () => msg('most', { id: 'table-most' }),
  noReadings: (until: string) => msg(str`nothing read until ${until}`, { id: 'nothing-until' }),
  moreRows: (n: string) => msg(str`${n} more rows`, { id: 'more-rows' }),
  csv: () => msg('As a file (CSV)', { id: 'as-csv' }),

  // Peaks
  peaks: () => msg('The highest', { id: 'peaks' }),
  showPeak: () => msg('Look there', { id: 'look-there' }),

  // Runs
  runs: (n: string) => msg(str`Runs: ${n}`, { id: 'n-runs' }),
  noRuns: () => msg('Nobody used a pump then.', { id: 'no-runs-then' }),
  ownRuns: () => msg('Your own runs. Those of everybody are for admins.', { id: 'own-runs-only' }),
  olderRuns: () => msg('There are more runs than are shown. Choose a shorter time.', { id: 'runs-cut' }),

  // Links
  lastDay: () => msg('The last 24 hours', { id: 'last-24' }),
  allHistory: () => msg('All of its history', { id: 'all-history' }),
  peekOf: (name: string, least: string, most: string) =>
    msg(str`${name}, from ${least} to ${most}`, { id: 'peek-of-series' }),
};
