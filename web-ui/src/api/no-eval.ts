import * as z from 'zod/mini';

// The page's policy forbids making code from text; without this every first parse would try, and the browser complain.
z.config({ jitless: true });
