import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findWrongImports, wrongImportsOf } from './imports.ts';

describe('the import rules', () => {
  it('hold for every source of the product', () => {
    expect(findWrongImports(join(import.meta.dirname, '..'))).toEqual([]);
  });

  it.each([
    ['gateway/src/domain/field/ingest.ts', `import { x } from '../../store/database.ts';`],
    ['gateway/src/domain/field/ingest.ts', `import pino from 'pino';`],
    ['gateway/src/http/server.ts', `import { x } from '../store/database.ts';`],
    ['gateway/src/store/users.ts', `export * from '../app.ts';`],
    ['gateway/src/contract/ids.ts', `import { z } from 'zod';`],
    ['gateway/src/cli/start.ts', `import { run } from '@farmgate/rf-bridge';`],
    ['rf-bridge/src/link/link.ts', `import type { App } from '../../../gateway/src/app.ts';`],
    ['web-ui/src/state/store.ts', `import { x } from '@farmgate/gateway/device-types';`],
    ['firmware/virtual-farm/src/outlet.ts', `import { x } from '@farmgate/rf-bridge';`],
  ])('refuse %s with %s', (file, text) => {
    expect(wrongImportsOf(file, text)).toHaveLength(1);
  });

  it.each([
    ['gateway/src/domain/field/ingest.ts', `import { Reading } from '../../contract/index.ts';`],
    ['gateway/src/cli/start.ts', `const { run } = await import('@farmgate/rf-bridge');`],
    ['gateway/src/http/server.ts', `import express from 'express';`],
    ['web-ui/src/state/store.ts', `import type { Command } from '@farmgate/gateway/contract';`],
  ])('let %s have %s', (file, text) => {
    expect(wrongImportsOf(file, text)).toEqual([]);
  });
});
