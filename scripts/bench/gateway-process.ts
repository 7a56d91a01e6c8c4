import { bundle, productionFlags } from '../bundle.ts';
import { whenAnswering } from './answering.ts';
import { Program } from './program.ts';

export interface GatewayOptions {
  readonly root: string;
  /** Its data folder; an empty one makes a gateway that nobody has claimed. */
  readonly data: string;
  readonly args?: readonly string[];
  readonly node?: string;
  /** What Node is given to run; the bundle with production flags unless said. */
  readonly program?: readonly string[];
}

/** A gateway of this repository in a process of its own, that is ready. */
export interface GatewayProcess {
  readonly pid: number;
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** The code it can be claimed with. */
  claimCode(): Promise<string>;
  /** What it said last, for errors. */
  readonly said: string;
  stop(): Promise<void>;
}

/**
 * Starts it as its unit does: from the bundle, with production flags, on a free port, without the demo. Resolves at the first 200
 * from /readyz.
 */
export async function startGateway({
  root,
  data,
  args = [],
  node,
  program: given,
}: GatewayOptions): Promise<GatewayProcess> {
  const start = [...(given ?? [...productionFlags, await bundle(root)]), 'start', '--data', data];
  const free = ['--http-port', '0', '--nodes-tls-port', '0', '--discovery-enabled', 'no'];
  const program = new Program([...start, ...free, ...args], { cwd: root, ...(node ? { node } : {}) });
  const port = await program.saying(/http:\/\/\S+:(\d+)\//);
  const origin = `http://127.0.0.1:${port}`;
  await whenAnswering(`${origin}/readyz`, program);
  return {
    pid: program.pid,
    origin,
    claimCode: () => program.saying(/Claim\s+(\S+)/),
    get said() {
      return program.said;
    },
    stop: () => program.stop(),
  };
}
