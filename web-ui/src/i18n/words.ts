import { msg, str } from '@lit/localize';

/**
 * Every word of the page that has a translation, by what it is for. An id is kept for ever: the translations go by it. The
 * rest of the page is English until it is in here.
 */
export const words = {
  // Times
  seconds: (n: string) => msg(str`${n} s`, { id: 'seconds' }),
  minutes: (n: string) => msg(str`${n} min`, { id: 'minutes' }),
  hours: (n: string) => msg(str`${n} h`, { id: 'hours' }),
  days: (n: string) => msg(str`${n} d`, { id: 'days' }),

  // Faces of a switch
  off: () => msg('Off', { id: 'off' }),
  running: () => msg('Running', { id: 'running' }),
  runningAt: (amount: string) => msg(str`Running. ${amount}`, { id: 'running-at' }),
  saidYes: () => msg('The switch said yes. No current', { id: 'said-yes' }),
  askingOn: () => msg('Asking the outlet…', { id: 'asking-on' }),
  askingPump: () => msg('Asking the pump…', { id: 'asking-pump' }),
  askingOff: () => msg('Asking it to stop…', { id: 'asking-off' }),
  tryOf: (k: string) => msg(str`Try ${k}`, { id: 'try' }),
  tryOfMany: (k: string, n: string) => msg(str`Try ${k} of ${n}`, { id: 'try-of' }),
  acknowledgedOff: () => msg('The switch said yes. Checking that it stopped…', { id: 'acknowledged-off' }),
  acknowledged: () => msg('The switch said yes. Checking current…', { id: 'acknowledged' }),
  waitingForRadio: () => msg('Waiting for the radio…', { id: 'waiting-radio' }),
  tripped: () => msg('Tripped: too much current', { id: 'tripped' }),
  noAnswer: () => msg('No answer.', { id: 'no-answer' }),
  mayBeOn: () => msg('It may still be on.', { id: 'may-be-on' }),
  mayBeOff: () => msg('It may still be off.', { id: 'may-be-off' }),
  mayBeEither: () => msg('It may be on or off.', { id: 'may-be-either' }),
  notStopping: () => msg('It did not stop. Switch off at the panel', { id: 'not-stopping' }),
  noNews: () => msg('No news.', { id: 'no-news' }),
  noNewsFor: (span: string) => msg(str`No news for ${span}.`, { id: 'no-news-for' }),
  byItsWord: () => msg('The switch said so; nothing was measured.', { id: 'by-its-word' }),
  noLink: () => msg('No link to the gateway', { id: 'no-link' }),
  lastSeen: (state: string, ago: string) => msg(str`Last seen ${state} ${ago} ago`, { id: 'last-seen' }),
  lastSaid: (state: string) => msg(str`Until now: ${state}`, { id: 'last-said' }),
  stateOn: () => msg('on', { id: 'state-on' }),
  stateOff: () => msg('off', { id: 'state-off' }),
  stateTripped: () => msg('tripped', { id: 'state-tripped' }),
  wasExpired: () => msg('The last command came too late and was not sent.', { id: 'was-expired' }),
  wasLatched: () => msg('The last command was not sent: everything is stopped.', { id: 'was-latched' }),
  wasRejected: () => msg('The outlet refused the last command.', { id: 'was-rejected' }),
  wasUnproven: () => msg('The last command was answered, but nothing proves it.', { id: 'was-unproven' }),
  wasNotConfirmed: () => msg('The switch is on but the motor takes no power.', { id: 'was-not-confirmed' }),

  // How it stands with the farm
  partOfPump: (name: string) => msg(str`Part of the pump ${name}`, { id: 'part-of-pump' }),
  everythingOff: () => msg('Everything is off', { id: 'everything-off' }),
  sumOn: () => msg('on', { id: 'sum-on' }),
  sumAsked: () => msg('being asked', { id: 'sum-asked' }),
  sumUnknown: () => msg('not known', { id: 'sum-unknown' }),
  sumTripped: () => msg('tripped', { id: 'sum-tripped' }),
  mayRun: () => msg('What runs or may run', { id: 'may-run' }),
  trouble: () => msg('Trouble', { id: 'trouble' }),
  noDevices: () => msg('No device belongs to this farm yet', { id: 'no-devices' }),
  askAdmin: () => msg('Ask an admin to add one.', { id: 'ask-admin' }),
  offOwed: (name: string) => msg(str`OFF is owed to ${name}`, { id: 'off-owed' }),
  offOwedHelp: () =>
    msg('It may still run. OFF goes out first when it is heard. To be sure, switch it off at the panel.', {
      id: 'off-owed-help',
    }),
  alarmAirFull: () => msg('Air time of this hour used up', { id: 'alarm-air-full' }),
  alarmForeignMaster: () => msg('Foreign master on the air', { id: 'alarm-foreign-master' }),
  alarmReplay: () => msg('Replayed commands on the air', { id: 'alarm-replay' }),
  alarmNoise: () => msg('Noise on the air', { id: 'alarm-noise' }),
  alarmMeddled: (socket: string) => msg(str`${socket} switched by another`, { id: 'alarm-meddled' }),
  totalCurrent: () => msg('Total current', { id: 'total-current' }),
  currentOf: (current: string, limit: string) => msg(str`${current} of ${limit}`, { id: 'current-of' }),
  markAt: (percent: string) => msg(str`Mark at ${percent} %`, { id: 'mark-at' }),
  shareOfTotal: (percent: string) => msg(str`${percent} % of the total`, { id: 'share-of-total' }),
  loading: () => msg('Loading…', { id: 'loading' }),

  // What people do
  turnOn: () => msg('Turn on', { id: 'turn-on' }),
  turnOff: () => msg('Turn off', { id: 'turn-off' }),
  start: () => msg('Start', { id: 'start' }),
  stop: () => msg('Stop', { id: 'stop' }),
  cancel: () => msg('Cancel', { id: 'cancel' }),
  save: () => msg('Save', { id: 'save' }),
  retry: () => msg('Try again', { id: 'retry' }),
  stopEverything: () => msg('Stop everything', { id: 'stop-everything' }),
  everythingStopped: () => msg('Everything is stopped', { id: 'everything-stopped' }),
  allowRunning: () => msg('Allow running again', { id: 'allow-running' }),

  // First screens

  language: () => msg('Language', { id: 'language' }),

  // The page itself
  noSuchDevice: () => msg('There is no such device', { id: 'no-such-device' }),
  noSuchPage: () => msg('There is no such page', { id: 'no-such-page' }),
  notLoaded: () => msg('This page could not be loaded', { id: 'not-loaded' }),
  triedAgain: () => msg('It is tried again every few seconds.', { id: 'tried-again' }),

  // Stop everything
  stopAllNow: () => msg('Stop everything now', { id: 'stop-all-now' }),
  stopAllMeans: () =>
    msg(
      'OFF goes to every load of this farm, ahead of everything else, again and again until each has stopped. Nothing can be switched on until an admin allows it.',
      { id: 'stop-all-means' },
    ),
  stopAgain: () => msg('Send OFF to everything once more', { id: 'stop-again' }),
  stoppedBy: (who: string, when: string) => msg(str`Stopped by ${who}, ${when}.`, { id: 'stopped-by' }),
  nothingOn: () => msg('Nothing can be switched on.', { id: 'nothing-on' }),
  whySafe: () => msg('Why is it safe again?', { id: 'why-safe' }),
  releaseMeans: () => msg('Nothing starts by that, and nothing can be started for 10 s.', { id: 'release-means' }),
  adminReleases: () => msg('An admin can allow running again.', { id: 'admin-releases' }),
  quietFor: (s: string) => msg(str`Running is allowed again. Loads can be switched on in ${s}.`, { id: 'quiet-for' }),
  loadByLoad: () => msg('Load by load', { id: 'load-by-load' }),

  // Places
  places: () => msg('Places', { id: 'places' }),
  sockets: () => msg('Sockets', { id: 'sockets' }),
  home: () => msg('Home', { id: 'home' }),
  queue: () => msg('Queue', { id: 'queue' }),
  morePlaces: () => msg('More', { id: 'more-places' }),
  devices: () => msg('Devices', { id: 'devices' }),
  history: () => msg('History', { id: 'history' }),
  energy: () => msg('Energy and cost', { id: 'energy-place' }),
  people: () => msg('People', { id: 'people' }),
  audit: () => msg('Record', { id: 'audit' }),
  minutesPlace: () => msg('Minutes', { id: 'minutes-place' }),
  pumpSetup: () => msg('Pump set-up', { id: 'pump-setup' }),
  alertsNew: (n: string) => msg(str`Alerts, new: ${n}`, { id: 'alerts-new' }),
  preferences: () => msg('Preferences', { id: 'preferences' }),
  addDevice: () => msg('Add a device', { id: 'add-device' }),

  walkTest: () => msg('Walk test', { id: 'walk-test' }),
  replaceOutlet: () => msg('Replace this outlet', { id: 'replace-outlet' }),
  addWifi: () => msg('A device on WiFi', { id: 'add-wifi' }),
  credentials: () => msg('Who may sign in', { id: 'credentials' }),
  health: () => msg('Health of the gateway', { id: 'health' }),
  newOutlet: () => msg('A new outlet from the box', { id: 'new-outlet' }),

  // The line to the gateway
  live: (ago: string) => msg(str`Live · ${ago}`, { id: 'live' }),
  old: (ago: string) => msg(str`Old · ${ago}`, { id: 'old' }),
  noLine: () => msg('No link', { id: 'no-line' }),
  noLinkNow: () =>
    msg('No link to the gateway. Nothing can be switched from here until it is back.', { id: 'no-link-now' }),
};
