import type { Locator } from 'playwright-core';
import decodeQR from 'qr/decode.js';

/** What a camera reads from the picture of an element: it is photographed as it stands on the screen. */
export async function readQr(element: Locator): Promise<string> {
  // The bar at the bottom of a phone would stand before it.
  await element.evaluate((picture) => picture.scrollIntoView({ block: 'center' }));
  const png = await element.screenshot();
  const { width, height, pixels } = await element.page().evaluate(async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.codePointAt(0) ?? 0);
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return { width: image.width, height: image.height, pixels: Array.from(data) };
  }, png.toString('base64'));
  return decodeQR({ width, height, data: Uint8Array.from(pixels) });
}
