import { tryMutant } from '../../gateway/test/broker/packet-mutants.ts';
import type { Campaign } from './campaign.ts';

const MUTANTS_A_CASE = 10_000;

/** The guard of the public broker reads what the library behind it reads, or refuses. */
export const mqttPackets: Campaign = {
  name: 'mqtt-packets',
  sentence: `${MUTANTS_A_CASE} MQTT packets a case with a byte wrong: refused, or read by the library as the guard reads them`,
  cases: { short: 10, long: 100 },
  code: ['gateway/src/broker/guard', 'package-lock.json'],
  open: async () => ({
    run: async (seed) => {
      const counts = { passed: 0, refused: 0, short: 0 };
      for (let at = 0; at < MUTANTS_A_CASE; at += 1) tryMutant(seed * MUTANTS_A_CASE + at, counts);
    },
    close: async () => {},
  }),
};
