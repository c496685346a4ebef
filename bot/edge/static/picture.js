/* Screenshots: chosen with a button, their size told before they travel. ES2017 at most. */
(function () {
  'use strict';

  const MAX_BYTES = 10 * 1024 * 1024;
  const at = (id) => document.getElementById(id);

  /** Call `send` with each picture that is chosen and not too large. */
  function watch(send) {
    at('shot').addEventListener('click', () => at('picture').click());
    at('picture').addEventListener('change', () => {
      const picture = at('picture').files[0];
      at('picture').value = ''; // the same one may be chosen again
      at('big').hidden = !picture || picture.size <= MAX_BYTES;
      if (picture && picture.size <= MAX_BYTES) send(picture);
    });
  }

  window.Pictures = { watch: watch };
}());
