import type { ClockTrust, CredentialKind } from '@farmgate/gateway/contract';
import { msg, str } from '@lit/localize';

/** What is said of one kind of thing that signs in from the network. */
interface KindWords {
  readonly name: () => string;
  readonly means: () => string;
}

/** Every kind there is. */
export const kindWords: Readonly<Record<CredentialKind, KindWords>> = {
  node: {
    name: () => msg('WiFi node', { id: 'kind-node' }),
    means: () => msg('A board with Farmgate’s firmware: a pump, a tank, a meter.', { id: 'kind-node-means' }),
  },
  bridge: {
    name: () => msg('Remote bridge', { id: 'kind-bridge' }),
    means: () =>
      msg('A machine elsewhere with a radio of its own, which speaks for its outlets.', { id: 'kind-bridge-means' }),
  },
  tasmota: {
    name: () => msg('Tasmota plug', { id: 'kind-tasmota' }),
    means: () => msg('A plug or relay with the Tasmota firmware.', { id: 'kind-tasmota-means' }),
  },
  shared: {
    name: () => msg('Older nodes with one login', { id: 'kind-shared' }),
    means: () =>
      msg('Unsafe: whoever knows it can pretend to be any of them. Only for nodes that cannot have a secret each.', {
        id: 'kind-shared-means',
      }),
  },
  shelly: {
    name: () => msg('Shelly plug', { id: 'kind-shelly' }),
    means: () => msg('A Shelly of the second generation or later: Plus, Pro, Gen3, Gen4.', { id: 'kind-shelly-means' }),
  },
};

/** How far the clock may be believed, in words. */
export const trustWords: Readonly<Record<ClockTrust, () => string>> = {
  unset: () => msg('Nobody has set it yet', { id: 'trust-unset' }),
  restored: () => msg('As it was before the last power cut; it may be late', { id: 'trust-restored' }),
  'set-by-person': () => msg('Set by a person', { id: 'trust-set' }),
  synced: () => msg('Right: it follows a time server', { id: 'trust-synced' }),
};

/**
 * The words of what is on the network and of the gateway's own health, loaded when first asked for. English where a language has
 * none.
 */
