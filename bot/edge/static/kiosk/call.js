/* Somebody was called: the page asks how that goes, and says so once nobody came in time. */

const EVERY_MS = 10000;
const OVER = ['none', 'taken', 'done'];

/**
 * Ask until somebody took the call, nobody did, or it is not wanted any more.
 * @param {{wanted: () => boolean, onLate: (told: object) => void}} told called once, with the words that say so
 */
export function watchCall({ wanted, onLate }) {
  const timer = setInterval(async () => {
    let told = null;
    try {
      const response = await fetch('/api/call?channel=kiosk', { credentials: 'same-origin' });
      told = await response.json();
    } catch (error) {
      // the network is gone: the screen says already to dial 110 after five minutes
    }
    if (!wanted() || (told && OVER.includes(told.state))) clearInterval(timer);
    else if (told && told.state === 'expired') {
      clearInterval(timer);
      onLate(told);
    }
  }, EVERY_MS);
}
