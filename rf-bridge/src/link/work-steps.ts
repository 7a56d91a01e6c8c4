import type { RadioAsk, RadioStep } from '@farmgate/gateway/contract';
import type { Request } from '../codec/index.ts';

/** One thing to bring about at an outlet: asked until it is answered, or until a PING shows that it was done all the same. */
export interface WorkStep {
  readonly step: RadioStep;
  /** Whom to ask in whose name, and what. */
  readonly node: number;
  readonly master: number;
  readonly request: Request;
  /** Who answers a PING of which master once the step is done; an ACK may have been lost. */
  readonly shownBy?: { readonly node: number; readonly master: number };
  /** `silence`: it is good when nobody answers. */
  readonly wants: 'answer' | 'silence';
  /** Said when it does not come about. */
  readonly failure: string;
}

/** The id and the master of an outlet as it leaves the factory. */
const FACTORY_ID = 0x01;
const FACTORY_MASTER = 0x01;

const NO_CONFIG_MODE =
  'No answer. Is it in config mode (button held for 3 s, or pressed five times with firmware 5.4), near, and the only one?';

/** The steps of a work that changes what an outlet answers to, in their order; empty for any other work. */
export function stepsOf(ask: RadioAsk, master: number): WorkStep[] {
  switch (ask.ask) {
    case 'pair':
      return pairSteps(idOf(ask.address), ask.thresholdMa, master);
    case 'set-id':
      return setIdSteps(idOf(ask.address), idOf(ask.to), master);
    case 'set-master':
      return setMasterSteps(idOf(ask.address), idOf(ask.to), master);
    case 'ping':
    case 'walk':
    case 'scan':
    case 'stop':
      return [];
  }
}

/** The radio id that two hexadecimal digits name. */
export function idOf(address: string): number {
  return Number.parseInt(address, 16);
}

/** Its master is set first, from the factory's own; then its id; then its threshold, so that its lamp says that all is set. */
function pairSteps(id: number, thresholdMa: number, master: number): WorkStep[] {
  return [
    isFree(id, master),
    {
      step: 'master',
      node: FACTORY_ID,
      master: FACTORY_MASTER,
      request: { kind: 'set-master-id', id: master },
      shownBy: { node: FACTORY_ID, master },
      wants: 'answer',
      failure: NO_CONFIG_MODE,
    },
    takesId(FACTORY_ID, id, master),
    {
      step: 'threshold',
      node: id,
      master,
      request: { kind: 'set-threshold', ma: thresholdMa },
      wants: 'answer',
      failure: 'It has its id but did not answer to its threshold. Adopt it and set the threshold on its page.',
    },
    answersAt(id, master),
  ];
}

function setIdSteps(node: number, id: number, master: number): WorkStep[] {
  return [isFree(id, master), takesId(node, id, master), answersAt(id, master)];
}

function setMasterSteps(node: number, to: number, master: number): WorkStep[] {
  return [
    {
      step: 'master',
      node,
      master,
      request: { kind: 'set-master-id', id: to },
      shownBy: { node, master: to },
      wants: 'answer',
      failure: NO_CONFIG_MODE,
    },
  ];
}

function isFree(id: number, master: number): WorkStep {
  return {
    step: 'free',
    node: id,
    master,
    request: { kind: 'ping' },
    wants: 'silence',
    failure: 'An outlet answers at that id already. Unplug it, or choose another id.',
  };
}

function takesId(node: number, id: number, master: number): WorkStep {
  return {
    step: 'id',
    node,
    master,
    request: { kind: 'set-device-id', id },
    shownBy: { node: id, master },
    wants: 'answer',
    failure: NO_CONFIG_MODE,
  };
}

function answersAt(id: number, master: number): WorkStep {
  return {
    step: 'check',
    node: id,
    master,
    request: { kind: 'ping' },
    wants: 'answer',
    failure: 'It took its id but does not answer at it. Bring it nearer and look for it again.',
  };
}
