// Setting up an HC-12: what it may be set to, where, and how that is done.
export { dutyLimitOf, DutyRefusal, type DutySettings } from './duty-limit.ts';
export { linesToType } from './at-lines.ts';
export { channelsOf, checkSetup, strongestOf, type WantedSetup } from './check-setup.ts';
export {
  findProfile,
  ownProfile,
  profiles,
  type CountryProfile,
  type OwnLicence,
  type RuleSource,
} from './profiles.ts';
export { setPinAt, SetPinError, type RunProgram, type SetPin } from './set-pin.ts';
export { channelKHz, modes, powerMw, type Hc12Mode, type Hc12Settings } from './settings.ts';
export { setUpModule, type SetUpOptions, type SetUpOutcome, type SetUpStep } from './set-up.ts';
