import type { BadgeColour, BadgeSymbol, Role } from '@farmgate/gateway/contract';
import { msg, str } from '@lit/localize';

/** What each role is called. */
export const roleWords: Readonly<Record<Role, () => string>> = {
  user: () => msg('user', { id: 'role-user' }),
  viewer: () => msg('viewer', { id: 'role-viewer' }),
  installer: () => msg('installer', { id: 'role-installer' }),
  admin: () => msg('admin', { id: 'role-admin' }),
};

/** What each symbol shows. */
export const symbolWords: Readonly<Record<BadgeSymbol, () => string>> = {
  fish: () => msg('Fish', { id: 'symbol-fish' }),
  tree: () => msg('Tree', { id: 'symbol-tree' }),
  sun: () => msg('Sun', { id: 'symbol-sun' }),
  moon: () => msg('Moon', { id: 'symbol-moon' }),
  star: () => msg('Star', { id: 'symbol-star' }),
  cow: () => msg('Cow', { id: 'symbol-cow' }),
  bird: () => msg('Bird', { id: 'symbol-bird' }),
  leaf: () => msg('Leaf', { id: 'symbol-leaf' }),
  drop: () => msg('Drop', { id: 'symbol-drop' }),
  flower: () => msg('Flower', { id: 'symbol-flower' }),
  key: () => msg('Key', { id: 'symbol-key' }),
  wheel: () => msg('Wheel', { id: 'symbol-wheel' }),
  boat: () => msg('Boat', { id: 'symbol-boat' }),
  bell: () => msg('Bell', { id: 'symbol-bell' }),
  house: () => msg('House', { id: 'symbol-house' }),
  mango: () => msg('Mango', { id: 'symbol-mango' }),
  hill: () => msg('Hill', { id: 'symbol-hill' }),
  kite: () => msg('Kite', { id: 'symbol-kite' }),
  lamp: () => msg('Lamp', { id: 'symbol-lamp' }),
  basket: () => msg('Basket', { id: 'symbol-basket' }),
  fire: () => msg('Fire', { id: 'symbol-fire' }),
  anchor: () => msg('Anchor', { id: 'symbol-anchor' }),
  spade: () => msg('Spade', { id: 'symbol-spade' }),
  cup: () => msg('Cup', { id: 'symbol-cup' }),
};

/** What each colour is called. */
export const colourWords: Readonly<Record<BadgeColour, () => string>> = {
  black: () => msg('black', { id: 'colour-black' }),
  orange: () => msg('orange', { id: 'colour-orange' }),
  sky: () => msg('sky blue', { id: 'colour-sky' }),
  green: () => msg('green', { id: 'colour-green' }),
  yellow: () => msg('yellow', { id: 'colour-yellow' }),
  blue: () => msg('blue', { id: 'colour-blue' }),
  red: () => msg('red', { id: 'colour-red' }),
  pink: () => msg('pink', { id: 'colour-pink' }),
};

