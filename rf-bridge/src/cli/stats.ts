import { setTimeout as wait } from 'node:timers/promises';
import type { NodeStats, RadioStats } from '../control/index.ts';
import { RfRefusal } from './rf-line.ts';
import { BRIDGE_GONE, EXIT, type RfContext } from './work.ts';

export interface StatsOptions {
  readonly isWatched: boolean;
  readonly isJson: boolean;
  /** A port that was opened just now has heard nothing yet: it polls for so long first. Unit: ms. */
  readonly afterMs: number;
}

const WATCH_EVERY_MS = 2_000;

/** `farmgate rf stats`: how the radio is and each node's link. */
export async function stats(context: RfContext, { isWatched, isJson, afterMs }: StatsOptions): Promise<number> {
  const { line, screen, signal } = context;
  await pause(afterMs, signal);
  line.ask({ stats: true });
  for await (const said of line.said) {
    if (said.kind === 'refused') throw new RfRefusal(said.note);
    if (said.kind !== 'stats') continue;
    if (isJson) screen.line(JSON.stringify(said));
    else if (isWatched) screen.page(statsText(said));
    else for (const text of statsText(said)) screen.line(text);
    if (!isWatched) return said.isPortOpen ? EXIT.good : EXIT.linkSaysNo;
    await pause(WATCH_EVERY_MS, signal);
    if (signal.aborted) break;
    line.ask({ stats: true });
  }
  if (!signal.aborted) throw new RfRefusal(BRIDGE_GONE);
  return EXIT.good;
}

/** Resolves early when the command is to end. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await wait(ms, undefined, { signal }).catch(() => undefined);
}

/** The figures as people read them. */
export function statsText({ bridge, radio, isPortOpen, cycleMs, air, frames, troubles, nodes }: RadioStats): string[] {
  const cycle = cycleMs === undefined ? '' : `, each node every ${(cycleMs / 1_000).toFixed(1)} s`;
  const used =
    air.dutyPercent >= 100
      ? `Air: no limit of an hour, ${air.usedPercent} % of it used by us`
      : `Air: ${air.usedPercent} % of this hour's budget used (${air.dutyPercent} % of an hour)`;
  return [
    `${bridge} on ${radio}: ${isPortOpen ? 'the port is open' : 'the port is gone'}${cycle}`,
    `${used}${air.isFull ? '. It is full: polls wait' : ''}`,
    `Frames: ${frames.good} good, ${frames.bad} broken, ${frames.foreign} not ours`,
    `Troubles: ${troubles.length === 0 ? 'none in the last minute' : troubles.map(troubleText).join('; ')}`,
    '',
    ...(nodes.length === 0 ? ['No node was heard yet.'] : tableOf(nodes)),
  ];
}

function troubleText(trouble: string): string {
  const known: Readonly<Record<string, string>> = {
    'foreign-master': 'another master speaks to our outlets',
    replay: 'a command of ours was heard again that we did not send',
    noise: 'much is heard that is no frame',
  };
  return known[trouble] ?? trouble;
}

const heads = ['node', 'link', 'score', 'first try', 'tries', 'round trip', 'broken', 'not ours'];

function tableOf(nodes: readonly NodeStats[]): string[] {
  const rows = [heads, ...nodes.map(rowOf)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function rowOf(node: NodeStats): string[] {
  const { address, score, firstTryPercent, triesPerAnswer, roundTripMs, bad, foreign } = node;
  return [
    address,
    linkText(node),
    score.toFixed(1),
    `${firstTryPercent} %`,
    triesPerAnswer.toFixed(2),
    roundTripMs === undefined ? '-' : `${roundTripMs} ms`,
    String(bad),
    String(foreign),
  ];
}

/** A score in a word. Polls are three packets: 1 % of packets lost gives 9.6, 10 % gives 6.2, 20 % gives 3.7. */
function linkText({ online, score }: NodeStats): string {
  if (!online) return 'silent';
  if (score >= 9) return 'good';
  if (score >= 6) return 'fair';
  return score >= 3 ? 'weak' : 'bad';
}
