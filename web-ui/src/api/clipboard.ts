/**
 * Puts a text on the clipboard; false where the browser does not let us. Browsers keep `navigator.clipboard` to HTTPS, and most
 * gateways are reached by plain HTTP, where only the old way is left.
 */
export async function copyText(text: string): Promise<boolean> {
  if (!isSecureContext) return copyTheOldWay(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyTheOldWay(text);
  }
}

/** What is marked in a field can be copied; the focus goes back to where it was. */
function copyTheOldWay(text: string): boolean {
  const focused = deepFocus();
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  Object.assign(field.style, { position: 'fixed', inset: '0 auto auto 0', opacity: '0' });
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  focused?.focus({ preventScroll: true });
  return isCopied;
}

/** The element in focus, through every shadow. */
function deepFocus(): HTMLElement | undefined {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement ? element : undefined;
}
