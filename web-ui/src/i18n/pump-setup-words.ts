import type { ProtectionView } from '@farmgate/gateway/contract';
import { msg, str } from '@lit/localize';

type Say = () => string;

/** The protections by what they watch for, in plain words. One that is not among them goes by its own name. */
export const protectionWords: Readonly<Record<string, Say>> = {
  welded: () => msg('A contactor that stays closed', { id: 'protect-welded' }),
  'phase-reversal': () => msg('Phases in the wrong order', { id: 'protect-phase-reversal' }),
  'phase-loss': () => msg('A phase is missing', { id: 'protect-phase-loss' }),
  'over-current': () => msg('Too much current', { id: 'protect-over-current' }),
  overload: () => msg('The outlet trips', { id: 'protect-overload' }),
  'dry-run': () => msg('No water', { id: 'protect-dry-run' }),
  'no-effect': () => msg('It is on and nothing happens', { id: 'protect-no-effect' }),
  'max-run': () => msg('It runs too long', { id: 'protect-max-run' }),
  'node-lost': () => msg('The device is not heard', { id: 'protect-node-lost' }),
  'sensor-lost': () => msg('A sensor is not heard', { id: 'protect-sensor-lost' }),
  'over-voltage': () => msg('Too much voltage', { id: 'protect-over-voltage' }),
  'under-voltage': () => msg('Too little voltage', { id: 'protect-under-voltage' }),
  'breaker-overload': () => msg('The main breaker has too much', { id: 'protect-breaker' }),
  'starts-per-hour': () => msg('Too many starts', { id: 'protect-starts' }),
  'min-rest': () => msg('Too little rest between starts', { id: 'protect-min-rest' }),
  unbalance: () => msg('The phases share unevenly', { id: 'protect-unbalance' }),
};

export const protectionStates: Readonly<Record<ProtectionView['state'], Say>> = {
  well: () => msg('well', { id: 'protection-well' }),
  alert: () => msg('has told', { id: 'protection-alert' }),
  hold: () => msg('holds the pump', { id: 'protection-hold' }),
  stop: () => msg('has stopped the pump', { id: 'protection-stop' }),
  'lock-out': () => msg('has locked the pump', { id: 'protection-lock-out' }),
  'not-watched': () => msg('not watched', { id: 'protection-not-watched' }),
};

/** What can be watched of a pump beside what its own device tells. */
export const channelWords: Readonly<Record<string, Say>> = {
  current: () => msg('Motor current', { id: 'channel-current' }),
  currentL1: () => msg('Current of phase 1', { id: 'channel-current-1' }),
  currentL2: () => msg('Current of phase 2', { id: 'channel-current-2' }),
  currentL3: () => msg('Current of phase 3', { id: 'channel-current-3' }),
  voltage: () => msg('Voltage', { id: 'channel-voltage' }),
  voltageL1: () => msg('Voltage of phase 1', { id: 'channel-voltage-1' }),
  voltageL2: () => msg('Voltage of phase 2', { id: 'channel-voltage-2' }),
  voltageL3: () => msg('Voltage of phase 3', { id: 'channel-voltage-3' }),
  phaseOrder: () => msg('Order of the phases', { id: 'channel-phase-order' }),
  dryLatch: () => msg('Dry run, told by the node', { id: 'channel-dry-latch' }),
  flow: () => msg('Flow', { id: 'channel-flow' }),
  level: () => msg('Level', { id: 'channel-level' }),
  breaker: () => msg('Current of the main breaker', { id: 'channel-breaker' }),
};

