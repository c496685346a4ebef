/* How a message is put to the server: its id, and words as JSON or a picture as a form. ES2017 at most. */
(function () {
  'use strict';

  const PICTURE_TIMEOUT_MS = 60000; // a slow phone's upload, and the reading

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => ('0' + byte.toString(16)).slice(-2)).join('');
  }

  /** What to fetch for a message; `limit` where it may take longer than words. */
  function request(payload) {
    if (!payload.picture) {
      const headers = { 'Content-Type': 'application/json' };
      return { url: '/api/messages', options: { method: 'POST', headers: headers, body: JSON.stringify(payload) } };
    }
    const form = new FormData();
    Object.keys(payload).forEach((name) => form.append(name, payload[name]));
    return { url: '/api/pictures', options: { method: 'POST', body: form }, limit: PICTURE_TIMEOUT_MS };
  }

  window.Door = { newId: newId, request: request };
}());
