import { networkInterfaces } from 'node:os';
import type { ClaimCode } from '../appliance/claim.ts';
import type { SafeMode } from '../contract/index.ts';
import { VERSION } from '../version.ts';

/** What a person sees first: where it is, how to get in, how to stop it. `code` is there while the gateway is nobody's. */
export function welcome(about: {
  host: string;
  port: number;
  demo: boolean;
  code: ClaimCode | undefined;
  safeMode?: SafeMode | undefined;
}): string {
  const { host, port, demo, code, safeMode } = about;
  const rows = [
    ...addresses(host).map((address, at) => [at === 0 ? 'Open' : '', `http://${address}:${port}/`]),
    code ? ['Claim', claimText(code)] : ['', 'Forgotten the password? farmgate users reset <name>'],
    ...(safeMode ? safeModeRows(safeMode) : []),
    ['Stop', 'Ctrl-C'],
  ];
  const title = `Farmgate ${VERSION}${demo ? ' DEMO: the farm is simulated, nothing real is switched' : ''}`;
  return `\n${[title, ...rows.map(([word = '', words]) => `  ${word.padEnd(6)} ${words}`)].join('\n')}\n\n`;
}

function safeModeRows({ why }: SafeMode): string[][] {
  return [
    ['SAFE', `MODE: ${why}`],
    ['', 'Switching works, above all OFF; nothing else is started. farmgate start --leave-safe-mode ends it.'],
  ];
}

/** The same for a code that took the place of one that ran out. */
export function newCode(code: ClaimCode): string {
  return `  Claim  ${claimText(code)}\n`;
}

function claimText({ code, expiresAt }: ClaimCode): string {
  return `${code}   (this gateway is nobody's yet; the code is good until ${new Date(expiresAt).toTimeString().slice(0, 5)})`;
}

function addresses(host: string): string[] {
  if (host !== '::' && host !== '0.0.0.0') return [host.includes(':') ? `[${host}]` : host];
  const lan = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  return ['localhost', ...lan];
}
