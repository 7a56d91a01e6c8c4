import { commonGaps, unbroken, type Bucket, type Span, type Trace } from '../../points/chart-traces.ts';
import { hatchOf } from './hatch.ts';
import { LETTERS, type Look } from './look.ts';

/** The place that is painted on, in pixels of the canvas. */
export interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly look: Look;
  /** Pixels of the canvas to one of the page. */
  readonly ratio: number;
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly x: (at: number) => number;
  /** Of a value on the axis of its trace. */
  readonly y: (trace: Trace, value: number) => number;
  /** The lane of a place: its upper edge and its height. */
  readonly lane: (place: number) => { readonly top: number; readonly height: number };
}

const STRIP = 6;

/** Paints all series: first where nothing was read, then what was read. */
export function paint(frame: Frame, traces: readonly Trace[]): void {
  const { context, box } = frame;
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  paintGaps(frame, traces);
  // What it is compared with lies beneath.
  for (const trace of traces.toSorted((a, b) => Number(b.isBefore) - Number(a.isBefore))) paintTrace(frame, trace);
  context.restore();
}

function paintTrace(frame: Frame, trace: Trace): void {
  if (trace.kind === 'flag') return paintLane(frame, trace);
  if (trace.kind === 'counter') return paintBars(frame, trace);
  const pieces = unbroken(trace);
  if (!trace.isBefore) for (const piece of pieces) paintBand(frame, trace, piece);
  for (const piece of pieces) paintLine(frame, trace, piece);
  if (!trace.isBefore) paintLetter(frame, trace);
}

/** Over the whole height where all are silent; where only one is, a strip in its colour at the foot, or its own lane. */
function paintGaps(frame: Frame, traces: readonly Trace[]): void {
  const { look, box, ratio } = frame;
  const own = traces.filter(({ isBefore }) => !isBefore);
  const common = commonGaps(own.map(({ gaps }) => gaps));
  for (const gap of common) fillSpan(frame, gap, { top: box.top, height: box.height, colour: look.off });
  if (own.length === 1) return;
  const strips = own.filter(({ kind }) => kind !== 'flag');
  for (const trace of own) {
    const strip = strips.indexOf(trace);
    const height = STRIP * ratio;
    const place =
      strip < 0 ? frame.lane(trace.place) : { top: lowest(frame, own) - (strip + 1) * (height + ratio), height };
    for (const gap of trace.gaps.filter((gap) => !isIn(gap, common)))
      fillSpan(frame, gap, { ...place, colour: colourOf(frame, trace) });
  }
}

/** The foot of what has an axis. */
function lowest({ box, lane }: Frame, traces: readonly Trace[]): number {
  const tops = traces.filter(({ kind }) => kind === 'flag').map(({ place }) => lane(place).top);
  return Math.min(box.top + box.height, ...tops);
}

function isIn(gap: Span, gaps: readonly Span[]): boolean {
  return gaps.some(({ from, to }) => from <= gap.from && to >= gap.to);
}

function fillSpan(
  { context, x, ratio }: Frame,
  { from, to }: Span,
  { top, height, colour }: { top: number; height: number; colour: string },
): void {
  context.fillStyle = hatchOf(context, colour, ratio);
  context.globalAlpha = 0.55;
  context.fillRect(x(from), top, Math.max(ratio, x(to) - x(from)), height);
  context.globalAlpha = 1;
}

function paintBand(frame: Frame, trace: Trace, piece: readonly Bucket[]): void {
  const { context, x, y } = frame;
  if (piece.every(({ min, max }) => min === max)) return;
  context.globalAlpha = 0.22;
  context.fillStyle = colourOf(frame, trace);
  context.beginPath();
  for (const bucket of piece) context.lineTo(x(middle(bucket)), y(trace, bucket.max));
  for (const bucket of piece.toReversed()) context.lineTo(x(middle(bucket)), y(trace, bucket.min));
  context.closePath();
  context.fill();
  context.globalAlpha = 1;
}

