/* The chat's button for speaking: what was heard goes into the text box, to be corrected before it is sent. */
(function () {
  'use strict';

  const at = (id) => document.getElementById(id);

  function say(words) {
    at('heard').textContent = words;
    at('heard').hidden = !words;
  }

  /** @param {function(string)} put takes the words that were heard
   *  @param {function(): object} about more fields of the request */
  function watch(put, about) {
    const button = at('say');
    const told = button.dataset;
    if (!window.Speech.supported()) return; // the button stays hidden: old browsers, or no HTTPS
    button.hidden = false;

    async function take(sound) {
      if (!sound) {
        say(told.short);
        return;
      }
      say(told.hearing);
      button.disabled = true;
      const fields = Object.assign({ id: window.Door.newId() }, about());
      const answer = await window.Speech.hear(sound, fields);
      button.disabled = false;
      if (answer && answer.heard) {
        say(told.check);
        put(answer.heard);
      } else {
        say(answer ? answer.words : told.failed);
      }
    }

    const recorder = new window.Speech.Recorder({
      onState: (state) => {
        button.classList.toggle('listening', state === 'listening');
        button.textContent = state === 'listening' ? told.end : told.begin;
        button.setAttribute('aria-pressed', String(state === 'listening'));
        say(state === 'listening' ? told.listening : '');
      },
      onSound: take,
      onRefused: () => say(told.refused),
    });
    window.Speech.watch(button, recorder);
    document.addEventListener('visibilitychange', () => document.hidden && recorder.cancel());
    at('composer').addEventListener('submit', () => say(''));
  }

  window.Speaking = { watch: watch };
}());
