import { msg, str } from '@lit/localize';

/** What a run in hold waits for. */
export const holdWords = {
  grid: () => msg('Goes on when power is back.', { id: 'hold-grid' }),
  pump: () => msg('Goes on when the pump is ready.', { id: 'hold-pump' }),
  restart: () => msg('Goes on when the pump is heard again.', { id: 'hold-restart' }),
} as const;

/** The words of shared pumps that home says; those of their other pages are in `pump-page-words`. English where a language has none. */
export const pumpWords = {
  myRuns: () => msg('My runs', { id: 'my-runs' }),

  // Faces
  keptSafe: (left: string) => msg(str`${left} kept safe`, { id: 'kept-safe' }),
  endsByItself: () => msg('The switch itself ends it in time.', { id: 'ends-by-itself' }),
  onByItself: () => msg('It is on, and nobody runs it. Switch off at the panel', { id: 'on-by-itself' }),
  lockedOut: () => msg('Locked. An admin must look at it first', { id: 'pump-locked' }),
  outOfService: (why: string) => msg(str`Out of service: ${why}`, { id: 'pump-out-why' }),
  surelyOffAt: (at: string) => msg(str`Surely off at ${at}`, { id: 'surely-off-at' }),
  untilOff: () => msg('Waiting until it is surely off', { id: 'until-off' }),

  // My turn and my minutes
  myMinutes: () => msg('My minutes', { id: 'jar-minutes' }),
  myTurn: () => msg('My turn', { id: 'my-turn' }),
  reserved: (amount: string) => msg(str`${amount} reserved`, { id: 'reserved' }),
  noMinutes: () => msg('No minutes left', { id: 'no-minutes-left' }),
  lowMinutes: () => msg('Few minutes left', { id: 'low-minutes' }),
  usedToday: (used: string, quota: string) => msg(str`${used} of ${quota} used today`, { id: 'used-of-quota' }),
  jarSays: (left: string) => msg(str`${left} may be used`, { id: 'jar-says' }),
  youAre: (place: string) => msg(str`You are number ${place}.`, { id: 'you-are' }),
  about: (at: string) => msg(str`About ${at}`, { id: 'about-time' }),
  notKnownWhen: () => msg('Nobody can say when', { id: 'not-known-when' }),
  waitsFor: (n: string) => msg(str`${n} waiting`, { id: 'n-waiting' }),
  next: () => msg('Next', { id: 'next-in-queue' }),

  // The running card
  timeLeft: () => msg('Time left', { id: 'time-left' }),
  endsAt: (at: string) => msg(str`ends ${at}`, { id: 'ends-at' }),
  pumpedSoFar: (amount: string) => msg(str`${amount} pumped`, { id: 'pumped-so-far' }),
  leaveQueue: () => msg('Leave the queue', { id: 'leave-queue' }),
  stopping: () => msg('Stopping…', { id: 'stopping' }),

  // Tanks and power
  tank: () => msg('Tank', { id: 'tank' }),
  tankFill: (percent: string) => msg(str`${percent} % full`, { id: 'tank-fill' }),
  litres: (n: string) => msg(str`${n} L`, { id: 'litres' }),
  rising: () => msg('rising', { id: 'rising' }),
  falling: () => msg('falling', { id: 'falling' }),
  ago: (span: string) => msg(str`${span} ago`, { id: 'ago' }),
  powerAway: () => msg('No power', { id: 'power-away' }),
  powerUnknown: () => msg('Nobody knows whether there is power', { id: 'power-unknown' }),
  since: (at: string) => msg(str`since ${at}`, { id: 'power-since' }),
  backAt: (at: string) => msg(str`expected back ${at}`, { id: 'back-at' }),
  awayAt: (at: string) => msg(str`Power goes at ${at}`, { id: 'power-goes-at' }),
  runsKept: () => msg('Runs are kept safe and go on in turn.', { id: 'runs-kept' }),

  // The pump's page
  whyNot: () => msg('Why does it not run?', { id: 'why-not' }),
  fullQueue: () => msg('The whole queue', { id: 'full-queue' }),
  planned: () => msg('Planned for later', { id: 'planned' }),
  sending: () => msg('Asking the gateway…', { id: 'sending' }),

  // Help
  callOwner: () => msg('Call the owner', { id: 'call-owner' }),
  called: () => msg('Called. The owner has been told.', { id: 'called' }),
  gonePump: () => msg('a pump that is gone', { id: 'gone-pump' }),
};