/** The words of setting pumps up, loaded when first asked for. English where a language has none. */
export const pumpSetupWords = {
  pump: () => msg('Pump', { id: 'setup-pump' }),
  newPump: () => msg('A new pump', { id: 'new-pump' }),
  addPump: () => msg('Add a pump', { id: 'add-pump' }),
  noPumps: () => msg('No pump is shared yet.', { id: 'setup-no-pumps' }),
  noPumpsMeans: () =>
    msg('Choose the switch that feeds one, say what its plate says, and people can take turns at it.', {
      id: 'no-pumps-means',
    }),
  onlyThose: () => msg('Only an admin or an installer sets pumps up.', { id: 'only-those-pumps' }),
  seconds: () => msg('s', { id: 'unit-s' }),
  save: () => msg('Save', { id: 'pump-save' }),
  saved: () => msg('Saved.', { id: 'pump-saved' }),
  gone: () => msg('There is no such pump here.', { id: 'pump-gone' }),

  // A pump in the list
  lockedOut: () => msg('Locked out', { id: 'locked-out' }),
  outOfService: () => msg('Out of service', { id: 'setup-out-of-service' }),
  ready: () => msg('Ready', { id: 'pump-ready' }),
  runs: () => msg('Running', { id: 'pump-runs' }),
  kept: () => msg('May not start now', { id: 'pump-kept' }),
  notHeard: () => msg('Not heard', { id: 'pump-not-heard' }),

  // What it is
  whatItIs: () => msg('What it is', { id: 'pump-what' }),
  name: () => msg('Name', { id: 'pump-name' }),
  nameHint: () => msg('As people call it: Borehole pump', { id: 'pump-name-hint' }),
  switchPoint: () => msg('What switches it', { id: 'pump-switch' }),
  choose: () => msg('Choose', { id: 'pump-choose' }),
  none: () => msg('None', { id: 'pump-none' }),
  byItself: () => msg('As its own device tells', { id: 'wired-by-itself' }),
  isTaken: (name: string) => msg(str`${name}, a pump already`, { id: 'switch-taken' }),
  noSwitches: () => msg('No device has a free switch. Add a device first.', { id: 'no-switches' }),
  contactor: () => msg('A contactor of its own watches over this motor', { id: 'pump-contactor' }),
  contactorMeans: () =>
    msg('Your word for it is needed where the device cannot switch off by itself when the gateway is silent.', {
      id: 'pump-contactor-means',
    }),
  group: () => msg('Group', { id: 'pump-group' }),
  groupHint: () => msg('Of a group only so many run together', { id: 'pump-group-hint' }),
  allPumps: () => msg('All pumps', { id: 'all-pumps' }),
  critical: () => msg('Critical: whoever starts it is asked once more', { id: 'pump-critical' }),

  // Its plate
  plate: () => msg('Its plate', { id: 'motor-plate' }),
  phases: () => msg('Phases', { id: 'motor-phases' }),
  power: () => msg('Power', { id: 'motor-power' }),
  nominal: () => msg('Voltage, phase to neutral', { id: 'motor-nominal' }),
  rated: () => msg('Rated current', { id: 'motor-rated' }),
  usualRated: (amps: string) => msg(str`Usual for this motor: ${amps}`, { id: 'motor-usual' }),
  takeUsual: () => msg('Take it', { id: 'take-usual' }),
  flow: () => msg('Water it moves', { id: 'motor-flow' }),

  // Limits
  limits: () => msg('Limits', { id: 'pump-limits' }),
  limitsMean: () => msg('Empty is as usual for a motor of its size: the figure in grey.', { id: 'pump-limits-mean' }),
  minRest: () => msg('Rest between two starts', { id: 'limit-rest' }),
  startsPerHour: () => msg('Starts in an hour', { id: 'limit-starts-hour' }),
  startsPerDay: () => msg('Starts in a day', { id: 'limit-starts-day' }),
  longestRun: () => msg('Longest run', { id: 'limit-longest' }),
  shortestRun: () => msg('Shortest run', { id: 'limit-shortest' }),
  lease: () => msg('Stays on without word of the gateway', { id: 'limit-lease' }),
  range: (from: string, to: string, unit: string) => msg(str`${from} to ${to} ${unit}`, { id: 'field-range' }),

  // Hours
  hours: () => msg('Allowed hours', { id: 'allowed-hours' }),
  hoursAlways: () => msg('At any hour. Add one to allow only some; it may go over midnight.', { id: 'hours-always' }),
  from: () => msg('From', { id: 'hours-from' }),
  to: () => msg('To', { id: 'hours-to' }),
  addHours: () => msg('Add hours', { id: 'add-hours' }),
  removeHours: (what: string) => msg(str`Take away: ${what}`, { id: 'remove-hours' }),

  // Supply and sensors
  supply: () => msg('Its supply', { id: 'pump-supply' }),
  transformer: () => msg('Transformer', { id: 'pump-transformer' }),
  transformerHint: () => msg('Empty: it is not counted', { id: 'pump-transformer-hint' }),
  runKva: () => msg('While it runs', { id: 'run-kva' }),
  startKva: () => msg('While it starts', { id: 'start-kva' }),
  breaker: () => msg('What the main breaker bears', { id: 'pump-breaker' }),
  shedRank: () => msg('Held in this order when the breaker has too much, 0 first', { id: 'shed-rank' }),
  feeder: () => msg('The switch that feeds it', { id: 'pump-feeder' }),
  feederHint: () => msg('Opened when its own contact stays closed', { id: 'pump-feeder-hint' }),
  sensors: () => msg('Sensors', { id: 'pump-sensors' }),
  sensorsMean: () =>
    msg('What its own device tells is watched by itself. Others are wired to it here.', { id: 'pump-sensors-mean' }),
  tank: () => msg('The tank it fills', { id: 'pump-tank' }),

  // Protections
  protections: () => msg('Motor safety', { id: 'motor-safety' }),
  protectionsMean: () =>
    msg('Each of these watches the motor by itself. Empty is the usual value, in grey.', { id: 'motor-safety-means' }),
  trips: (n: string) => msg(str`trips: ${n}`, { id: 'protection-trips' }),
  noSettings: () => msg('There is nothing to set.', { id: 'no-protection-settings' }),
  usualValue: (value: string) => msg(str`usual ${value}`, { id: 'usual-value' }),
  savePumpAgain: () =>
    msg('Saving may ask for your PIN or password: it changes what keeps the motor safe.', { id: 'save-pump-again' }),

  // Learning
  learn: () => msg('Its usual current', { id: 'learn' }),
  learnMeans: () =>
    msg('A pump without water draws less than usual. For that the gateway has to know what is usual.', {
      id: 'learn-means',
    }),
  learned: (amps: string) => msg(str`It usually takes ${amps}.`, { id: 'learned' }),
  learnedBy: (how: string, when: string) => msg(str`Learned from ${how}, ${when}.`, { id: 'learned-by' }),
  goodRun: () => msg('the first good run', { id: 'learned-good-run' }),
  guidedRun: () => msg('a guided run', { id: 'learned-guided-run' }),
  notLearned: () => msg('Not learned yet. Until then half of the rated current counts.', { id: 'not-learned' }),
  learnStart: () => msg('Learn it now', { id: 'learn-start' }),
  learnAgain: () => msg('Learn it anew', { id: 'learn-again' }),
  learnStop: () => msg('Stop learning', { id: 'learn-stop' }),
  learnForget: () => msg('Forget it', { id: 'learn-forget' }),
  stepReady: () => msg('Open the valve, and see that there is water', { id: 'learn-ready' }),
  stepStart: () => msg('Start the pump for 5 minutes', { id: 'learn-start-pump' }),
  stepFill: () => msg('Wait a minute until the pipe is full', { id: 'learn-fill' }),
  stepMeasure: () => msg('Let it run evenly for two minutes', { id: 'learn-measure' }),
  learnProgress: (percent: string) => msg(str`Measuring, ${percent} %`, { id: 'learn-progress' }),
  learnDone: () => msg('done', { id: 'learn-step-done' }),
  learnNow: () => msg('now', { id: 'learn-step-now' }),
  learnWaits: () => msg('waits', { id: 'learn-step-waits' }),
  learnFault: () => msg('The last run taught nothing', { id: 'learn-fault' }),

  // State
  state: () => msg('How it stands', { id: 'pump-state' }),
  allWell: () => msg('Nothing keeps it from running.', { id: 'pump-all-well' }),
  reset: () => msg('Reset the lock-out', { id: 'reset-lock-out' }),
  resetMeans: () => msg('What was found and repaired? It stands in the record.', { id: 'reset-means' }),
  offAtPanel: () => msg('Switched off at the panel', { id: 'off-at-panel' }),
  offAtPanelMeans: () =>
    msg('Say it only when you have seen it: the next pump of the group starts after it. How do you know?', {
      id: 'off-at-panel-means',
    }),
  slotKept: () => msg('Nobody knows for sure that it is off, so it keeps its place.', { id: 'slot-kept' }),
  takeOut: () => msg('Take it out of service', { id: 'take-out' }),
  takeOutMeans: () => msg('Why? Whoever wants to use it reads this.', { id: 'take-out-means' }),
  putBack: () => msg('Put it back into service', { id: 'put-back' }),
  remove: () => msg('Take this pump away', { id: 'remove-pump' }),
  removeAsk: (name: string) => msg(str`Take ${name} away?`, { id: 'remove-pump-ask' }),
  removeMeans: () =>
    msg('Its runs stay in the records. The device stays as it is, without protections of a pump.', {
      id: 'remove-pump-means',
    }),

  // Groups and sharing
  groups: () => msg('Groups', { id: 'pump-groups' }),
  groupsMean: () => msg('Pumps of one group take turns.', { id: 'pump-groups-mean' }),
  groupId: () => msg('Short name of the group', { id: 'group-id' }),
  groupIdHint: () => msg('Small letters, digits and dashes', { id: 'group-id-hint' }),
  addGroup: () => msg('Add a group', { id: 'add-group' }),
  maxRunning: () => msg('May run together', { id: 'max-running' }),
  rest: () => msg('Rest between two of them', { id: 'group-rest' }),
  sharing: () => msg('How pumps are shared', { id: 'sharing' }),
  billing: () => msg('Counting', { id: 'billing' }),
  billingMinutes: () => msg('By minutes, from everybody’s wallet', { id: 'billing-minutes' }),
  billingOff: () => msg('Not at all: anybody may pump', { id: 'billing-off' }),
  quota: () => msg('One person may pump a day', { id: 'quota' }),
  quotaHint: () => msg('min; empty: as much as there is in the wallet', { id: 'quota-hint' }),
  lowBalance: () => msg('A wallet is low below', { id: 'low-balance' }),
  unknownStarts: () => msg('When nobody knows of the power', { id: 'unknown-starts' }),
  startsAfterQuiet: () => msg('start again after 5 minutes, with a warning', { id: 'starts-after-quiet' }),
  startsNever: () => msg('start nothing', { id: 'starts-never' }),
  stagger: () => msg('Between two starts after the power came back', { id: 'stagger' }),
  transformers: () => msg('Transformers', { id: 'transformers' }),
  transformersMean: () =>
    msg('What each bears, so that pumps do not start beyond it. A pump names its own.', { id: 'transformers-mean' }),
  transformerName: () => msg('Name', { id: 'transformer-name' }),
  bears: () => msg('Bears', { id: 'transformer-bears' }),
  addTransformer: () => msg('Add a transformer', { id: 'add-transformer' }),
  removeTransformer: (name: string) => msg(str`Take ${name} away`, { id: 'remove-transformer' }),
  onlyAdmin: () => msg('An admin can change this.', { id: 'only-admin-sharing' }),
};