function paintLine(frame: Frame, trace: Trace, piece: readonly Bucket[]): void {
  const { context, ratio, x, y } = frame;
  context.strokeStyle = context.fillStyle = colourOf(frame, trace);
  context.lineWidth = 2 * ratio;
  context.lineJoin = 'round';
  context.setLineDash(trace.isBefore ? [5 * ratio, 4 * ratio] : []);
  context.beginPath();
  for (const bucket of piece) context.lineTo(x(middle(bucket)), y(trace, bucket.value));
  context.stroke();
  context.setLineDash([]);
  const [only] = piece;
  if (piece.length === 1 && only) dot(frame, { at: x(middle(only)), height: y(trace, only.value) });
  for (const odd of piece.filter(({ isOdd }) => isOdd)) cross(frame, x(middle(odd)), y(trace, odd.value));
}

function dot({ context, ratio }: Frame, { at, height }: { at: number; height: number }): void {
  context.beginPath();
  context.arc(at, height, 2.5 * ratio, 0, 2 * Math.PI);
  context.fill();
}

/** Outside what its point may read. */
function cross({ context, ratio, look }: Frame, at: number, height: number): void {
  const arm = 4 * ratio;
  context.strokeStyle = look.text;
  context.beginPath();
  context.moveTo(at - arm, height - arm);
  context.lineTo(at + arm, height + arm);
  context.moveTo(at - arm, height + arm);
  context.lineTo(at + arm, height - arm);
  context.stroke();
}

function paintBars(frame: Frame, trace: Trace): void {
  const { context, ratio, x, y } = frame;
  context.fillStyle = context.strokeStyle = colourOf(frame, trace);
  context.lineWidth = 1.5 * ratio;
  for (const { at, end, value } of trace.buckets) {
    const left = x(at) + ratio;
    const width = Math.max(ratio, x(end) - x(at) - 2 * ratio);
    const top = y(trace, value);
    if (trace.isBefore) {
      context.setLineDash([4 * ratio, 3 * ratio]);
      context.strokeRect(left, top, width, y(trace, 0) - top);
    } else context.fillRect(left, top, width, y(trace, 0) - top);
  }
  context.setLineDash([]);
}

/** Filled as far up as it was true in that bucket; what was true at all is to be seen. Of another time it is a dashed line above. */
function paintLane(frame: Frame, trace: Trace): void {
  const { context, look, ratio, x, box } = frame;
  const { top, height } = frame.lane(trace.place);
  context.fillStyle = look.hairline;
  context.fillRect(box.left, top + height - ratio, box.width, ratio);
  context.fillStyle = context.strokeStyle = colourOf(frame, trace);
  context.setLineDash(trace.isBefore ? [4 * ratio, 3 * ratio] : []);
  context.lineWidth = 2.5 * ratio;
  for (const { at, end, value } of trace.buckets) {
    if (value <= 0) continue;
    const tall = Math.max(4 * ratio, height * Math.min(1, value));
    // On whole pixels: no seam is to be seen between two that touch.
    const left = Math.floor(x(at));
    const width = Math.max(Math.ceil(1.5 * ratio), Math.ceil(x(end)) - left);
    if (trace.isBefore) line(context, { from: left, to: left + width, height: top - 2 * ratio });
    else context.fillRect(left, top + height - tall, width, tall);
  }
  context.setLineDash([]);
}

function line(context: CanvasRenderingContext2D, { from, to, height }: { from: number; to: number; height: number }) {
  context.beginPath();
  context.moveTo(from, height);
  context.lineTo(to, height);
  context.stroke();
}

/** Its letter at the end of its line, on a little plate. */
function paintLetter(frame: Frame, trace: Trace): void {
  const { context, look, ratio, x, y, box } = frame;
  const right = box.left + box.width;
  const last = trace.buckets.findLast((bucket) => x(middle(bucket)) >= box.left && x(middle(bucket)) <= right);
  if (!last) return;
  const size = 8 * ratio;
  // Side by side, that none hides another.
  const at = Math.min(x(middle(last)), right - size - ratio) - trace.place * 2.2 * size;
  const height = Math.min(Math.max(y(trace, last.value), box.top + size), box.top + box.height - size);
  context.fillStyle = look.surface;
  context.strokeStyle = colourOf(frame, trace);
  context.lineWidth = 2 * ratio;
  context.beginPath();
  context.arc(at, height, size, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  context.fillStyle = look.text;
  context.font = `700 ${11 * ratio}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(LETTERS[trace.place] ?? '', at, height + ratio * 0.5);
}

function colourOf({ look }: Frame, { place }: Trace): string {
  return look.series[place] ?? look.text;
}

function middle({ at, end }: Bucket): number {
  return (at + end) / 2;
}
