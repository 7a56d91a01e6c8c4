import type { CommandRequest, DeviceView } from '../../contract/index.ts';

/** The flags by which a node says that it has stopped its motor and will not start it before it is told. */
const latchFlags = ['trip', 'dryRun'];
const RESET = 'reset';

/** What a node has to be told so that it may start again; undefined where it has not latched, or knows no such word. */
export function latchReleaseOf({ id, points }: Pick<DeviceView, 'id' | 'points'>): CommandRequest | undefined {
  const isLatched = points.some(
    ({ definition, reading }) => latchFlags.includes(definition.id) && reading?.value === true,
  );
  const knowsReset = points.some(({ definition }) => definition.id === RESET && definition.kind === 'setting');
  return isLatched && knowsReset ? { device: id, point: RESET, value: 1 } : undefined;
}