/** What a step of a run's trail is called; what has no word here is said as it is. */
export const stepWords: Readonly<Record<string, () => string>> = {
  requested: () => msg('Asked for', { id: 'step-requested' }),
  extended: () => msg('Made longer', { id: 'step-extended' }),
  moved: () => msg('Moved in the queue', { id: 'step-moved' }),
  'swap-offered': () => msg('Offered to change places', { id: 'step-swap-offered' }),
  swapped: () => msg('Changed places', { id: 'step-swapped' }),
  starting: () => msg('The pump is asked to run', { id: 'step-starting' }),
  resumed: () => msg('Goes on', { id: 'step-resumed' }),
  running: () => msg('The pump runs', { id: 'step-running' }),
  hold: () => msg('Paused, the rest kept safe', { id: 'step-hold' }),
  stopping: () => msg('The pump is asked to stop', { id: 'step-stopping' }),
  ended: () => msg('Ended', { id: 'step-ended' }),
};

/** How a run ended. Of a protection only that it was one: its sentence stands in the trail. */
export const endWords: Readonly<Record<string, () => string>> = {
  completed: () => msg('all of it pumped', { id: 'end-completed' }),
  'stopped-by-user': () => msg('stopped', { id: 'end-user' }),
  'stopped-by-admin': () => msg('stopped by an admin', { id: 'end-admin' }),
  'force-stop': () => msg('force stop by an admin', { id: 'end-force' }),
  'tank-full': () => msg('the tank is full', { id: 'end-tank-full' }),
  'not-confirmed': () => msg('the pump did not start', { id: 'end-not-confirmed' }),
  'node-lost': () => msg('the pump was not heard any more', { id: 'end-node-lost' }),
  suspended: () => msg('its user may not use pumps for now', { id: 'end-suspended' }),
  cancelled: () => msg('taken back before it began', { id: 'end-cancelled' }),
  'grid-timeout': () => msg('no power for too long', { id: 'end-grid-timeout' }),
  'schedule-conflict': () => msg('another plan was in the way', { id: 'end-conflict' }),
  'stop-all': () => msg('everything was stopped', { id: 'end-stop-all' }),
  protection: () => msg('the pump was protected', { id: 'end-protection' }),
};

/** Reasons by the gateway's code: these are said in place of its English sentence in other languages. */
export const whyWords: Readonly<Record<string, (minutes: string) => string>> = {
  'grid.shedding': () => msg('There is no power.', { id: 'why-grid' }),
  'grid.unknown': () => msg('Nobody knows whether there is power.', { id: 'why-grid-unknown' }),
  'group-busy': () => msg('Another pump of the group runs.', { id: 'why-busy' }),
  'group-rest': () => msg('A short pause between two runs.', { id: 'why-group-rest' }),
  'min-rest': () => msg('The motor rests.', { id: 'why-rest' }),
  'starts-per-hour': () => msg('It was started too often this hour.', { id: 'why-starts-hour' }),
  'starts-per-day': () => msg('It was started too often today.', { id: 'why-starts-day' }),
  stagger: () => msg('Pumps start one after the other when power is back.', { id: 'why-stagger' }),
  latched: () => msg('Everything is stopped.', { id: 'why-latched' }),
  away: () => msg('The pump’s switch is not heard.', { id: 'why-away' }),
  'locked-out': () => msg('It is locked until an admin has looked at it.', { id: 'why-locked' }),
  'pump.locked-out': () => msg('It is locked until an admin has looked at it.', { id: 'why-locked' }),
  'out-of-service': () => msg('It is out of service.', { id: 'why-service' }),
  'pump.out-of-service': () => msg('It is out of service.', { id: 'why-service' }),
  'dry-run': () => msg('There is no water.', { id: 'why-dry' }),
  'overload.tripped': () => msg('Too much current.', { id: 'why-overload' }),
  'overload.current': () => msg('Too much current.', { id: 'why-overload' }),
  'over-current': () => msg('Too much current.', { id: 'why-overload' }),
  'wallet.too-little': (left) => msg(str`You have only ${left} min.`, { id: 'why-wallet' }),
  'run.quota': (left) => msg(str`Each may pump ${left} min a day.`, { id: 'why-quota' }),
  'run.already': () => msg('You have a run here already.', { id: 'why-already' }),
  'run.hours': () => msg('Not at this time of day.', { id: 'why-hours' }),
  'run.suspended': () => msg('You may not use pumps for now. Your minutes are kept.', { id: 'why-suspended' }),
  'run.too-short': (left) => msg(str`Ask for at least ${left} min.`, { id: 'why-short' }),
  'run.too-long': (left) => msg(str`At most ${left} min at one go.`, { id: 'why-long' }),
};