/** The words of people, loaded when first asked for. English where a language has none. */
export const peopleWords = {
  // At the door
  whoAreYou: () => msg('Who are you?', { id: 'who-are-you' }),
  withPicture: () => msg('Sign in by picture', { id: 'with-picture' }),
  withPassword: () => msg('Sign in with name and password', { id: 'with-password' }),
  whichFarm: () => msg('Which farm?', { id: 'which-farm' }),
  pin: () => msg('PIN', { id: 'pin' }),
  pinOf: (name: string) => msg(str`PIN of ${name}`, { id: 'pin-of' }),
  notMe: () => msg('Somebody else', { id: 'not-me' }),
  noFaces: () => msg('Nobody here signs in by picture yet.', { id: 'no-faces' }),
  askToJoin: () => msg('Ask to join', { id: 'ask-to-join' }),
  askMeans: () => msg('An admin of the farm lets you in, or says why not.', { id: 'ask-means' }),
  noteLabel: () => msg('Who are you? A few words for the admin', { id: 'join-note' }),
  asked: () =>
    msg('You asked to join. Sign in when an admin has let you in; until then it says that you wait.', { id: 'asked' }),
  noneOpen: () => msg('No farm here can be joined. Ask an admin to add you.', { id: 'none-open' }),

  // Once more
  confirmTitle: () => msg('Is it you?', { id: 'confirm-title' }),
  confirmMeans: () => msg('This cannot be undone easily, so it asks once more.', { id: 'confirm-means' }),
  usePassword: () => msg('Use my password', { id: 'use-password' }),
  usePin: () => msg('Use my PIN', { id: 'use-pin' }),
  goOn: () => msg('Go on', { id: 'go-on' }),

  // Oneself
  badge: () => msg('Symbol and colour', { id: 'badge' }),
  badgeMeans: () => msg('By these people here know each other. No two are alike.', { id: 'badge-means' }),
  symbol: () => msg('Symbol', { id: 'symbol' }),
  colour: () => msg('Colour', { id: 'colour' }),
  takeBadge: () => msg('Take these', { id: 'take-badge' }),
  saved: () => msg('Saved.', { id: 'saved' }),
  myPin: () => msg('My PIN', { id: 'my-pin' }),
  pinMeans: () =>
    msg('4 to 8 digits. It is asked for before something is deleted, and signs you in by picture.', {
      id: 'pin-means',
    }),
  hasPin: () => msg('You have a PIN.', { id: 'has-pin' }),
  hasNoPin: () => msg('You have no PIN; your password is asked for.', { id: 'has-no-pin' }),
  newPin: () => msg('New PIN', { id: 'new-pin' }),
  pinPassword: () => msg('Password, to set the PIN', { id: 'pin-password' }),
  setPin: () => msg('Set the PIN', { id: 'set-pin' }),
  dropPin: () => msg('Take my PIN away', { id: 'drop-pin' }),
  listMe: () => msg('Show me at sign-in on the farm’s own network', { id: 'list-me' }),
  whereIn: () => msg('Where I am signed in', { id: 'where-in' }),
  thisOne: () => msg('this one', { id: 'this-one' }),
  since: (when: string) => msg(str`since ${when}`, { id: 'since' }),
  lastUsed: (when: string) => msg(str`last used ${when}`, { id: 'last-used' }),
  end: () => msg('Sign out there', { id: 'end-there' }),
  endOthers: () => msg('Sign out everywhere else', { id: 'end-others' }),
  program: () => msg('A program', { id: 'a-program' }),
  browser: () => msg('A browser', { id: 'a-browser' }),

  // People
  addPerson: () => msg('Add a person', { id: 'add-person' }),
  add: () => msg('Add', { id: 'add-them' }),
  personName: () => msg('Name', { id: 'person-name' }),
  role: () => msg('Role', { id: 'role' }),
  masterAdmin: () => msg('master admin', { id: 'master-admin' }),
  isSuspended: () => msg('suspended', { id: 'is-suspended' }),
  lastSignIn: (when: string) => msg(str`last signed in ${when}`, { id: 'last-sign-in' }),
  you: () => msg('you', { id: 'you' }),
  noSuchPerson: () => msg('There is no such person', { id: 'no-such-person' }),
  suspend: () => msg('Suspend', { id: 'suspend' }),
  suspendMeans: () =>
    msg('They are signed out everywhere at once and what they run stops. Their minutes are kept.', {
      id: 'suspend-means',
    }),
  why: () => msg('Why? They will read it', { id: 'suspend-why' }),
  letIn: () => msg('Let in again', { id: 'let-in-again' }),
  suspendedFor: (why: string) => msg(str`Suspended: ${why}`, { id: 'suspended-for' }),
  until: (when: string) => msg(str`Installer until ${when}`, { id: 'installer-until' }),
  over: () => msg('The time as installer is over.', { id: 'installer-over' }),
  renew: () => msg('Renew for a day', { id: 'renew' }),
  installerMeans: () => msg('An installer is let in for a day; then an admin renews it.', { id: 'installer-means' }),
  newPasswordFor: (name: string) => msg(str`New password for ${name}`, { id: 'new-password-for' }),
  tellThem: (name: string) => msg(str`Changed. Tell ${name} the new one.`, { id: 'tell-them' }),
  theirPin: () => msg('PIN', { id: 'their-pin' }),
  dropTheirPin: () => msg('Take the PIN away', { id: 'drop-their-pin' }),
  dropTheirPinMeans: () =>
    msg('For a PIN that is forgotten. They set another with their password.', { id: 'drop-means' }),
  noPin: () => msg('No PIN.', { id: 'no-pin' }),
  signedInAt: () => msg('Signed in', { id: 'signed-in-at' }),
  nowhere: () => msg('Nowhere at present.', { id: 'signed-in-nowhere' }),
  endAll: () => msg('Sign out everywhere', { id: 'end-all' }),
  remove: (name: string) => msg(str`Remove ${name}`, { id: 'remove-person' }),
  removeMeans: () => msg('They are gone for good. To keep them out for a while, suspend them.', { id: 'remove-means' }),

  // Who waits
  waiting: () => msg('Waiting to join', { id: 'waiting-to-join' }),
  waitingCount: (count: string) => msg(str`Waiting to join: ${count}`, { id: 'waiting-count' }),
  nobodyWaits: () => msg('Nobody waits.', { id: 'nobody-at-the-door' }),
  askedFrom: (when: string, address: string) => msg(str`asked ${when} from ${address}`, { id: 'asked-from' }),
  taken: () => msg('Somebody has this name to sign in with. Give another, and tell them.', { id: 'login-taken' }),
  approve: (name: string) => msg(str`Let ${name} in`, { id: 'let-in-person' }),
  reject: (name: string) => msg(str`Do not let ${name} in`, { id: 'keep-out-person' }),

  // Sites
  door: () => msg('At the door', { id: 'door' }),
  mayAsk: () => msg('Whoever is on the farm’s network may ask to join', { id: 'may-ask' }),
  showsPeople: () => msg('People may sign in by picture and PIN on the farm’s network', { id: 'shows-people' }),
  sites: () => msg('Farms of this gateway', { id: 'sites' }),
  peopleCount: (count: string) => msg(str`People: ${count}`, { id: 'people-count' }),
  rename: (name: string) => msg(str`Rename ${name}`, { id: 'rename-site' }),
  addSite: () => msg('Add a farm', { id: 'add-site' }),
  firstAdmin: () => msg('Its first admin', { id: 'first-admin' }),
};
