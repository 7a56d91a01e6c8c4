import { systemClock } from '@farmgate/gateway/clock';
import { BridgeCore } from '../bridge-core.ts';
import { ControlDesk, type ControlSaid } from '../control/index.ts';
import type { DutyLimit } from '../link/duty.ts';
import { radioAt, type RadioLine } from '../radios/index.ts';
import { Mailbox } from './mailbox.ts';
import { RfRefusal, type RfLine } from './rf-line.ts';

export interface OwnRadio {
  readonly radio: string;
  readonly master: number;
  /** Ids to poll, for figures of their links. */
  readonly nodes: readonly number[];
  readonly duty: DutyLimit;
  /** Only listens: nothing is ever sent. */
  readonly isSilent: boolean;
}

/** Opens a radio's port and runs the bridge's own link on it, with no gateway. Rejects with an `RfRefusal` where it cannot. */
export async function openOwnLine({ radio, master, nodes, duty, isSilent }: OwnRadio): Promise<RfLine> {
  const box = new Mailbox<ControlSaid>();
  let line: RadioLine | undefined;
  const core = new BridgeCore({
    id: 'farmgate-rf',
    clock: systemClock,
    random: Math.random,
    log: { info: () => {}, warn: () => {} },
    master,
    nodes: [],
    demo: false,
    duty,
    radio,
    wire: { publish: () => {}, subscribe: () => {}, unsubscribe: () => {} },
    write: (bytes) => line?.write(bytes),
  });
  const desk = new ControlDesk(core, systemClock, (said) => box.put(said));
  const lose = (reason: string) => {
    core.onPort(false, reason);
    box.put({ kind: 'refused', note: `The radio's port is gone: ${reason}`, isLast: true });
    box.end();
  };
  line = await opened(radio, { onData: (bytes) => core.link.receive(bytes), onClose: lose });
  // A link whose port was never told to be open hears and does not speak.
  if (!isSilent) {
    core.link.setMembers(nodes.map((id) => ({ id, watched: false })));
    core.onPort(true);
  }
  return {
    ask: (ask) => desk.take(ask),
    said: box,
    close: async () => {
      box.end();
      desk.close();
      core.stop();
      await line.close();
    },
  };
}

async function opened(radio: string, events: Parameters<ReturnType<typeof radioAt>['open']>[0]): Promise<RadioLine> {
  try {
    return await radioAt(radio).open(events);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RfRefusal(/lock|busy/i.test(why) ? taken(radio) : `The radio ${radio} cannot be used: ${why}`);
  }
}

function taken(radio: string): string {
  return `Another program has ${radio}, most likely the bridge. Leave out --radio to ask it, or stop it first.`;
}
