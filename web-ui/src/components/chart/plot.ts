import uPlot from 'uplot';
import sheet from 'uplot/dist/uPlot.min.css?inline';
import { axisTimes } from '../../i18n/chart-time.ts';
import { axisNumber } from '../../i18n/quantity.ts';
import { siteZone } from '../../i18n/site-zone.ts';
import { axesOf, lanesOf, rangeOf, sideOf } from '../../points/chart-ranges.ts';
import type { Span, Trace } from '../../points/chart-traces.ts';
import { LETTERS, lookOf, type Look } from './look.ts';
import { paint, type Frame } from './paint.ts';

/** What is to be seen. */
export interface Picture {
  readonly traces: readonly Trace[];
  readonly span: Span;
}

/** Page pixels: a lane with its name above it. */
const LANE = 44;
const BAR = 22;
const AXIS_X = 34;
/** Of a digit in an axis, and what is left free beside the longest label. */
const DIGIT = 8;
const BESIDE = 12;

/**
 * One chart on a canvas: axes, scales and the cursor are uPlot's; it is handed no data, since it knows neither bands nor gaps as they
 * are meant here.
 */
export class Plot {
  readonly #host: HTMLElement;
  readonly #onCursor: (at: number | undefined) => void;
  #picture: Picture;
  #look: Look;
  #plot: uPlot | undefined;
  #shape = '';
  #isTouched = false;

