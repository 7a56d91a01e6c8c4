// Adobe's Core 14 AFM files: widths of 0x20 to 0x7e. Unit: thousandths of the size.
const regular =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 ' +
  '1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 ' +
  '333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584';
const bold =
  '278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 ' +
  '975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 ' +
  '333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584';

const widths = { regular: regular.split(' ').map(Number), bold: bold.split(' ').map(Number) };
/** Of letters beyond ASCII: as wide as most, a little more than some. */
const OTHER = 600;

export type Weight = keyof typeof widths;

/** How wide bytes of WinAnsiEncoding are. Unit: as `size`, usually points. */
export function widthOf(bytes: Uint8Array, weight: Weight, size: number): number {
  const known = widths[weight];
  return (bytes.reduce((sum, byte) => sum + (known[byte - 0x20] ?? OTHER), 0) * size) / 1_000;
}
