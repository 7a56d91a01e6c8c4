import type { CountryProfile } from './profiles.ts';
import { CHANNELS, channelKHz, halfWidthKHz, hasBaud, POWER_DBM, powerMw, type Hc12Settings } from './settings.ts';

/** Settings, and the share of an hour that somebody means to send in; the profile's where nothing is said. */
export interface WantedSetup extends Hc12Settings {
  readonly dutyShare?: number | undefined;
}

/** Why a module may not be set so, as sentences that say which rule forbids it and what is allowed instead; empty when it may. */
export function checkSetup(profile: CountryProfile, wanted: WantedSetup): string[] {
  const impossible = whatNoModuleHas(wanted);
  if (impossible.length > 0) return impossible;
  return [outOfBand(profile, wanted), tooStrong(profile, wanted), tooLong(profile, wanted)].filter(
    (refusal) => refusal !== undefined,
  );
}

/** Channels that lie in the profile's bands with the whole of their signal. */
export function channelsOf(profile: CountryProfile, how: Pick<Hc12Settings, 'mode' | 'baud'>): number[] {
  return Array.from({ length: CHANNELS }, (_, i) => i + 1).filter((channel) => liesInBand(profile, channel, how));
}

/** The strongest level that the profile permits; 0 where even the weakest is too strong. */
export function strongestOf(profile: CountryProfile): number {
  return POWER_DBM.filter((_, i) => powerMw(i + 1) <= profile.powerMw).length;
}

function whatNoModuleHas({ channel, power, mode, baud }: WantedSetup): string[] {
  const refusals: string[] = [];
  if (!isFrom(channel, 1, CHANNELS)) refusals.push(`An HC-12 has channels 1 to ${CHANNELS}, not ${channel}.`);
  if (!isFrom(power, 1, POWER_DBM.length))
    refusals.push(`An HC-12 has power levels 1 to ${POWER_DBM.length}, not ${power}.`);
  if (!hasBaud(mode, baud)) refusals.push(`${mode.toUpperCase()} has no ${baud} baud: ${baudsInWords[mode]}.`);
  return refusals;
}

const baudsInWords = {
  fu1: 'take 1200 to 115200',
  fu2: 'take 1200, 2400 or 4800',
  fu3: 'take 1200 to 115200',
  fu4: 'take 1200',
};

function outOfBand(profile: CountryProfile, wanted: WantedSetup): string | undefined {
  const { channel } = wanted;
  if (liesInBand(profile, channel, wanted)) return undefined;
  const half = halfWidthKHz(wanted);
  const middle = channelKHz(channel);
  const takes = `C${threeDigits(channel)} takes ${mhz(middle - half)} to ${mhz(middle + half)} MHz with its signal`;
  const bands = profile.bandsKHz.map(([from, to]) => `${mhz(from)} to ${mhz(to)} MHz`).join(' and ');
  return `${takes}. ${rule(profile)} permits ${bands} alone: ${instead(channelsOf(profile, wanted))}.`;
}

function instead(channels: readonly number[]): string {
  if (channels.length === 0) return 'no channel lies in it in this mode; take FU3 at 9600 baud';
  const [first = 0, last = 0] = [channels[0], channels.at(-1)];
  return `choose C${threeDigits(first)}${last === first ? '' : ` to C${threeDigits(last)}`}`;
}

function tooStrong(profile: CountryProfile, { power }: WantedSetup): string | undefined {
  if (powerMw(power) <= profile.powerMw) return undefined;
  const strongest = strongestOf(profile);
  const sends = `P${power} sends with ${milliwatts(powerMw(power))}`;
  const choose = strongest === 0 ? 'no level of an HC-12 is weak enough' : `choose ${levels(strongest)}`;
  return `${sends}. ${rule(profile)} permits ${milliwatts(profile.powerMw)} e.r.p.: ${choose}.`;
}

function levels(strongest: number): string {
  return `P${strongest} (${milliwatts(powerMw(strongest))})${strongest > 1 ? ' or a lower one' : ''}`;
}

function tooLong(profile: CountryProfile, { dutyShare = profile.dutyShare }: WantedSetup): string | undefined {
  if (dutyShare > 0 && dutyShare <= profile.dutyShare) return undefined;
  return `Sending ${percent(dutyShare)} of an hour is not permitted. ${rule(profile)} permits ${percent(profile.dutyShare)}: give a duty above 0 and up to that.`;
}

function liesInBand(profile: CountryProfile, channel: number, how: Pick<Hc12Settings, 'mode' | 'baud'>): boolean {
  const [middle, half] = [channelKHz(channel), halfWidthKHz(how)];
  return profile.bandsKHz.some(([from, to]) => middle - half >= from && middle + half <= to);
}

function rule({ sources: [source] }: CountryProfile): string {
  return source ? `${source.document} (${source.clause})` : 'The rule';
}

function isFrom(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function threeDigits(channel: number): string {
  return String(channel).padStart(3, '0');
}

function mhz(kHz: number): string {
  return (kHz / 1_000).toFixed(2);
}

function milliwatts(mw: number): string {
  return `${Number(mw.toPrecision(3))} mW`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
