#!/usr/bin/env node
// Starts `farmgate` with compiled code kept between starts: 0.33 s of CPU in place of 0.55, and 26 MB less, as the type
// stripper is not loaded. Plain JavaScript, because the first file is never kept and as TypeScript would need the stripper.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Not the shared temporary folder that Node would take, where another user could lay code for us. Where this one cannot be
// written every start compiles anew. The variable is for the bridge and the simulated farm, which are started from here.
process.env.NODE_COMPILE_CACHE ??= join(
  process.env.CACHE_DIRECTORY ?? join(import.meta.dirname, '../../.cache'),
  'compiled',
);
enableCompileCache(process.env.NODE_COMPILE_CACHE);
await import('../src/main.ts');
