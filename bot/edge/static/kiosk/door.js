/* The message door, seen from a kiosk whose network may be gone for a minute. */

const TRY_MS = 12000;
const PAUSES_MS = [1000, 2000, 4000]; // then the last one again
const GIVE_UP_MS = 90000;

const SLOW_MS = 3000; // after this a wait is taken for a dropped network

let forgetting = Promise.resolve();
let underWay = null; // what stops the try that is under way

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Post JSON once; null when nothing usable came back in time. */
async function tryOnce(url, body, stop = new AbortController()) {
  const timer = setTimeout(() => stop.abort(), TRY_MS);
  try {
    const response = await fetch(url, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: stop.signal,
    });
    return await response.json();
  } catch (error) {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

const pauseAfter = (tries) => pause(PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1]);

/** Wait until the person before is forgotten: the next one must not speak in their name. */
async function forgotten(onSlow) {
  const slow = setTimeout(onSlow, SLOW_MS);
  const done = await Promise.race([forgetting.then(() => true), pause(GIVE_UP_MS)]);
  clearTimeout(slow);
  return done === true;
}

/**
 * Post one message until it is answered, always under its own id, which gets the same stored answer.
 * @param {object} message with `id`
 * @param {{wanted: () => boolean, onDrop: () => void}} told whether the answer is still waited for; called on failure
 * @returns {Promise<object|null>} the answer; null after a minute and a half, or once it is not wanted
 */
export async function post(message, told) {
  const end = Date.now() + GIVE_UP_MS;
  if (!await forgotten(told.onDrop)) return null;
  for (let tries = 1; told.wanted(); tries += 1) {
    underWay = new AbortController();
    const answer = await tryOnce('/api/messages', message, underWay);
    if (answer && Array.isArray(answer.blocks) && answer.blocks.length) return answer;
    if (Date.now() > end) return null;
    told.onDrop();
    await pauseAfter(tries);
  }
  return null;
}

async function forgetForSure() {
  for (let tries = 1; ; tries += 1) {
    const answer = await tryOnce('/api/forget_session', {});
    if (answer && answer.forgotten) return;
    await pauseAfter(tries);
  }
}

/** Have everything of this session deleted; tried until it is done, and nothing is posted before. */
export function forget() {
  if (underWay) underWay.abort();
  forgetting = forgetting.then(forgetForSure);
}
