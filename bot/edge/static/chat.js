/* The chat page: sends what the resident says, shows the blocks that come back.
   ES2017 at most (old phones). A resident's text and the server's are hostile: textContent only, never innerHTML. */
(function () {
  'use strict';

  const MAX_CHARS = 2000;
  const NEAR_CHARS = 1800;
  const TRY_TIMEOUT_MS = 12000;
  const PAUSES_MS = [1000, 3000]; // between the three tries
  const LETTERS_KEY = 'letters';

  const root = document.documentElement;
  const at = (id) => document.getElementById(id);
  const log = at('log');
  const input = at('input');
  const hotlines = new Set(log.dataset.hotlines.split(/\s+/));
  const underWay = new Set(); // ids of messages that wait for their answer
  let composing = false;

  function make(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  }

  function fromTemplate(id) {
    return at(id).content.firstElementChild.cloneNode(true);
  }

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  function onDesktop() {
    return window.matchMedia('(hover: hover) and (pointer: fine)').matches;
  }

  function isLarge() {
    return root.classList.contains('large');
  }

  function setLarge(large) {
    root.classList.toggle('large', large);
    at('letters').setAttribute('aria-pressed', String(large));
    grow();
  }

  function rememberedLarge() {
    try {
      return localStorage.getItem(LETTERS_KEY) === 'large';
    } catch (error) {
      return false; // storage is closed in some private windows
    }
  }

  function switchLetters() {
    setLarge(!isLarge());
    try {
      localStorage.setItem(LETTERS_KEY, isLarge() ? 'large' : 'standard');
    } catch (error) {
      // Not remembered then; it still holds for this visit.
    }
  }

  /** Whether digits that stand between `before` and `after` are a number to call, not an amount or a date. */
  function isHotline(digits, before, after) {
    const partOfWord = /[A-Za-z\d¥￥*_.]$/.test(before) || /^[A-Za-z*_]/.test(after);
    const counted = /^\s*([元块万千百亿个次岁天条名%％]|[.．:：]\d)/.test(after);
    return hotlines.has(digits) && !partOfWord && !counted;
  }

  /** Add `text` to `parent`, with known hotlines as links; everything else stays a text node. */
  function addWords(parent, text) {
    const numbers = /\d+/g;
    let from = 0;
    for (let match = numbers.exec(text); match; match = numbers.exec(text)) {
      const end = match.index + match[0].length;
      const alone = text.charAt(match.index - 1) !== '-' && text.charAt(end) !== '-';
      if (!alone || !isHotline(match[0], text.slice(0, match.index), text.slice(end))) continue;
      parent.appendChild(document.createTextNode(text.slice(from, match.index)));
      const link = make('a', '', match[0]);
      link.href = 'tel:' + match[0];
      parent.appendChild(link);
      from = end;
    }
    parent.appendChild(document.createTextNode(text.slice(from)));
  }

  /** Scroll to the end, but never past the first line of what was just said: it is the one to act on. */
  function bringIntoView(message) {
    const header = at('top');
    const sticky = getComputedStyle(header).position === 'sticky' ? header.offsetHeight : 0;
    const start = message.getBoundingClientRect().top + window.pageYOffset - sticky - 12;
    window.scrollTo(0, Math.max(0, Math.min(start, root.scrollHeight - window.innerHeight)));
  }

  function showMine(text) {
    const message = log.appendChild(fromTemplate('mine'));
    message.querySelector('.words').textContent = text;
    bringIntoView(message);
    return message;
  }

  function showTyping() {
    const typing = at('typing');
    if (!underWay.size) typing.textContent = '';
    else if (!typing.firstChild) typing.appendChild(fromTemplate('typing-words'));
  }

  function textBlock(block) {
    const bubble = make('div', block.drill ? 'bubble drill' : 'bubble'); // nobody may take a drill for the truth
    addWords(bubble, String(block.text || ''));
    return bubble;
  }

  function cardBlock(block) {
    const bubble = make('div', 'bubble card');
    if (block.title) bubble.appendChild(make('div', 'card-title', String(block.title)));
    const words = bubble.appendChild(make('div'));
    addWords(words, String(block.text || ''));
    return bubble;
  }

  /** Image or audio of our own server; anything else is shown by its words alone. */
  function mediaBlock(block) {
    const bubble = textBlock(block);
    const url = String(block.url || '');
    if (!/^\/(?![/\\])/.test(url)) return bubble;
    const media = make(block.type === 'image' ? 'img' : 'audio');
    if (block.type === 'image') media.alt = String(block.alt || '');
    else media.controls = true;
    media.src = url;
    bubble.appendChild(media);
    return bubble;
  }

  function choicesBlock(block) {
    const list = make('ul', 'choices');
    (block.choices || []).forEach((choice) => {
      const button = make('button', 'choice');
      button.type = 'button';
      button.dataset.choice = String(choice.value);
      button.dataset.label = String(choice.label);
      button.appendChild(make('span', 'choice-n', String(choice.n)));
      button.appendChild(make('span', '', String(choice.label)));
      list.appendChild(make('li')).appendChild(button);
    });
    return list;
  }

  const BLOCKS = { text: textBlock, card: cardBlock, image: mediaBlock, audio: mediaBlock, choices: choicesBlock };

  /** Choices of earlier replies can no longer be taken: they become plain words. */
  function retireChoices(picked) {
    log.querySelectorAll('.choice').forEach((button) => {
      const item = button.parentNode;
      if (button === picked) item.className = 'choice-picked';
      item.parentNode.classList.add('choices-past');
      item.textContent = button.textContent.replace(/^(\d+)/, '$1 ');
    });
  }

  function showReply(blocks) {
    retireChoices(null);
    const message = fromTemplate('theirs');
    blocks.forEach((block) => message.appendChild((BLOCKS[block.type] || textBlock)(block)));
    bringIntoView(log.appendChild(message));
  }

  /** Return the answer's blocks, or null where the answer holds none. Rejects when nothing came back in time. */
  async function fetchBlocks(url, options, limit) {
    const stop = window.AbortController ? new AbortController() : null;
    const timer = setTimeout(() => stop && stop.abort(), limit || TRY_TIMEOUT_MS);
    try {
      const settings = Object.assign({ credentials: 'same-origin' }, stop ? { signal: stop.signal } : {}, options);
      const response = await fetch(url, settings);
      const answer = await response.json();
      const blocks = answer && Array.isArray(answer.blocks) ? answer.blocks.filter(Boolean) : [];
      return blocks.length ? blocks : null;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Post one message up to three times under the same id, which gets the same stored answer. */
  async function post(payload) {
    const asked = window.Door.request(payload);
    for (let attempt = 0; attempt <= PAUSES_MS.length; attempt += 1) {
      if (attempt) await pause(PAUSES_MS[attempt - 1]);
      const blocks = await fetchBlocks(asked.url, asked.options, asked.limit).catch(() => null);
      if (blocks) return blocks;
    }
    return null;
  }

  function showCalm(payload) {
    const message = fromTemplate('theirs');
    const calm = message.appendChild(fromTemplate('calm'));
    calm.querySelector('.again').addEventListener('click', () => {
      message.remove();
      settleFocus();
      deliver(payload);
    });
    bringIntoView(log.appendChild(message));
  }

  async function deliver(payload) {
    underWay.add(payload.id);
    showTyping();
    const blocks = await post(payload);
    underWay.delete(payload.id);
    showTyping();
    if (blocks) showReply(blocks);
    else showCalm(payload);
  }

  function send(said) {
    const payload = Object.assign({ id: window.Door.newId() }, said);
    if (isLarge()) payload.elder = true;
    const message = showMine(said.text);
    settleFocus(message);
    deliver(payload);
  }

  /** Keep the cursor in the input on a desktop; on a phone leave it, so that the answer has the whole screen. */
  function settleFocus(message) {
    if (onDesktop()) input.focus({ preventScroll: true });
    else if (message) message.focus({ preventScroll: true });
  }

  function sendPicture(picture) {
    const payload = Object.assign({ id: window.Door.newId(), picture: picture }, isLarge() ? { elder: 'true' } : {});
    settleFocus(showMine('〔发了一张截图〕'));
    deliver(payload);
  }

  /** Words that were heard wait in the box: only the person sends them. */
  function putHeard(words) {
    input.value = input.value.trim() ? input.value.trim() + words : words;
    onInput();
    input.focus({ preventScroll: true });
  }

  function onChoice(event) {
    const button = event.target.closest('button[data-choice]');
    if (!button) return;
    const said = { choice: button.dataset.choice, text: button.dataset.label };
    if (log.contains(button)) retireChoices(button);
    send(said);
  }

  function onSubmit(event) {
    event.preventDefault();
    const text = input.value.trim();
    if (!text || countChars() > MAX_CHARS) return;
    input.value = '';
    onInput();
    send({ text: text });
  }

  /** Enter sends; while an input method composes it only takes the word (keyCode 229: Safari says so late). */
  function onKey(event) {
    const midWord = composing || event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || midWord) return;
    onSubmit(event);
  }

  function countChars() {
    return Array.from(input.value.trim()).length;
  }

  function grow() {
    input.style.height = '';
    const border = input.offsetHeight - input.clientHeight;
    if (input.value) input.style.height = input.scrollHeight + border + 'px';
  }

  function onInput() {
    const count = countChars();
    at('near').hidden = count <= NEAR_CHARS || count > MAX_CHARS;
    at('over').hidden = count <= MAX_CHARS;
    grow();
  }

  function greet() {
    fetchBlocks('/api/greeting' + (isLarge() ? '?elder=1' : ''), {}).then((blocks) => {
      if (blocks && !log.firstChild) showReply(blocks);
    }, () => {}); // without a greeting the line in the header says who we are
  }

  /** A poster's link may open a drill or the quiz: /?start=drill, /?start=drill:service_refund, /?start=quiz. */
  function startAsked() {
    const asked = /^(drill|quiz)(?::([a-z_]{1,38}))?$/.exec(new URLSearchParams(window.location.search).get('start') || '');
    if (!asked) return;
    const isDrill = asked[1] === 'drill';
    const choice = isDrill && asked[2] ? 'drill:t_' + asked[2] : asked[1] + ':ask';
    send({ choice: choice, text: isDrill ? '我想演练' : '我想做十道题' });
  }

  /** The scene of the poster whose QR code was scanned, empty for who came by themselves. */
  function scannedScene() {
    const found = /[?&]t=(p[a-z2-7]{9})(?:&|$)/.exec(window.location.search);
    return found ? found[1] : '';
  }

  /** Open the topic of a poster; the scene goes from the address, so that a reload does not open it again. */
  function openTopic(scene) {
    window.history.replaceState(null, '', window.location.pathname);
    const payload = { id: window.Door.newId(), choice: 'poster:' + scene };
    if (isLarge()) payload.elder = true;
    deliver(payload);
  }

  function begin() {
    at('opening').remove();
    setLarge(rememberedLarge());
    at('letters').addEventListener('click', switchLetters);
    at('composer').addEventListener('submit', onSubmit);
    input.addEventListener('keydown', onKey);
    input.addEventListener('input', onInput);
    input.addEventListener('compositionstart', () => { composing = true; });
    input.addEventListener('compositionend', () => { composing = false; });
    window.Pictures.watch(sendPicture);
    window.Speaking.watch(putHeard, () => (isLarge() ? { elder: 'true' } : {}));
    log.addEventListener('click', onChoice);
    at('bottom').addEventListener('click', onChoice);
    const scene = scannedScene();
    if (scene) openTopic(scene);
    else greet();
    startAsked();
  }

  begin();
}());
