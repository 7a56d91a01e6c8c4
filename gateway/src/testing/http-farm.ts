import { TestBridge } from './http-bridge.ts';
import { HttpBench, OWNER, type BenchSession } from './http-bench.ts';

/** Everybody who may call: roles of the first farm, its owner, an admin of a second farm, and somebody nobody knows. */
export const everybody = ['nobody', 'viewer', 'user', 'installer', 'admin', 'master', 'stranger'] as const;
export type Who = (typeof everybody)[number];

/** The bridge and the outlet of the first farm. */
export const BRIDGE = 'bridge-1';
export const OUTLET = 'outlet-fe';
const STRANGERS_SITE = 'site_second0001';

/** A claimed gateway with one outlet, two farms and a person of each role. */
export interface HttpFarm {
  readonly bench: HttpBench;
  readonly bridge: TestBridge;
  readonly site: string;
  /** User ids. */
  readonly ids: Readonly<Record<Exclude<Who, 'nobody'>, string>>;
  readonly sessions: Readonly<Record<Exclude<Who, 'nobody'>, BenchSession>>;
  readonly tokenOf: (who: Who) => string | undefined;
  stop(): Promise<void>;
}

/** Starts it all; `stop` it when done. */
export async function startFarm(bench = new HttpBench()): Promise<HttpFarm> {
  await bench.start();
  const master = await bench.claim();
  bench.addSite(STRANGERS_SITE, 'Far valley');
  const roles = ['viewer', 'user', 'installer', 'admin'] as const;
  for (const role of roles) bench.addPerson({ site: master.site, login: loginOf(role), role });
  bench.addPerson({ site: STRANGERS_SITE, login: loginOf('stranger'), role: 'admin' });
  const [viewer, user, installer, admin, stranger] = await Promise.all([
    bench.signIn(loginOf('viewer')),
    bench.signIn(loginOf('user')),
    bench.signIn(loginOf('installer')),
    bench.signIn(loginOf('admin')),
    bench.signIn(loginOf('stranger')),
  ]);
  const sessions = { viewer, user, installer, admin, master, stranger };
  const bridge = await TestBridge.connect(bench.app, BRIDGE);
  await bridge.hear(BRIDGE, OUTLET, 'FE');
  await bench.call('POST', `/api/v1/seen/${OUTLET}/adopt`, { token: master.access, body: {} });
  return {
    bench,
    bridge,
    site: master.site,
    sessions,
    ids: {
      viewer: viewer.user,
      user: user.user,
      installer: installer.user,
      admin: admin.user,
      master: master.user,
      stranger: stranger.user,
    },
    tokenOf: (who) => (who === 'nobody' ? undefined : sessions[who].access),
    async stop() {
      await bridge.cut();
      await bench.stop();
    },
  };
}

/** What somebody signs in as. */
export function loginOf(who: Exclude<Who, 'nobody'>): string {
  return who === 'master' ? OWNER : `${who}.login`;
}
