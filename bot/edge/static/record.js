/* Speaking: hold a button or tap it twice; the sound goes to our server and its words come back. ES2017 at most.
   Used by the chat and by the kiosk. The recording is kept in memory until it was heard, and nowhere else. */
(function () {
  'use strict';

  const MOST_MS = 30000;
  const HOLD_MS = 600; // a shorter press was a tap: then a second one ends it
  const SHAKE_MS = 400; // a hand that trembles taps twice
  const LEAST_MS = 500; // shorter sound holds no word
  const HEAR_MS = 40000; // upload, queue and listening
  const KINDS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

  function supported() {
    return Boolean(window.MediaRecorder && navigator.mediaDevices && navigator.mediaDevices.getUserMedia);
  }

  function kind() {
    return KINDS.find((each) => window.MediaRecorder.isTypeSupported(each));
  }

  /** A microphone that is open only while somebody speaks. `told`: onState(idle|opening|listening), onSound, onRefused */
  class Recorder {
    constructor(told) {
      this.told = told;
      this.state = 'idle';
      this.turn = 0; // rises with every start and cancel: what belongs to an older one is dropped
    }

    become(state) {
      this.state = state;
      this.told.onState(state);
    }

    async start() {
      if (this.state !== 'idle') return;
      if (!supported()) {
        this.told.onRefused();
        return;
      }
      this.turn += 1;
      const turn = this.turn;
      this.become('opening');
      let stream = null;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
      } catch (error) { // denied, no microphone, or another program has it
        if (turn === this.turn) {
          this.become('idle');
          this.told.onRefused();
        }
        return;
      }
      if (turn !== this.turn) stream.getTracks().forEach((track) => track.stop());
      else this.record(stream, turn);
    }

    record(stream, turn) {
      const parts = [];
      const mime = kind();
      this.recorder = new MediaRecorder(stream, Object.assign({ audioBitsPerSecond: 32000 }, mime ? { mimeType: mime } : {}));
      this.recorder.addEventListener('dataavailable', (event) => parts.push(event.data));
      this.recorder.addEventListener('stop', () => {
        stream.getTracks().forEach((track) => track.stop());
        if (turn !== this.turn) return;
        clearTimeout(this.timer);
        const long = Date.now() - this.since >= LEAST_MS;
        this.become('idle');
        this.told.onSound(long ? new Blob(parts, { type: this.recorder.mimeType }) : null);
      });
      this.recorder.start();
      this.since = Date.now();
      this.timer = setTimeout(() => this.stop(), MOST_MS);
      this.become('listening');
    }

    stop() {
      if (this.state === 'listening' && this.recorder.state !== 'inactive') this.recorder.stop();
    }

    /** Close the microphone and forget what was said. */
    cancel() {
      this.turn += 1;
      clearTimeout(this.timer);
      if (this.recorder && this.recorder.state !== 'inactive') this.recorder.stop();
      if (this.state !== 'idle') this.become('idle');
    }
  }

  /** Let a button record: held down, or tapped to begin and tapped to end; finger, mouse, Space and Enter alike. */
  function watch(button, recorder) {
    let since = 0;
    let ends = false; // this press was made to end it

    function press() {
      const now = Date.now();
      ends = recorder.state === 'listening' && now - since > SHAKE_MS;
      if (recorder.state === 'idle') {
        since = now;
        recorder.start();
      }
    }

    function release() {
      if (ends || (recorder.state === 'listening' && Date.now() - since >= HOLD_MS)) recorder.stop();
      ends = false;
    }

    let handled = 0; // a click that follows a press is the same touch
    button.addEventListener('pointerdown', (event) => {
      if (event.button) return;
      handled = Date.now();
      button.setPointerCapture(event.pointerId); // a finger that slides off the button still holds it
      press();
    });
    button.addEventListener('pointerup', () => { handled = Date.now(); release(); });
    button.addEventListener('keydown', (event) => {
      if (event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      if (!event.repeat) press();
    });
    button.addEventListener('keyup', (event) => {
      if (event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      release();
    });
    button.addEventListener('click', () => { // a screen reader or a switch clicks without a press
      if (Date.now() - handled < 1000) return;
      if (recorder.state === 'listening') recorder.stop();
      else recorder.start();
    });
  }

  /** Have a recording heard: { heard, words }, words being what to tell the person; null when nothing came back. */
  async function hear(sound, fields) {
    const form = new FormData();
    Object.keys(fields).forEach((name) => form.append(name, fields[name]));
    form.append('sound', sound, 'sound');
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), HEAR_MS);
    try {
      const options = { method: 'POST', credentials: 'same-origin', body: form, signal: stop.signal };
      const answer = await (await fetch('/api/speech', options)).json();
      const words = answer.blocks.filter((block) => block.type === 'text').map((block) => String(block.text));
      return { heard: String(answer.heard || ''), words: words.join('\n') };
    } catch (error) {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  window.Speech = { supported: supported, Recorder: Recorder, watch: watch, hear: hear };
}());
