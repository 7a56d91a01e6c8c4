/**
 * Finds things as somebody does who cannot read: by picture, shape, place and digits. Walks through every shadow root and
 * never looks at a text but for its digits.
 */
export function findAll(selector: string, from: Document | ShadowRoot | Element = document): HTMLElement[] {
  const inside = [...from.querySelectorAll<HTMLElement>('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? findAll(selector, shadowRoot) : [],
  );
  return [...[...from.querySelectorAll<HTMLElement>(selector)].filter((found) => isSeen(found)), ...inside];
}

/** The button or link that shows this picture. */
export function byPicture(name: string): HTMLElement | undefined {
  return findAll(`[data-picture="${name}"]`)
    .map((found) => controlOf(found))
    .find((control) => control !== undefined);
}

/** The number that something shows, its digits alone; NaN where it shows none. */
export function digitsOf(found: HTMLElement | undefined): number {
  const digits = found?.textContent.replaceAll(/\D/g, '');
  return digits ? Number(digits) : Number.NaN;
}

/** Hides every letter of the page, its names for screen readers too, and leaves digits and pictures. */
export function hideWords(): () => void {
  const style = new CSSStyleSheet();
  style.replaceSync('* { color: transparent !important; }');
  const adopt = (root: Document | ShadowRoot) => {
    if (!root.adoptedStyleSheets.includes(style)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, style];
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) adopt(shadowRoot);
  };
  const again = setInterval(() => adopt(document), 50);
  return () => {
    clearInterval(again);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== style);
  };
}

/** What is pressed where the picture is: also where it was handed in from outside. */
function controlOf(picture: Element): HTMLElement | undefined {
  for (let at: Element | null = picture; at; at = parentOf(at))
    if (at instanceof HTMLButtonElement || at instanceof HTMLAnchorElement) return at;
  return undefined;
}

function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

function isSeen(element: HTMLElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0;
}
