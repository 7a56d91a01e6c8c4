const CELL = 8;

/** Slanting lines of a colour: nothing was read there. */
export function hatchOf(context: CanvasRenderingContext2D, colour: string, ratio: number): CanvasPattern | string {
  const size = CELL * ratio;
  const cell = document.createElement('canvas');
  cell.width = size;
  cell.height = size;
  const pen = cell.getContext('2d');
  if (!pen) return colour;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5 * ratio;
  pen.beginPath();
  for (const begin of [-size, 0, size]) {
    pen.moveTo(begin - ratio, size + ratio);
    pen.lineTo(begin + size + ratio, -ratio);
  }
  pen.stroke();
  return context.createPattern(cell, 'repeat') ?? colour;
}
