/**
 * Tells, until `signal` aborts, of each path of this site that somebody points at and may go to next, by mouse, finger or keyboard.
 * Whoever points at a menu points at all its places.
 */
export function listenForPointing(signal: AbortSignal, pointed: (path: string) => void): void {
  const hear = (event: Event) => {
    for (const target of event.composedPath())
      for (const link of linksOf(target)) if (link.origin === location.origin) pointed(link.pathname);
  };
  for (const type of ['pointerover', 'pointerdown', 'focusin']) addEventListener(type, hear, { signal, passive: true });
}

function linksOf(target: EventTarget): Iterable<HTMLAnchorElement> {
  if (target instanceof HTMLAnchorElement) return [target];
  const menu = target instanceof HTMLButtonElement ? target.popoverTargetElement : null;
  return menu?.querySelectorAll('a') ?? [];
}
