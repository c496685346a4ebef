/* Reading aloud: every screen by the sounds of its sentences, one after the other. */

const at = (id) => document.getElementById(id);
const READ = 'h2, .said, p, .picture, .choices button'; // in the order of the page; ways on are not read
const soundAtFirst = new URLSearchParams(window.location.search).get('sound') !== '0';
const bare = (text) => text.replace(/\s+/g, '');
const keysIn = (text) => text.split(' ').filter(Boolean);
const address = (key) => `/api/kiosk/voice/${key}`;

function shownWords(screen) {
  const found = Array.from(screen.querySelectorAll(READ)).filter((each) => !each.closest('[hidden]'));
  return found.map((each) => bare(each.textContent)).filter(Boolean);
}

export class Listening {
  constructor() {
    this.player = new Audio();
    this.kept = new Map();
    this.queue = [];
    this.said = [];
    this.playing = false;
    this.on = soundAtFirst;
    this.voices = new Map(Array.from(at('voices').content.children, (each) => [each.textContent, keysIn(each.dataset.voice)]));
    this.player.addEventListener('ended', () => this.next());
    this.player.addEventListener('error', () => this.hush()); // half an advice misleads: the words stand there
    // whoever is about to speak is not talked over, and the microphone hears no loudspeaker
    ['pointerdown', 'keydown'].forEach((name) => document.addEventListener(name, (event) => {
      if (event.target.closest('#mic')) this.hush();
    }, true));
    this.opened(at('home'), false);
    this.fetchAhead();
  }

  /** The sounds of the urgent entries are kept in memory: the network may drop. */
  fetchAhead() {
    const urgent = Array.from(document.querySelectorAll('template[id^=fixed-]'), (each) => Array.from(each.content.children));
    new Set(urgent.flat().flatMap((line) => keysIn(line.dataset.voice))).forEach(async (key) => {
      try {
        const sound = await fetch(address(key));
        if (sound.ok) this.kept.set(key, URL.createObjectURL(await sound.blob()));
      } catch (error) {
        // then it is fetched when it is needed
      }
    });
  }

  /** The sounds of words of the page; none when one is missing. Words it does not know are a person's own. */
  lookUp(texts) {
    const known = texts.filter((text) => this.voices.has(text)).map((text) => this.voices.get(text));
    return known.some((keys) => keys.length === 0) ? [] : known.flat();
  }

  keysOf(screen) {
    if (screen.id === 'answer') return keysIn(screen.dataset.voice || '');
    const note = screen.id === 'home' && at('synthetic') ? [bare(at('synthetic').textContent)] : [];
    return this.lookUp([...shownWords(screen), ...note]);
  }

  /** A screen is shown: it reads itself, but for the start screen, which speaks to nobody. */
  opened(screen, reads = screen.id !== 'home') {
    const keys = this.keysOf(screen);
    const goesOn = this.playing && keys.length > 0 && this.said.every((key, n) => keys[n] === key);
    if (goesOn) this.queue.push(...keys.slice(this.said.length));
    else this.hush();
    this.said = keys;
    at('listen').hidden = keys.length === 0;
    this.showSound();
    if (reads && this.on && !goesOn) this.play(keys);
  }

  showSound() {
    at('sound').hidden = !Array.from(this.voices.values()).some((keys) => keys.length);
    at('sound').setAttribute('aria-pressed', String(this.on));
    at('sound').textContent = this.on ? at('sound').dataset.on : at('sound').dataset.off;
  }

  /** Say a line that appears on a screen; `again` still reads the screen. */
  say(line) {
    if (this.on) this.play(this.lookUp([bare(line.textContent)]));
  }

  again() {
    this.play(this.said);
  }

  toggle() {
    this.on = !this.on;
    this.showSound();
    if (this.on) this.again();
    else this.hush();
  }

  /** The next person finds it as it is meant to be. */
  reset() {
    this.on = soundAtFirst;
    this.showSound();
  }

  play(keys) {
    this.hush();
    this.queue = [...keys];
    this.next();
  }

  next() {
    const key = this.queue.shift();
    this.playing = key !== undefined;
    if (!this.playing) return;
    this.player.dataset.key = key;
    this.player.src = this.kept.get(key) || address(key);
    this.player.play().catch(() => {}); // stopped, or no network: then `error` tells
  }

  hush() {
    this.queue = [];
    this.playing = false;
    this.player.pause();
  }
}
