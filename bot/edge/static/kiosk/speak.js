/* Speaking at the kiosk: the button, the large sign that it listens, and what was heard for 对 or 不对. */
import { newId } from './door.js';

const at = (id) => document.getElementById(id);
const { Recorder, watch, hear } = window.Speech;

export class Speaking {
  /** @param {object} told `show(screen id)`, `shown()`, `wanted()` a new function that says whether the person is the same */
  constructor(told) {
    this.told = told;
    this.hearing = false;
    this.heard = '';
    this.recorder = new Recorder({
      onState: (state) => this.sign(state),
      onSound: (sound) => this.take(sound),
      onRefused: () => told.show('no-mic'),
    });
    watch(at('mic'), this.recorder);
  }

  /** Whether somebody speaks or waits to be understood: then nobody went away. */
  get busy() {
    return this.hearing || this.recorder.state !== 'idle';
  }

  sign(state) {
    at('speak').classList.toggle('listening', state === 'listening');
    at('mic-words').textContent = at('mic').dataset[state];
    at('mic').setAttribute('aria-pressed', String(state === 'listening'));
    if (state !== 'idle') this.tell('');
  }

  tell(words) {
    at('speak-told').textContent = words;
    at('speak-told').hidden = !words;
  }

  async take(sound) {
    if (!sound) {
      this.tell(at('speak-told').dataset.short);
      return;
    }
    const wanted = this.told.wanted();
    this.hearing = true;
    this.told.show('hearing');
    const answer = await hear(sound, { id: newId(), channel: 'kiosk' });
    this.hearing = false;
    if (!wanted() || this.told.shown() !== 'hearing') return; // an urgent entry was touched meanwhile
    if (answer && answer.heard) {
      this.heard = answer.heard;
      at('heard-words').textContent = answer.heard;
      this.told.show('heard');
    } else {
      this.told.show('speak');
      this.tell(answer ? answer.words : at('speak-told').dataset.failed);
    }
  }

  /** Forget everything that was said. */
  clear() {
    this.recorder.cancel();
    this.hearing = false;
    this.heard = '';
    at('heard-words').replaceChildren();
    this.tell('');
  }
}
