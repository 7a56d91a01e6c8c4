import {
  PumpDetail,
  PumpGroup,
  type PumpGroupSetup,
  type PumpService,
  type PumpSetup,
  PumpUsual,
  PumpView,
  SharingSettings,
  type WithReason,
} from '@farmgate/gateway/contract';
import type { Answer } from './answer.ts';
import type { Send } from './send.ts';

/** What is usual hangs on this alone. */
export interface MotorSize {
  readonly kw: number;
  readonly phases: 1 | 3;
  /** Unit: V. */
  readonly nominalV: number;
}

/** How pumps are set up, by those who may. */
export interface PumpAdminApi {
  pump(id: string): Promise<Answer<PumpDetail>>;
  add(body: PumpSetup): Promise<Answer<PumpView>>;
  change(id: string, body: PumpSetup): Promise<Answer<PumpDetail>>;
  remove(id: string): Promise<Answer<void>>;
  /** What is usual for a motor of this size. */
  usual(motor: MotorSize): Promise<Answer<PumpUsual>>;
  reset(id: string, body: WithReason): Promise<Answer<PumpView>>;
  learn(id: string): Promise<Answer<PumpDetail>>;
  forget(id: string): Promise<Answer<PumpDetail>>;
  offAtPanel(id: string, body: WithReason): Promise<Answer<PumpView>>;
  service(id: string, body: PumpService): Promise<Answer<PumpView>>;
  group(id: string, body: PumpGroupSetup): Promise<Answer<PumpGroup>>;
  settings(): Promise<Answer<SharingSettings>>;
  saveSettings(body: SharingSettings): Promise<Answer<SharingSettings>>;
}

/** The requests of who sets pumps up, on a signed-in sender. */
export function createPumpAdminApi(send: Send): PumpAdminApi {
  const at = (id: string, what = '') => `/pumps/${id}${what}`;
  return {
    pump: (id) => send({ method: 'GET', path: at(id), schema: PumpDetail }),
    add: (body) => send({ method: 'POST', path: '/pumps', body, schema: PumpView }),
    change: (id, body) => send({ method: 'PUT', path: at(id), body, schema: PumpDetail }),
    remove: (id) => send({ method: 'DELETE', path: at(id) }),
    usual: ({ kw, phases, nominalV }) =>
      send({
        method: 'GET',
        path: `/pump-usual?kw=${kw}&phases=${phases}&nominalV=${nominalV}`,
        schema: PumpUsual,
      }),
    reset: (id, body) => send({ method: 'POST', path: at(id, '/reset'), body, schema: PumpView }),
    learn: (id) => send({ method: 'POST', path: at(id, '/learn'), schema: PumpDetail }),
    forget: (id) => send({ method: 'DELETE', path: at(id, '/learn'), schema: PumpDetail }),
    offAtPanel: (id, body) => send({ method: 'POST', path: at(id, '/off-at-panel'), body, schema: PumpView }),
    service: (id, body) => send({ method: 'PUT', path: at(id, '/service'), body, schema: PumpView }),
    group: (id, body) => send({ method: 'PUT', path: `/pump-groups/${id}`, body, schema: PumpGroup }),
    settings: () => send({ method: 'GET', path: '/sharing/settings', schema: SharingSettings }),
    saveSettings: (body) => send({ method: 'PUT', path: '/sharing/settings', body, schema: SharingSettings }),
  };
}
