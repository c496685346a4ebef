// The duty desk: looks every 3 seconds who waits, and rings until somebody takes the call.
// Without this script the page works by reloading.

const EVERY_MS = 3000;
const AGAIN_MS = 15000; // rings again while somebody waits: one ring is easily missed
const TITLE = document.title;

const bell = document.querySelector(".bell");
const button = document.getElementById("bell");
const state = document.getElementById("bell-state");
const chime = document.getElementById("chime");
const news = document.getElementById("news");

let rings = false; // browsers play nothing before somebody has clicked
let rungAt = 0;
let known = new Set(ids(list()));

function list() {
  return document.getElementById("calls");
}

function ids(element) {
  return element.dataset.waiting.split(",").filter(Boolean);
}

function say(words, isTrouble = false) {
  state.textContent = words;
  bell.classList.toggle("trouble", isTrouble);
}

function sayHowItIs() {
  button.hidden = rings;
  if (rings) say("响铃开着。有人等，就响，响到有人接。请不要关这个页面。");
  else say("响铃还没开，来了人听不见。", true);
}

async function ring() {
  try {
    chime.currentTime = 0;
    await chime.play();
    rings = true;
    rungAt = Date.now();
    chime.dataset.rung = String(Number(chime.dataset.rung || 0) + 1);
  } catch {
    rings = false;
  }
  sayHowItIs();
}

function showNew(fresh) {
  const old = list();
  if (fresh.dataset.mark === old.dataset.mark) {
    for (const part of fresh.querySelectorAll("[data-seconds]")) {
      const shown = old.querySelector(`[data-seconds="${part.dataset.seconds}"]`);
      if (shown) shown.textContent = part.textContent;
    }
    return;
  }
  const focused = document.activeElement?.id;
  old.replaceWith(document.adoptNode(fresh));
  if (focused) document.getElementById(focused)?.focus();
}

function notice() {
  const waiting = ids(list());
  const arrived = waiting.filter((id) => !known.has(id));
  known = new Set(waiting);
  document.title = waiting.length ? `（${waiting.length}人在等）${TITLE}` : TITLE;
  if (arrived.length) news.textContent = `新来 ${arrived.length} 个人，一共 ${waiting.length} 个人在等。`;
  const again = waiting.length > 0 && Date.now() - rungAt >= AGAIN_MS;
  if (rings && (arrived.length || again)) ring();
}

async function look() {
  try {
    const answer = await fetch("/now/list", { redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect") {
      say("您已经退出登录，不会再响。请重新登录。", true);
      button.hidden = true;
      return; // nothing more will come
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    showNew(page.getElementById("calls"));
    sayHowItIs();
    notice();
  } catch {
    say("连不上工作台，来了人也不会响。正在重试；一直这样，请看着电话，告诉运维。", true);
  }
  setTimeout(look, EVERY_MS);
}

button.addEventListener("click", ring);
button.hidden = false;
sayHowItIs();
if (navigator.userActivation?.hasBeenActive || known.size) ring();
notice();
setTimeout(look, EVERY_MS);
