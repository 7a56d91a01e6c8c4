/** Of its memory, for the heap of its program; the rest is buffers and the program itself. */
const HEAP_SHARE = 0.75;
/**
 * Each half of the space for what is new. Left alone, Node lets that grow to 48 MB and more before it looks through it: a flood of
 * connections alone would fill its memory, though of what a message leaves behind nothing lives to its end.
 */
const SEMI_SPACE_MB = 2;

/** Flags of Node for a public broker that may take so much memory. */
export function memoryFlags(memoryMb: number): readonly string[] {
  return [`--max-old-space-size=${Math.round(memoryMb * HEAP_SHARE)}`, `--max-semi-space-size=${SEMI_SPACE_MB}`];
}
