import type { DutyLimit } from '../link/duty.ts';
import { findProfile, profiles, type CountryProfile } from './profiles.ts';
import { airKbps } from './settings.ts';

/** How long one may send, as settings say it. */
export interface DutySettings {
  /** A profile's id, or `own` for whoever holds a licence. */
  readonly profile: string;
  /** Share of an hour; the profile's where nothing is said. `own` has none. Unit: %. */
  readonly dutyPercent: number | undefined;
  /** Of the module's serial line; in FU3, which no bridge can ask for, it decides the speed in the air. */
  readonly baud: number;
}

/** A share of an hour that may not be; the message says what to give instead. */
export class DutyRefusal extends Error {
  override readonly name = 'DutyRefusal';
}

/** A packet on the air: 6 bytes of preamble, 2 of synchronisation, 20 of length and payload, 1 more. Known at 15 kb/s, taken for all. */
const PACKET_BYTES_IN_AIR = 29;

/** Of less than this an OFF may never go out: it is a slip of the pen. Unit: %. */
const LEAST_PERCENT = 0.01;

/** The law for the link. Throws a `DutyRefusal` where the profile is not known, or permits less than is asked for. */
export function dutyLimitOf({ profile: id, dutyPercent, baud }: DutySettings): DutyLimit {
  if (dutyPercent !== undefined && !(dutyPercent >= LEAST_PERCENT && dutyPercent <= 100))
    throw new DutyRefusal(
      `--duty takes a share of an hour above 0, ${LEAST_PERCENT} % at least, and up to 100 %, not ${dutyPercent}`,
    );
  const packetMs = packetMsAt(baud);
  if (id === 'own') return { share: ownShare(dutyPercent), packetMs };
  const profile = findProfile(id);
  if (!profile)
    throw new DutyRefusal(`There is no profile "${id}": take ${profiles.map((known) => known.id).join(', ')} or own`);
  return { share: shareIn(profile, dutyPercent), packetMs };
}

/** What a packet takes of the air in FU3; to a digit, as it was measured. Unit: ms. */
function packetMsAt(baud: number): number {
  return Math.round((PACKET_BYTES_IN_AIR * 80) / airKbps('fu3', baud)) / 10;
}

function ownShare(dutyPercent: number | undefined): number {
  if (dutyPercent === undefined)
    throw new DutyRefusal(
      'With --profile own say what your licence permits: --duty 100 where it sets no share of an hour',
    );
  return dutyPercent / 100;
}

function shareIn({ id, dutyShare }: CountryProfile, dutyPercent: number | undefined): number {
  const share = dutyPercent === undefined ? dutyShare : dutyPercent / 100;
  if (share <= dutyShare) return share;
  throw new DutyRefusal(
    `The profile ${id} permits ${Number((dutyShare * 100).toPrecision(3))} % of an hour, not ${dutyPercent} %: give --duty up to that, or --profile own with a licence`,
  );
}
