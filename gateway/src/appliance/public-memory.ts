/** Of its memory, for the heap of its program; the rest is buffers and the program itself. */
const HEAP_SHARE = 0.75;
/**
 * Each half of the space for what is new. What a message leaves behind is dead by its end, so that a large one only takes memory:
 * V8's own choice, 16 MB, is three times as much for a thousand nodes that say nothing as all that they need.
 */
const SEMI_SPACE_MB = 4;

/** Flags of Node for a public broker that may take so much memory. */
export function memoryFlags(memoryMb: number): readonly string[] {
  return [`--max-old-space-size=${Math.round(memoryMb * HEAP_SHARE)}`, `--max-semi-space-size=${SEMI_SPACE_MB}`];
}
