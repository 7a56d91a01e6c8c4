import { msg, str } from '@lit/localize';

/**
 * The words of the radio's screens, which are loaded when first asked for. English until a language has them: what keeps a
 * person safe is in `words`.
 */
export const radioWords = {
  // How good a link is
  link: () => msg('Link', { id: 'link' }),
  scoreOf: (score: string) => msg(str`${score} of 10`, { id: 'score-of' }),
  veryGood: () => msg('Very good', { id: 'grade-very-good' }),
  good: () => msg('Good', { id: 'grade-good' }),
  weak: () => msg('Weak: move the antenna', { id: 'grade-weak' }),
  bad: () => msg('Bad: commands may be lost', { id: 'grade-bad' }),
  noScore: () => msg('Not known yet', { id: 'grade-unknown' }),
  oldScore: (grade: string) => msg(str`No news. Last: ${grade}`, { id: 'grade-old' }),
  firstTry: () => msg('Answered at first try', { id: 'first-try' }),
  firstTryMeans: () =>
    msg('Of 100 questions, how many it answered without being asked again. Walls, motors and distance lower it.', {
      id: 'first-try-means',
    }),
  tries: () => msg('Tries per answer', { id: 'tries-per-answer' }),
  triesMeans: () =>
    msg('How often it is asked until it answers. 1 is best; each further try takes air time from the others.', {
      id: 'tries-means',
    }),
  roundTrip: () => msg('Round trip', { id: 'round-trip' }),
  roundTripMeans: () =>
    msg('From the first byte sent to the last of the answer. A good outlet takes a tenth to a quarter of a second.', {
      id: 'round-trip-means',
    }),
  frames: () => msg('Broken / foreign frames', { id: 'frames' }),
  framesMeans: () =>
    msg('Broken ones arrived damaged: noise, or an antenna at its limit. Foreign ones were sent by somebody else.', {
      id: 'frames-means',
    }),

  // The last day of a link
  lastDay: () => msg('The last 24 h', { id: 'link-day' }),
  dayOf: (least: string, most: string) => msg(str`Link score of the last 24 h: ${least} to ${most}`, { id: 'day-of' }),
  dayUnheard: () => msg('Link score of the last 24 h: it was not heard', { id: 'day-unheard' }),
  noHistory: () => msg('No history yet. The first ten minutes are drawn when they are over.', { id: 'no-history' }),
  hoursAgo: (n: string) => msg(str`${n} h ago`, { id: 'hours-ago' }),
  nowMark: () => msg('Now', { id: 'now-mark' }),
  chartKey: () =>
    msg('Each column is ten minutes, its height the score. A grey foot: not heard. A gap: nothing was recorded.', {
      id: 'chart-key',
    }),
  asTable: () => msg('As a table', { id: 'as-table' }),
  time: () => msg('Time', { id: 'time' }),
  score: () => msg('Score', { id: 'score' }),
  heardShare: () => msg('Heard', { id: 'heard-share' }),

  // The walk test
  walkMeans: () =>
    msg('It is asked twice a second. Move the antenna or the outlet one step, wait for ten answers, read the word.', {
      id: 'walk-means',
    }),
  walkStart: () => msg('Start the walk test', { id: 'walk-start' }),
  walkAgain: () => msg('Start again', { id: 'walk-again' }),
  answeredOf: (x: string, of: string) => msg(str`${x} of ${of}`, { id: 'answered-of' }),
  answeredLast: () => msg('of the last ten answered', { id: 'answered-last' }),
  counting: () => msg('Counting…', { id: 'walk-counting' }),
  waitingFirst: () => msg('Waiting for the radio…', { id: 'walk-waiting' }),
  walkSilent: (span: string) => msg(str`Nothing heard from the gateway for ${span}`, { id: 'walk-silent' }),
  goodPlace: () => msg('Good place', { id: 'good-place' }),
  moveAStep: () => msg('Move a step', { id: 'move-a-step' }),
  noLinkHere: () => msg('No link here', { id: 'no-link-here' }),
  goodPlaceMeans: () => msg('It answers almost every time. Fix it here.', { id: 'good-place-means' }),
  moveMeans: () => msg('Some answers are lost. Try a step to the side, or higher.', { id: 'move-means' }),
  noLinkMeans: () => msg('None of the last ten came back. Go back to where it was better.', { id: 'no-link-means' }),
  lastRoundTrip: (ms: string) => msg(str`Last answer after ${ms} ms`, { id: 'last-round-trip' }),
  lastLost: () => msg('The last one was not answered', { id: 'last-lost' }),
  marksSaid: (yes: string, no: string) => msg(str`The last answers: ${yes} came, ${no} did not`, { id: 'marks-said' }),
  soundOn: () => msg('Sound on', { id: 'sound-on' }),
  soundOff: () => msg('Sound off', { id: 'sound-off' }),
  soundMeans: () => msg('High: answered. Low: not.', { id: 'sound-means' }),
  endsIn: (span: string) => msg(str`Ends by itself in ${span}`, { id: 'ends-in' }),
  walkOver: () => msg('The walk test is over.', { id: 'walk-over' }),

  // What the gateway has against it
  radioBusy: () =>
    msg('Other work is under way at this radio. Wait until it has ended, then try again.', { id: 'radio-busy' }),
  radioForbidden: () => msg('Your role does not allow work at the radio. Ask an admin.', { id: 'radio-forbidden' }),

  // The bridge
  bridge: () => msg('Radio', { id: 'bridge' }),
  port: () => msg('Serial port', { id: 'port' }),
  portOpen: () => msg('open', { id: 'port-open' }),
  portClosed: () => msg('closed: is the radio plugged in?', { id: 'port-closed' }),
  cycle: () => msg('All outlets asked once in', { id: 'cycle' }),
  airTime: () => msg('Air time used of this hour', { id: 'air-time' }),
  air80: () => msg('80 %: polls wait', { id: 'air-80' }),
  air90: () => msg('90 %: ON waits', { id: 'air-90' }),
  airMeans: () => msg('The rest belongs to OFF alone, so that STOP goes out in the same hour.', { id: 'air-means' }),
  framesGood: () => msg('Good frames', { id: 'frames-good' }),
  framesBad: () => msg('Broken frames', { id: 'frames-bad' }),
  framesForeign: () => msg('Foreign frames', { id: 'frames-foreign' }),
  search: () => msg('Search for outlets', { id: 'search' }),
  searchMeans: () =>
    msg('Every id is asked whether it is there. It takes a few minutes, and polls wait meanwhile.', {
      id: 'search-means',
    }),
  searchDone: (done: string, of: string) => msg(str`${done} of ${of} ids asked`, { id: 'search-done' }),
  found: (n: string) => msg(str`Found: ${n}`, { id: 'search-found' }),
  foundNew: (id: string) => msg(str`Outlet ${id}`, { id: 'found-new' }),
  foundNone: () => msg('None has answered yet.', { id: 'found-none' }),
  isNew: () => msg('new', { id: 'is-new' }),

  // Pairing
  newOutletMeans: () =>
    msg('An outlet that comes from the box has id 01 and listens to nobody of this farm. Here it gets its own id.', {
      id: 'new-outlet-means',
    }),
  pairPress: () => msg('Make it listen', { id: 'pair-press' }),
  pairHold: () => msg('Plug it in and press its button for 3 s, until its LED blinks.', { id: 'pair-hold' }),
  pairFive: () => msg('With firmware 5.4: press the button five times within 2 s.', { id: 'pair-five' }),
  pairUnplug: () => msg('Unplug the old outlet', { id: 'pair-unplug' }),
  pairUnplugMeans: (id: string) =>
    msg(str`Two outlets with the id ${id} would answer at once. The old one must be without power, for good.`, {
      id: 'pair-unplug-means',
    }),
  replaceMeans: (name: string) =>
    msg(str`A new outlet takes the place of ${name}: same id, same name, and its history goes on.`, {
      id: 'replace-means',
    }),
  pairId: () => msg('Choose its id', { id: 'pair-id' }),
  pairIdLabel: () => msg('Id on the air', { id: 'pair-id-label' }),
  pairIdHint: () => msg('The first free one is suggested. Write it on the outlet.', { id: 'pair-id-hint' }),
  pairTaken: (id: string, name: string) => msg(str`${id} – taken: ${name}`, { id: 'pair-taken' }),
  pairThreshold: () => msg('What will it feed?', { id: 'pair-threshold' }),
  pairThresholdMeans: () => msg('Above this current it switches itself off.', { id: 'pair-threshold-means' }),
  preset3: () => msg('Lamps, fans, chargers', { id: 'preset-3' }),
  preset5: () => msg('A fridge, a small pump', { id: 'preset-5' }),
  preset8: () => msg('Tools, a washing machine', { id: 'preset-8' }),
  preset10: () => msg('A kettle, a heater, a grinder', { id: 'preset-10' }),
  presetOther: () => msg('Another current', { id: 'preset-other' }),
  presetOtherLabel: () => msg('Threshold, mA', { id: 'preset-other-label' }),
  pairBridge: () => msg('By which radio?', { id: 'pair-bridge' }),
  noBridge: () => msg('No radio bridge belongs to this farm yet. Add one first.', { id: 'no-bridge' }),
  pairStart: () => msg('Pair it', { id: 'pair-start' }),
  pairAgain: () => msg('Try again', { id: 'pair-again' }),
  pairProgress: () => msg('Step by step', { id: 'pair-progress' }),
  pairWindow: (span: string) => msg(str`${span} left. Keep the outlet near the antenna.`, { id: 'pair-window' }),
  pairTimeOut: () =>
    msg('The time is over and nothing more was heard. Press its button again, then try again.', {
      id: 'pair-time-out',
    }),
  pairDone: () => msg('It is paired.', { id: 'pair-done' }),
  replaceDone: () => msg('The new outlet has taken its place. Name and history are kept.', { id: 'replace-done' }),
  pairUnheard: () => msg('Waiting until the gateway has heard it…', { id: 'pair-unheard' }),
  adoptNow: () => msg('Adopt it now', { id: 'adopt-now' }),
  name: () => msg('Name', { id: 'device-name' }),
  place: () => msg('Place', { id: 'device-place' }),
  toDevice: (name: string) => msg(str`Back to ${name}`, { id: 'to-device' }),

  // Steps
  stepFree: () => msg('Is the id free?', { id: 'step-free' }),
  stepMaster: () => msg('It listens to this gateway', { id: 'step-master' }),
  stepId: () => msg('It takes its id', { id: 'step-id' }),
  stepThreshold: () => msg('It takes its threshold', { id: 'step-threshold' }),
  stepCheck: () => msg('It answers by its new id', { id: 'step-check' }),
  stepWaits: () => msg('not begun', { id: 'step-waits' }),
  stepAsking: () => msg('asking…', { id: 'step-asking' }),
  stepDone: () => msg('done', { id: 'step-done' }),
  stepFailed: () => msg('failed', { id: 'step-failed' }),
  freeRemedy: () => msg('An outlet answers by this id already. Choose another id.', { id: 'free-remedy' }),
  freeRemedyReplace: () =>
    msg('The old outlet still answers. Unplug it, wait a moment, then try again.', { id: 'free-remedy-replace' }),
  masterRemedy: () =>
    msg(
      'No outlet in config mode was heard. Does its LED blink? Press its button again, hold it near the antenna, then try again.',
      {
        id: 'master-remedy',
      },
    ),
  idRemedy: () =>
    msg(
      'It listens to this gateway now, but did not take its id. Press its button until the LED blinks, then try again.',
      {
        id: 'id-remedy',
      },
    ),
  thresholdRemedy: () =>
    msg(
      'It has its id, but not its threshold. Adopt it when it is heard, and set the threshold on its page before anything is plugged in.',
      {
        id: 'threshold-remedy',
      },
    ),
  checkRemedy: () =>
    msg(
      'It took everything, but does not answer by its new id. Unplug it, plug it in again, and look whether it is heard; else try again.',
      {
        id: 'check-remedy',
      },
    ),

  // Config mode
  danger: () => msg('Danger zone', { id: 'danger' }),
  configMeans: () =>
    msg('Only while its LED blinks (button pressed 3 s; five presses with firmware 5.4); otherwise it stays silent.', {
      id: 'config-means',
    }),
  setId: () => msg('Set another id', { id: 'set-id' }),
  setMaster: () => msg('Set another master id', { id: 'set-master' }),
  newId: () => msg('New id', { id: 'new-id' }),
  newMaster: () => msg('New master id', { id: 'new-master' }),
  newMasterHint: () => msg('Two digits from 0 to 9 or A to F, such as 02', { id: 'new-master-hint' }),
  setIdAsk: (name: string, to: string) => msg(str`Move ${name} to id ${to}?`, { id: 'set-id-ask' }),
  setIdMeans: (from: string, to: string) =>
    msg(
      str`It answers to ${to} from then on, and no more to ${from}: this entry falls silent, and it is found again as outlet ${to} under Add a device. What it feeds stays as it is.`,
      {
        id: 'set-id-means',
      },
    ),
  setMasterAsk: (name: string, to: string) => msg(str`Hand ${name} to master ${to}?`, { id: 'set-master-ask' }),
  setMasterMeans: () =>
    msg(
      'After that this gateway cannot reach it: nobody can switch it off from here, and no reading comes. Only a button at the outlet brings it back.',
      {
        id: 'set-master-means',
      },
    ),
  doSetId: () => msg('Set the id', { id: 'do-set-id' }),
  doSetMaster: () => msg('Hand it over', { id: 'do-set-master' }),
};
