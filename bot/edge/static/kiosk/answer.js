/* A reply on the screen, page after page. Words from the server are hostile: textContent only. */

const at = (id) => document.getElementById(id);
const QUESTION = /^(answer|mind|lead|group|remember|receipt):/; // with these nothing else is offered
const SENTENCES = /\n|(?<=[。？！])(?![”」）]|\n|$)/; // a line each
const inHandset = new URLSearchParams(window.location.search).get('handset') === '1'; // nobody else hears it
const HANDED_ON = 'tell:family'; // the kiosk has its own screen for it

function button(label, value) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.dataset.choice = value;
  made.dataset.label = label;
  return made;
}

function showLines(parent, text) {
  parent.replaceChildren(...text.split(SENTENCES).map((line) => {
    const made = document.createElement('span');
    made.className = 'line';
    made.textContent = line;
    return made;
  }));
}

/** The kiosk's part of an answer; one that has none (a refusal, an older server) is shown by its words. */
export function readAnswer(answer) {
  if (answer.kiosk && answer.kiosk.screens.length) return answer.kiosk;
  const texts = answer.blocks.filter((block) => block.type === 'text').map((block) => String(block.text));
  return { screens: texts.map((text) => ({ text, buttons: [], voice: [] })), heading: '', private: false, held: false, family: '' };
}

/** The words of an urgent entry, which lie in the page and need no network. */
export function fixedAnswer(detail) {
  const kept = at(`fixed-${detail}`);
  const lines = Array.from(kept.content.querySelectorAll('p'));
  const screens = lines.map((line) => ({ text: line.textContent, buttons: [], voice: line.dataset.voice.split(' ') }));
  return { screens, heading: kept.dataset.heading, private: false, held: true, family: '' };
}

function ownChoices(answer) {
  const own = at('own-choices').content.cloneNode(true);
  if (!answer.family) own.querySelector('[data-show=take]').remove();
  return Array.from(own.children);
}

/** How many pages anybody may see: the words of the urgent entries tell nothing of the scam. */
export function openPages(answer) {
  if (!answer.private) return answer.screens.length;
  const counts = ['paid', 'paying'].map((detail) => {
    const fixed = fixedAnswer(detail).screens;
    const other = answer.screens.findIndex((screen, n) => !fixed[n] || fixed[n].text !== screen.text);
    return other < 0 ? answer.screens.length : other;
  });
  return Math.max(...counts);
}

/** Show page `number` of an answer. */
export function showPage(answer, number) {
  const screen = answer.screens[number];
  const last = number === answer.screens.length - 1;
  const asks = screen.buttons.some((each) => QUESTION.test(each.value));
  at('answer').classList.toggle('held', answer.held);
  at('answer').classList.toggle('quiet', answer.private);
  document.body.classList.toggle('drill', Boolean(answer.drill)); // nobody may take a drill for the truth
  at('heading').textContent = answer.heading;
  at('heading').hidden = !answer.heading;
  showLines(at('said'), screen.text);
  const offered = screen.buttons.filter((each) => each.value !== HANDED_ON);
  const buttons = offered.map((each) => button(each.label, each.value));
  at('choices').replaceChildren(...buttons, ...(last && !asks ? ownChoices(answer) : []));
  at('step').textContent = at('step').dataset.words.replace('{n}', number + 1).replace('{of}', answer.screens.length);
  at('step').hidden = answer.screens.length === 1;
  at('next').hidden = last;
  at('done').hidden = !last || asks;
  at('before').hidden = number === 0;
  const voice = (inHandset && screen.handset) || screen.voice || []; // an older server gives none
  at('answer').dataset.voice = voice.join(' ');
  at('hide').hidden = !answer.private;
}
