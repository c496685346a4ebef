/* Who went away is forgotten: a warning, then the end. An emergency stays ten minutes. */

const ORDINARY = { warn: 60, end: 90 };
const HELD = { warn: 600, end: 630 };
const SHOWN_EVERY = 10; // seconds between two numbers in the warning: each is read out

export class Clock {
  /** @param {object} told `isHeld`, `isBusy`, and what to do: `onWarn(seconds left)`, `onBack`, `onEnd` */
  constructor(told) {
    this.told = told;
    this.running = false;
    this.warned = false;
    this.touch();
    setInterval(() => this.look(), 1000);
  }

  touch() {
    this.since = Date.now();
    this.shown = 0;
  }

  /** Begin to count; one that counts already goes on, for a screen that changes by itself is no touch. */
  start() {
    if (!this.running) this.touch();
    this.running = true;
  }

  stop() {
    this.running = false;
  }

  look() {
    if (this.told.isBusy()) this.touch(); // who waits for an answer is there
    if (!this.running) return;
    const limits = this.told.isHeld() ? HELD : ORDINARY;
    const gone = Math.floor((Date.now() - this.since) / 1000);
    if (gone >= limits.end) {
      this.stop();
      this.told.onEnd();
    } else if (gone >= limits.warn) {
      const left = Math.ceil((limits.end - gone) / SHOWN_EVERY) * SHOWN_EVERY;
      if (left !== this.shown) this.told.onWarn(left);
      this.warned = true;
      this.shown = left;
    } else if (this.warned) {
      this.warned = false;
      this.told.onBack();
    }
  }
}
