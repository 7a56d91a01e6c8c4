/** What keeps a pump from running, by what a person can picture. */
export type ReasonGroup =
  | 'power'
  | 'water'
  | 'hot'
  | 'rest'
  | 'turn'
  | 'minutes'
  | 'away'
  | 'all-off'
  | 'locked'
  | 'service'
  | 'hours'
  | 'full'
  | 'fault';

const groups: readonly (readonly [RegExp, ReasonGroup])[] = [
  [/^(?:latched|stop-all)/, 'all-off'],
  [/^(?:pump\.)?(?:locked-out|lock-out)|suspended/, 'locked'],
  [/out-of-service/, 'service'],
  [/^(?:grid|under-voltage|over-voltage|phase|unbalance|transformer|stagger|breaker)/, 'power'],
  [/^(?:dry-run|no-water)/, 'water'],
  [/^tank-full/, 'full'],
  [/^(?:overload|over-current)/, 'hot'],
  [/^(?:min-rest|starts-per|group-rest|quiet|max-run)/, 'rest'],
  [/^(?:group-busy|run\.already|run\.not-waiting)/, 'turn'],
  [/^(?:wallet|run\.quota|minutes)/, 'minutes'],
  [/^(?:away|node-lost|sensor-lost|went-off|restart)/, 'away'],
  [/^run\.hours/, 'hours'],
];

/** The picture of a reason: by its code, else by its name; a lock-out is one whatever locked it. */
export function reasonGroup({ code, name, kind }: { code: string; name?: string; kind?: string }): ReasonGroup {
  if (kind === 'lock-out') return 'locked';
  const find = (word: string) => groups.find(([pattern]) => pattern.test(word))?.[1];
  return find(code) ?? find(name ?? '') ?? 'fault';
}