export const networkWords = {
  // Adding
  whatIsIt: () => msg('What is it?', { id: 'what-is-it' }),
  wifiMeans: () => msg('You get a secret for it, which it signs in with. It is shown once.', { id: 'wifi-means' }),
  nameIt: () => msg('What is it called?', { id: 'name-it' }),
  nameHint: () => msg('As people here call it, for example North pump', { id: 'name-hint' }),
  ownId: () => msg('Choose its id yourself', { id: 'own-id' }),
  idLabel: () => msg('Id', { id: 'node-id' }),
  idHint: () =>
    msg('Small letters, digits and dashes. It is its name to sign in with. Left empty, one is made of its name.', {
      id: 'node-id-hint',
    }),
  idSeen: () => msg('As it calls itself on the network, so that it is known again.', { id: 'node-id-seen' }),
  makeSecret: () => msg('Make its secret', { id: 'make-secret' }),
  heardOnNetwork: (label: string) => msg(str`${label} on the network`, { id: 'heard-on-network' }),
  letIn: () => msg('Let it in', { id: 'let-in' }),
  cannotJoin: () => msg('It cannot join this gateway.', { id: 'cannot-join' }),
  seenAgo: (ago: string) => msg(str`seen ${ago} ago`, { id: 'seen-ago' }),
  seenAt: (address: string) => msg(str`at ${address}`, { id: 'seen-at' }),

  // The secret
  secretOf: (name: string) => msg(str`The secret of ${name}`, { id: 'secret-of' }),
  onlyOnce: () =>
    msg('It is shown this once: the gateway itself does not keep it. Scan it, copy it or print it now.', {
      id: 'only-once',
    }),
  qrLabel: (name: string) => msg(str`QR code with all that ${name} needs to sign in`, { id: 'qr-label' }),
  qrMissing: () => msg('The QR code could not be drawn. The lines say the same.', { id: 'qr-missing' }),
  clientId: () => msg('User and client id', { id: 'client-id' }),
  secret: () => msg('Secret', { id: 'secret' }),
  mqttPlain: () => msg('MQTT', { id: 'mqtt-plain' }),
  mqttTls: () => msg('MQTT with TLS', { id: 'mqtt-tls' }),
  mqttWs: () => msg('MQTT over WebSocket', { id: 'mqtt-ws' }),
  caAddress: () => msg('Certificate to trust', { id: 'ca-address' }),
  caPrint: () => msg('Its fingerprint (SHA-256)', { id: 'ca-print' }),
  httpAddress: () => msg('HTTP', { id: 'http-address' }),
  allInOne: () => msg('All in one line, as in the QR code', { id: 'all-in-one' }),
  values: () => msg('Value by value', { id: 'values' }),
  command: () => msg('Command', { id: 'command' }),
  copy: () => msg('Copy', { id: 'copy' }),
  copyWhat: (label: string) => msg(str`Copy: ${label}`, { id: 'copy-what' }),
  copied: () => msg('Copied', { id: 'copied' }),
  copyByHand: () => msg('Marked: copy it by hand', { id: 'copy-by-hand' }),
  print: () => msg('Print a sticker', { id: 'print' }),
  haveIt: () => msg('I have it', { id: 'have-it' }),
  leaveAsk: (name: string) => msg(str`Leave the secret of ${name}?`, { id: 'leave-ask' }),
  leaveMeans: () => msg('It will not be shown again. Whoever has not noted it needs a new one.', { id: 'leave-means' }),
  stay: () => msg('Stay here', { id: 'stay' }),
  leave: () => msg('Leave', { id: 'leave' }),

  // What to do with it
  steps: () => msg('What to do now', { id: 'steps' }),
  stepNodeGive: () =>
    msg('Give the board the line below, or these values one by one, on its set-up page.', { id: 'step-node-give' }),
  stepNodePower: () => msg('Connect it to the WiFi of the farm and switch it on.', { id: 'step-node-power' }),
  stepNodeHttp: (address: string) =>
    msg(str`A board that reaches no broker may ask over HTTP at ${address}.`, { id: 'step-node-http' }),
  stepBridgeFile: () =>
    msg('On the other machine write the secret into a file that only its owner may read.', { id: 'step-bridge-file' }),
  stepBridgeCa: () => msg('Get the certificate by which it knows this gateway:', { id: 'step-bridge-ca' }),
  stepBridgeStart: () => msg('Start the bridge there:', { id: 'step-bridge-start' }),
  stepTasmotaOpen: () =>
    msg('Open the plug’s own page, then Configuration, Configure MQTT.', { id: 'step-tasmota-open' }),
  stepShellyOpen: () =>
    msg('Open the plug’s own page, then Settings, MQTT, and enable it.', { id: 'step-shelly-open' }),
  stepType: () => msg('Fill in:', { id: 'step-type' }),
  stepTasmotaTopic: () => msg('Leave Client and Full Topic as they are.', { id: 'step-tasmota-topic' }),
  stepShellyOptions: () =>
    msg('Enable MQTT Control and both notifications (RPC status and generic status).', { id: 'step-shelly-options' }),
  stepSharedGive: () =>
    msg('Give each of the older nodes these as its MQTT user and password, and a client id of its own.', {
      id: 'step-shared-give',
    }),
  stepSharedAdopt: () =>
    msg('Each that signs in is shown under Add a device, to be adopted.', { id: 'step-shared-adopt' }),
  acceptUnsafe: () => msg('I know that each of them can pretend to be any other', { id: 'accept-unsafe' }),
  stepSave: () => msg('Save. The plug starts again and is shown here.', { id: 'step-save' }),
  noPlain: () =>
    msg('This gateway does not offer MQTT without encryption, and this cannot do without.', { id: 'no-plain' }),
  noPlainHelp: () => msg('Whoever looks after the gateway turns it on:', { id: 'no-plain-help' }),
  noPlainRisk: () => msg('Whoever is on the same network can read such secrets then.', { id: 'no-plain-risk' }),
  noPlainEnd: () => msg('Afterwards make a new secret here, which names the address.', { id: 'no-plain-end' }),

  // Is it there?
  waiting: (name: string) => msg(str`Waiting for ${name}…`, { id: 'waiting-for' }),
  waitingMeans: () => msg('As soon as it signs in it is shown here.', { id: 'waiting-means' }),
  itIsThere: () => msg('It is there', { id: 'it-is-there' }),
  noValuesYet: () => msg('It has not measured anything yet.', { id: 'no-values-yet' }),
  place: () => msg('Place', { id: 'place-of-it' }),
  isPlaced: () => msg('Saved.', { id: 'is-placed' }),
  openDevice: (name: string) => msg(str`Open ${name}`, { id: 'open-device' }),

  // Who may sign in
  signInMeans: () =>
    msg(
      'What is on the network signs in with a secret of its own. The gateway keeps no secret, so none can be shown again.',
      {
        id: 'sign-in-means',
      },
    ),
  nobodyMay: () => msg('Nothing on the network may sign in yet.', { id: 'nobody-may' }),
  nobodyMayMeans: () =>
    msg('WiFi nodes, remote bridges and plugs of other makers get a secret first. Outlets on the radio need none.', {
      id: 'nobody-may-means',
    }),
  noneOfIt: (name: string) => msg(str`${name} has no secret.`, { id: 'none-of-it' }),
  noneOfItMeans: () =>
    msg('It cannot sign in from the network. With a secret it is let in again.', { id: 'none-of-it-means' }),
  madeBy: (who: string) => msg(str`by ${who}`, { id: 'made-by' }),
  made: () => msg('Made', { id: 'made' }),
  renewed: () => msg('New secret', { id: 'renewed' }),
  idIs: () => msg('Id', { id: 'id-is' }),
  neverSpoke: () => msg('Has not spoken yet', { id: 'never-spoke' }),
  online: () => msg('Is there', { id: 'is-there' }),
  offline: () => msg('Not there', { id: 'not-there' }),
  notHeard: () => msg('Not heard since the gateway started', { id: 'not-heard' }),
  newSecret: () => msg('New secret', { id: 'new-secret' }),
  newSecretAsk: (name: string) => msg(str`A new secret for ${name}?`, { id: 'new-secret-ask' }),
  newSecretMeans: () =>
    msg(
      'The old one ends at once, and its connection with it: until it has the new one it is not there, and nobody can switch it from here.',
      {
        id: 'new-secret-means',
      },
    ),
  revoke: () => msg('Shut out', { id: 'revoke' }),
  revokeAsk: (name: string) => msg(str`Shut ${name} out?`, { id: 'revoke-ask' }),
  revokeMeans: () =>
    msg(
      'Its connection ends at once. It is shown as not there, what it switches as not known, and nobody can switch it from here.',
      {
        id: 'revoke-means',
      },
    ),
  revokeBridge: () => msg('So it is with every device that it speaks for.', { id: 'revoke-bridge' }),
  runEnds: () =>
    msg(
      'A pump node that runs stops by itself when its lease ends, 90 s as a rule. A plug stays as it is: switch it off first.',
      {
        id: 'run-ends',
      },
    ),
  runsNow: (names: string) => msg(str`On now: ${names}`, { id: 'runs-now' }),
  revokeNothing: () => msg('It has never spoken, so nothing else changes.', { id: 'revoke-nothing' }),
  revoked: (name: string) => msg(str`${name} is shut out.`, { id: 'revoked' }),
  signInOf: () => msg('How it signs in', { id: 'sign-in-of' }),
  ownSecret: (when: string, who: string) =>
    msg(str`With a secret of its own, made ${when} by ${who}.`, { id: 'own-secret' }),
  noOwnSecret: () => msg('It has no secret for the network.', { id: 'no-own-secret' }),
  manageSecret: () => msg('New secret or shut out', { id: 'manage-secret' }),
  all: () => msg('All that may sign in', { id: 'all-credentials' }),

  // Health
  healthMeans: (ago: string) => msg(str`The gateway has run for ${ago}.`, { id: 'health-means' }),
  parts: () => msg('Its parts', { id: 'parts' }),
  noParts: () => msg('It runs alone.', { id: 'no-parts' }),
  partRuns: (span: string) => msg(str`Runs for ${span}`, { id: 'part-runs' }),
  partStopped: (span: string) => msg(str`Does not run. Last started ${span} ago`, { id: 'part-stopped' }),
  partLate: (ms: string) => msg(str`Slow: its last sign of life was ${ms} ms late`, { id: 'part-late' }),
  restartsNone: () => msg('Never restarted', { id: 'restarts-none' }),
  restartedOnce: () => msg('Restarted once', { id: 'restarted-once' }),
  restarts: (n: string) => msg(str`Restarted ${n} times`, { id: 'restarts' }),
  lastEnd: (how: string) => msg(str`Ended last: ${how}`, { id: 'last-end' }),
  machine: () => msg('The machine', { id: 'machine' }),
  answers: () => msg('How fast it answers', { id: 'answers' }),
  answersQuick: (ms: string) => msg(str`At once (held up ${ms} ms at most)`, { id: 'answers-quick' }),
  answersSlow: (ms: string) => msg(str`Held up ${ms} ms: too much to do, or a slow card`, { id: 'answers-slow' }),
  memory: () => msg('Memory it uses', { id: 'memory' }),
  disk: () => msg('Room on the card', { id: 'disk' }),
  diskFree: (free: string, size: string) => msg(str`${free} of ${size} free`, { id: 'disk-free' }),
  diskFull: (free: string, size: string) => msg(str`Nearly full: ${free} of ${size} free`, { id: 'disk-full' }),
  diskUnknown: () => msg('The system does not say', { id: 'disk-unknown' }),
  clock: () => msg('Its clock', { id: 'clock' }),
  records: () => msg('Its records', { id: 'records' }),
  recordsGood: () => msg('Can be read and written', { id: 'records-good' }),
  recordsBad: () => msg('Cannot be written: make a backup and look at the card', { id: 'records-bad' }),
  fine: () => msg('Good', { id: 'mark-good' }),
  look: () => msg('Look at it', { id: 'mark-look' }),
  bad: () => msg('Bad', { id: 'mark-bad' }),
  asOf: (ago: string) => msg(str`As of ${ago} ago`, { id: 'as-of' }),
  megabytes: (n: string) => msg(str`${n} MB`, { id: 'megabytes' }),
  gigabytes: (n: string) => msg(str`${n} GB`, { id: 'gigabytes' }),

  // Safe mode
  safeMode: () => msg('Safe mode', { id: 'safe-mode' }),
  safeSince: (when: string) => msg(str`since ${when}`, { id: 'safe-since' }),
  safeWorks: () => msg('Switching works, above all OFF, and so does Stop everything.', { id: 'safe-works' }),
  safeLeftOut: () =>
    msg('Whatever else the gateway does is left out until it starts normally.', { id: 'safe-left-out' }),
  safeLeave: () => msg('Start normally the next time', { id: 'safe-leave' }),
  safeLeft: () =>
    msg('The next start is a normal one. Nothing changes until somebody starts the gateway anew.', { id: 'safe-left' }),
  safeAsk: () => msg('The master admin can end it.', { id: 'safe-ask' }),
  toHealth: () => msg('How the gateway is', { id: 'to-health' }),
};
