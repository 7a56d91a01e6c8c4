/** Keeps the screen lit while `hold` was called and `release` was not, where the browser can; else does nothing. */
export class WakeLock {
  #sentinel: WakeLockSentinel | undefined;
  #isWanted = false;

  hold(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    document.addEventListener('visibilitychange', this.#onShown);
    void this.#take();
  }

  release(): void {
    if (!this.#isWanted) return;
    this.#isWanted = false;
    document.removeEventListener('visibilitychange', this.#onShown);
    void this.#drop();
  }

  /** The browser takes it back whenever the page is hidden. */
  readonly #onShown = (): void => void this.#take();

  async #take(): Promise<void> {
    if (document.hidden || !('wakeLock' in navigator)) return;
    try {
      this.#sentinel = await navigator.wakeLock.request('screen');
    } catch {
      // An empty battery, or a policy: the test works without, the person taps now and then.
      return;
    }
    if (!this.#isWanted) await this.#drop();
  }

  async #drop(): Promise<void> {
    const sentinel = this.#sentinel;
    this.#sentinel = undefined;
    await sentinel?.release();
  }
}
