import type { Page } from 'playwright-core';

/** A word that was written on the canvas, and where its middle is. Canvas pixels. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

type Colour = readonly [number, number, number];

/** A chart as the eye has it: what is on its canvas, and nothing of the code that drew it. */
export interface Sight {
  /** The part within the axes. Canvas pixels. */
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  /** Red, green, blue and alpha of each pixel of that part, row by row. */
  readonly pixels: Uint8Array;
  readonly labels: readonly Label[];
  /** Of the first series, and of the hatching. */
  readonly ink: Colour;
  readonly hatch: Colour;
}

/** Notes from now on, in each document of the page, what is written on a canvas and where. */
export async function noteLabels(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const pen = CanvasRenderingContext2D.prototype;
    const fillText = Reflect.get(pen, 'fillText') as typeof pen.fillText;
    const clearRect = Reflect.get(pen, 'clearRect') as typeof pen.clearRect;
    const written = new WeakMap<HTMLCanvasElement, object[]>();
    Object.assign(globalThis, { writtenOn: (canvas: HTMLCanvasElement) => written.get(canvas) ?? [] });
    pen.clearRect = function (...box) {
      written.set(this.canvas, []);
      clearRect.apply(this, box);
    };
    pen.fillText = function (...given) {
      const [text, left, top] = given;
      const { x, y } = this.getTransform().transformPoint({ x: left, y: top });
      written.set(this.canvas, [...(written.get(this.canvas) ?? []), { text, x, y }]);
      fillText.apply(this, given);
    };
  });
}

/** Looks at the one chart of a page. */
export async function lookAt(page: Page): Promise<Sight> {
  const seen = await page.locator('fg-chart-card canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const over = canvas.parentElement?.querySelector<HTMLElement>('.u-over');
    const ratio = canvas.width / canvas.clientWidth;
    const [left = 0, top = 0, width = 0, height = 0] = over
      ? [over.offsetLeft, over.offsetTop, over.clientWidth, over.clientHeight].map((one) => Math.round(one * ratio))
      : [];
    const data = canvas.getContext('2d')?.getImageData(left, top, width, height).data ?? new Uint8ClampedArray();
    const style = getComputedStyle(canvas);
    return {
      box: { left, top, width, height },
      bytes: Array.from(data, (byte) => String.fromCharCode(byte)).join(''),
      labels: (globalThis as unknown as { writtenOn: (canvas: HTMLCanvasElement) => Label[] }).writtenOn(canvas),
      ink: style.getPropertyValue('--water').trim(),
      hatch: style.getPropertyValue('--off').trim(),
    };
  });
  const { bytes, ink, hatch, ...rest } = seen;
  return { ...rest, pixels: Uint8Array.from(Buffer.from(bytes, 'latin1')), ink: rgb(ink), hatch: rgb(hatch) };
}

function rgb(hex: string): Colour {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}
