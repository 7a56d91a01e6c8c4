import { msg, str } from '@lit/localize';

/** The words of who signs in, and of passwords: loaded by the pages that ask for them. */
export const doorWords = {
  chooseLanguage: () => msg('Choose your language', { id: 'choose-language' }),
  welcome: () => msg('Welcome', { id: 'welcome' }),
  claimIntro: () =>
    msg('This gateway is nobody’s yet. Make it yours with the code it printed when it started.', { id: 'claim-intro' }),
  claimCode: () => msg('Claim code', { id: 'claim-code' }),
  farmName: () => msg('Name of the farm', { id: 'farm-name' }),
  timeZone: () => msg('Time zone', { id: 'time-zone' }),
  yourName: () => msg('Your name', { id: 'your-name' }),
  login: () => msg('Name to sign in with', { id: 'login' }),
  password: () => msg('Password', { id: 'password' }),
  newPassword: () => msg('New password', { id: 'new-password' }),
  passwordHint: () => msg('At least 8 characters. A few words are best.', { id: 'password-hint' }),
  claim: () => msg('Make it mine', { id: 'claim' }),
  clocksDiffer: () => msg('The clocks differ. Which one is right?', { id: 'clocks-differ' }),
  clockHere: (time: string) => msg(str`This device: ${time}`, { id: 'clock-here' }),
  clockThere: (time: string) => msg(str`The gateway: ${time}`, { id: 'clock-there' }),
  signIn: () => msg('Sign in', { id: 'sign-in' }),
  signOut: () => msg('Sign out', { id: 'sign-out' }),
  sessionEnded: () => msg('You were signed out. Sign in again.', { id: 'session-ended' }),
  forgotten: () => msg('Forgotten? On the gateway itself run: farmgate users reset <name>', { id: 'forgotten' }),
};
