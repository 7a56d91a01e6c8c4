import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeStateOf } from './code-state.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'farmgate-torture-'));
  write('a/trial.ts', "import {\n  part,\n} from './part.ts';\nimport type { Shape } from '../b/shape.ts';\n");
  write('a/part.ts', "export { deep } from '../b/deep.ts';\n");
  write('b/deep.ts', 'export const deep = 1;\n');
  write('b/shape.ts', 'export type Shape = string;\n');
  write('b/deep.test.ts', '');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Whether this place is in another state once that file reads otherwise. */
function isMovedBy(place: string, file: string): boolean {
  const before = codeStateOf(root, [place]);
  write(file, 'another thing\n');
  return codeStateOf(root, [place]) !== before;
}

describe('the state of the code that a trial tries', () => {
  it.each(['a/trial.ts', 'a/part.ts', 'b/deep.ts'])('is another where a module of it is, as %s', (file) => {
    expect(isMovedBy('a/trial.ts', file)).toBe(true);
  });

  it('is the same whatever becomes of types, tests and what it does not import', () => {
    expect(isMovedBy('a/trial.ts', 'b/shape.ts')).toBe(false);
    expect(isMovedBy('a/trial.ts', 'b/other.ts')).toBe(false);
    expect(isMovedBy('b', 'b/deep.test.ts')).toBe(false);
  });

  it('takes a folder whole, and sees a file that is new in it', () => {
    expect(isMovedBy('b', 'b/shape.ts')).toBe(true);
    expect(isMovedBy('b', 'b/more/new.ts')).toBe(true);
  });
});
