import { cpus, release, totalmem } from 'node:os';

/** What the figures were measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryMB: number;
  readonly kernel: string;
  readonly node: string;
}

export function thisMachine(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model ?? process.arch,
    cores: all.length,
    memoryMB: Math.round(totalmem() / 1e6),
    kernel: release(),
    node: process.versions.node,
  };
}
