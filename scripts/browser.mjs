// Which Chromium to launch for tests, screenshots and benchmarks: $CHROMIUM, then the system's, then the one that comes
// as a package from the npm registry (Linux x64; it brings its own libraries and fonts).
import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// The first two: root, containers and a small /dev/shm. The rest: no calls to outside hosts.
const args = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * Launch options for playwright. Throws with the way out where there is no browser: no test is skipped for lack of one.
 * @param {string} root the repository
 * @returns {Promise<{ executablePath: string, args: string[], env?: Record<string, string | undefined> }>}
 */
export async function findBrowser(root) {
  const system = process.env.CHROMIUM ?? findOnPath();
  if (system) return { executablePath: system, args };
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('No Chromium found: install one (Debian: apt install chromium) or set CHROMIUM to its path.');
  return unpackFromNpm(join(root, '.cache/chromium'));
}

function findOnPath() {
  const paths = (process.env.PATH ?? '').split(delimiter).flatMap((dir) => names.map((name) => join(dir, name)));
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The package unpacks to TMPDIR, and its libraries only where it believes to be on AWS; both only while it is asked. */
async function unpackFromNpm(dir) {
  mkdirSync(dir, { recursive: true });
  const before = { ...process.env };
  Object.assign(process.env, { TMPDIR: dir, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' });
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const executablePath = await chromium.executablePath();
    const fonts = join(dir, 'fonts');
    if (existsSync(fonts)) writeFileSync(join(fonts, 'fonts.conf'), fontsConf(dir));
    return {
      executablePath,
      args,
      env: { ...before, LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH, FONTCONFIG_PATH: fonts },
    };
  } finally {
    for (const key of Object.keys(process.env)) if (!(key in before)) delete process.env[key];
    Object.assign(process.env, before);
  }
}

function fontsConf(dir) {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${dir}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${dir}/fonts-cache</cachedir></fontconfig>`;
}
