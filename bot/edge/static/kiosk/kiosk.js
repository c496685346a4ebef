/* The touch kiosk: which screen is shown, and what a touch does. */
import { fixedAnswer, openPages, readAnswer, showPage } from './answer.js';
import { watchCall } from './call.js';
import { Clock } from './clock.js';
import { forget, newId, post } from './door.js';
import { Listening } from './listen.js';
import { Speaking } from './speak.js';
import { clearHandover, listenForQr, prepareHandover } from './take.js';

const at = (id) => document.getElementById(id);
const nobody = () => ({ answer: null, page: 0, revealed: false, waiting: null, trail: [] });
let person = nobody(); // replaced as a whole when a person is forgotten

function show(id) {
  if (id !== 'speak') speaking.recorder.cancel(); // whoever leaves is no longer listened to
  document.querySelectorAll('.screen').forEach((screen) => { screen.hidden = screen.id !== id; });
  if (id === 'home') document.body.classList.remove('drill');
  at('restart').hidden = id === 'home';
  calm();
  listening.opened(at(id));
  window.scrollTo(0, 0);
  const focus = at(id).querySelector('[data-focus], .said[tabindex], h2[tabindex]');
  if (focus) focus.focus({ preventScroll: true });
  if (id !== 'home') clock.start();
}

const shown = () => document.querySelector('.screen:not([hidden])').id;

/** Go to a screen from which `back` returns to this one. */
function go(id) {
  if (id === 'take') prepareHandover(person.answer);
  person.trail.push(shown());
  show(id);
}

function back() {
  if (person.page > 0 && shown() === 'answer') {
    turnTo(person.page - 1);
  } else {
    const before = person.trail.pop();
    if (before === 'answer') showAnswer();
    else if (before) show(before);
    else restart();
  }
}

function turnTo(page) {
  person.page = page;
  if (page >= openPages(person.answer) && !person.revealed) {
    show('private');
  } else {
    showPage(person.answer, page);
    show('answer');
  }
}

const showAnswer = () => turnTo(person.page);

/** Take a new answer; where the reader stands already is kept when it is the same words. */
function take(answer) {
  const before = person.answer;
  const same = before && before.held && shown() === 'answer'
    && before.screens.slice(0, person.page + 1).every((screen, n) => (answer.screens[n] || {}).text === screen.text);
  person.answer = answer;
  if (!same) person.page = 0;
  person.trail = [];
  showAnswer();
}

async function send(message, silent) {
  const mine = person;
  mine.waiting = message;
  const wanted = () => person === mine && mine.waiting === message;
  at('offline').hidden = true;
  if (!silent) show('wait');
  const answer = await post(message, { wanted, onDrop: dropped });
  if (!wanted()) return;
  if (answer) {
    mine.waiting = null;
    if (silent && shown() !== 'answer') mine.answer = readAnswer(answer); // they went on: it waits behind
    else take(readAnswer(answer));
  } else if (!silent) {
    show('failed');
  }
}

function dropped() {
  if (at('offline').hidden && shown() === 'wait') listening.say(at('offline'));
  at('offline').hidden = false;
}

function say(said) {
  send({ id: newId(), channel: 'kiosk', ...said }, false);
}

function choose(told) {
  say({ choice: told.choice, text: told.label });
  if (told.choice !== 'call:ask') return;
  const mine = person;
  watchCall({ wanted: () => person === mine, onLate: (late) => take({ ...readAnswer(late), held: true }) });
}

/** The fixed words stand there at once; what the server adds comes behind them. */
function urgent(detail, label) {
  person.answer = null;
  take(fixedAnswer(detail));
  send({ id: newId(), channel: 'kiosk', choice: `urgent:${detail}`, text: label }, true);
}

function restart() {
  const touched = person.answer || person.waiting;
  person = nobody();
  at('words').value = '';
  ['said', 'heading', 'choices'].forEach((id) => at(id).replaceChildren());
  speaking.clear();
  clearHandover();
  clock.stop();
  show('home');
  listening.reset();
  if (touched) forget();
}

function warn(left) {
  const held = person.answer && person.answer.held;
  if (held && !['offer', 'take'].includes(shown())) go(prepareHandover(person.answer) ? 'offer' : 'take');
  if (person.revealed) cover();
  at('idle').textContent = at('idle').dataset.words.replace('{seconds}', left);
  if (at('stay').hidden) listening.say(at('idle'));
  at('stay').hidden = false;
  at('header').classList.add('idle');
}

function calm() {
  at('idle').textContent = '';
  at('stay').hidden = true;
  at('header').classList.remove('idle');
}

function cover() {
  person.revealed = false;
  if (shown() === 'answer') showAnswer();
}

function reveal() {
  person.revealed = true;
  turnTo(person.page);
}

const DEEDS = {
  back,
  restart,
  reveal,
  cover,
  listen: () => listening.again(),
  sound: () => listening.toggle(),
  next: () => turnTo(person.page + 1),
  again: () => send(person.waiting, false),
  print: () => window.print(),
  agree: () => say({ text: speaking.heard }),
  home: () => { person.trail = []; show('home'); },
};

const listening = new Listening();
const speaking = new Speaking({
  show,
  shown,
  wanted: () => {
    const mine = person;
    return () => person === mine;
  },
});

function onClick(event) {
  const button = event.target.closest('button');
  if (!button) return;
  const told = button.dataset;
  if (told.urgent) urgent(told.urgent, button.textContent.trim());
  else if (told.choice) choose(told);
  else if (told.say) say({ text: told.say });
  else if (told.show) go(told.show);
  else if (told.do) DEEDS[told.do]();
}

function onSubmit(event) {
  event.preventDefault();
  const text = at('words').value.trim();
  if (!text) return;
  at('words').value = '';
  say({ text });
}

/** Enter sends, unless it takes a word from an input method. */
function onKey(event) {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) onSubmit(event);
}

const clock = new Clock({
  isHeld: () => Boolean(person.answer && person.answer.held),
  isBusy: () => shown() === 'wait' || listening.playing || speaking.busy,
  onWarn: warn,
  onBack: calm,
  onEnd: restart,
});

['pointerdown', 'keydown', 'input', 'wheel'].forEach((name) => document.addEventListener(name, () => clock.touch(), { passive: true }));
document.addEventListener('click', onClick);
document.addEventListener('contextmenu', (event) => event.preventDefault());
at('form').addEventListener('submit', onSubmit);
at('words').addEventListener('keydown', onKey);
listenForQr();
forget(); // whoever stood here before a restart of the machine