  constructor(host: HTMLElement, picture: Picture, onCursor: (at: number | undefined) => void) {
    this.#host = host;
    this.#picture = picture;
    this.#onCursor = onCursor;
    this.#look = lookOf(host);
    style(host.getRootNode());
    for (const type of ['pointerdown', 'pointermove'] as const)
      host.addEventListener(type, ({ pointerType }) => (this.#isTouched = pointerType === 'touch'), { capture: true });
    this.show(picture);
  }

  /** Another picture. */
  show(picture: Picture): void {
    this.#picture = picture;
    if (!this.fit()) this.#plot?.setData(this.#data());
  }

  /** Makes it anew where its axes or its room are others than before; answers whether. */
  fit(): boolean {
    const { left, right } = axesOf(this.#picture.traces);
    const shape = JSON.stringify([left, right, lanesOf(this.#picture.traces), this.#host.clientWidth, this.#height()]);
    if (shape === this.#shape && this.#plot) return false;
    this.#shape = shape;
    this.#rebuild();
    return true;
  }

  /** Colours, digits or words are others now. */
  refresh(): void {
    this.#look = lookOf(this.#host);
    this.#rebuild();
  }

  /** Puts the cursor at a moment; undefined takes it away. */
  pointAt(at: number | undefined): void {
    const left = at === undefined ? -10 : (this.#plot?.valToPos(at, 'x') ?? -10);
    this.#plot?.setCursor({ left, top: at === undefined ? -10 : 8 });
  }

  /** Puts the cursor at a place within the axes, 0 to 1. */
  pointAtPlace(place: number): void {
    this.#plot?.setCursor({ left: place * this.width, top: 8 });
  }

  /** The part of the element's width that a place on the screen is at, 0 to 1 within the axes. */
  placeOf(clientX: number): number {
    const box = this.#plot?.over.getBoundingClientRect();
    return box && box.width > 0 ? (clientX - box.left) / box.width : 0.5;
  }

  /** How wide the inner part is. Page pixels. */
  get width(): number {
    return this.#plot?.over.clientWidth ?? this.#host.clientWidth;
  }

  destroy(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #rebuild(): void {
    this.destroy();
    this.#plot = new uPlot(this.#options(), this.#data(), this.#host);
  }

  /** A finger that is lifted leaves the cursor where it was; the browser tells of a mouse that went away. */
  #leave(event: MouseEvent, leave: (event: MouseEvent) => null): null {
    return this.#isTouched ? null : leave(event);
  }

  #height(): number {
    const lanes = lanesOf(this.#picture.traces).length;
    const hasAxis = axesOf(this.#picture.traces).left !== undefined;
    return lanes * LANE + (hasAxis || lanes === 0 ? 240 : 8) + AXIS_X;
  }

  /** Two moments and, for each axis, two values: what uPlot needs to have scales at all. */
  #data(): uPlot.AlignedData {
    const { from, to } = this.#picture.span;
    return [
      [from, to],
      [0, 1],
      [0, 1],
    ];
  }

  #options(): uPlot.Options {
    const { left, right } = axesOf(this.#picture.traces);
    const hidden = { paths: () => null, points: { show: false } };
    return {
      width: Math.max(120, this.#host.clientWidth),
      height: this.#height(),
      ms: 1,
      ...(siteZone() === undefined ? {} : { tzDate: (at: number) => uPlot.tzDate(new Date(at), siteZone() ?? '') }),
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false, setScale: false },
        points: { show: false },
        bind: { dblclick: () => () => null, mouseleave: (_plot, _over, leave) => (event) => this.#leave(event, leave) },
      },
      padding: [10, right === undefined ? 12 : 0, 0, left === undefined ? 12 : 0],
      scales: {
        x: { time: true, range: () => [this.#picture.span.from, this.#picture.span.to] },
        left: { range: () => this.#range('left') },
        right: { range: () => this.#range('right') },
      },
      series: [{}, { scale: 'left', ...hidden }, { scale: 'right', ...hidden }],
      axes: [this.#timeAxis(), this.#valueAxis('left', left), this.#valueAxis('right', right)],
      hooks: {
        draw: [(plot) => this.#paint(plot)],
        setCursor: [(plot) => this.#onCursor(momentUnder(plot))],
      },
    };
  }

  #timeAxis(): uPlot.Axis {
    const { muted, hairline, font } = this.#look;
    return {
      stroke: muted,
      font,
      size: AXIS_X,
      space: 70,
      gap: 6,
      grid: { stroke: hairline, width: 1 },
      ticks: { stroke: hairline, width: 1, size: 6 },
      values: (_plot, splits, _axis, _space, apart) => [...axisTimes(splits, apart)],
    };
  }

  #valueAxis(side: 'left' | 'right', unit: string | undefined): uPlot.Axis {
    const { muted, hairline, font } = this.#look;
    const within = (splits: number[]) => splits.map((value) => (value < this.#lowest(side) ? null : value));
    return {
      show: unit !== undefined,
      scale: side,
      side: side === 'left' ? 3 : 1,
      stroke: muted,
      font,
      size: (_plot, labels) => widthOf(labels),
      gap: 4,
      grid: { show: side === 'left', stroke: hairline, width: 1, filter: (_plot, splits) => within(splits) },
      ticks: { show: false },
      filter: (_plot, splits) => within(splits),
      values: (_plot, splits, _axis, _space, apart) =>
        splits.map((value) => (value === null ? '' : axisNumber(value, apart))),
    };
  }

  #lowest(side: 'left' | 'right'): number {
    const unit = axesOf(this.#picture.traces)[side];
    return unit === undefined ? 0 : rangeOf(this.#picture.traces, unit)[0];
  }

  /** The lanes have the lower part for themselves. */
  #range(side: 'left' | 'right'): [number, number] {
    const unit = axesOf(this.#picture.traces)[side];
    if (unit === undefined) return [0, 1];
    const [low, high] = rangeOf(this.#picture.traces, unit);
    const lanes = lanesOf(this.#picture.traces).length * LANE;
    return [low - ((high - low) * lanes) / (this.#height() - AXIS_X - lanes), high];
  }

  #paint(plot: uPlot): void {
    const { traces } = this.#picture;
    const ratio = uPlot.pxRatio;
    const axes = axesOf(traces);
    const lanes = lanesOf(traces);
    const { left, top, width, height } = plot.bbox;
    const lane = (place: number) => {
      const foot = top + height - (lanes.length - 1 - lanes.indexOf(place)) * LANE * ratio;
      return { top: foot - BAR * ratio, height: BAR * ratio };
    };
    const frame: Frame = {
      context: plot.ctx,
      look: this.#look,
      ratio,
      box: { left, top, width, height },
      x: (at) => plot.valToPos(at, 'x', true),
      y: (trace, value) => plot.valToPos(value, sideOf(trace, axes) === 'right' ? 'right' : 'left', true),
      lane,
    };
    paint(frame, traces);
    this.#name(frame, lanes);
  }

  /** Above each lane whose it is. */
  #name({ context, look, ratio, box, lane }: Frame, lanes: readonly number[]): void {
    context.save();
    context.fillStyle = look.text;
    context.font = scaled(look.font, ratio);
    context.textAlign = 'left';
    context.textBaseline = 'bottom';
    context.strokeStyle = look.surface;
    context.lineWidth = 4 * ratio;
    context.lineJoin = 'round';
    for (const place of lanes) {
      const name = this.#picture.traces.find((trace) => trace.place === place)?.name ?? '';
      const text = cut(context, `${LETTERS[place] ?? ''}  ${name}`, box.width);
      const foot = lane(place).top - 2 * ratio;
      context.strokeText(text, box.left + 2 * ratio, foot);
      context.fillText(text, box.left + 2 * ratio, foot);
    }
    context.restore();
  }
}

function scaled(font: string, ratio: number): string {
  return font.replace(/^[\d.]+/, (size) => String(Number(size) * ratio));
}

/** As much of a text as fits. */
function cut(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  const marks = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  while (marks.length > 1 && context.measureText(`${marks.join('')}…`).width > width) marks.pop();
  return `${marks.join('').trimEnd()}…`;
}

const made = new CSSStyleSheet();
made.replaceSync(sheet);

/** uPlot's own rules, where the chart is. */
function style(root: Node): void {
  if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(made))
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, made];
}

/** As wide as the longest label needs: on a phone there is little to spare. */
function widthOf(labels: readonly string[] | null | undefined): number {
  return BESIDE + DIGIT * Math.max(2, ...(labels ?? []).map(({ length }) => length));
}

function momentUnder(plot: uPlot): number | undefined {
  const { left = -1 } = plot.cursor;
  return left < 0 ? undefined : plot.posToVal(left, 'x');
}
