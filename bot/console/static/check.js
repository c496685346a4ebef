// Asks the validator about a form while it is typed, and puts each answer beside its field.
// Without this module the same answers come when the form is saved.

const PAUSE_MS = 700;
const form = document.querySelector("form[data-check]");
const places = [...document.querySelectorAll("[data-error]")];
let timer = 0;
let isAsking = false;
let isStale = false;

function put(problems) {
  for (const place of places) {
    const path = place.dataset.error;
    const said = (problems[path] ?? []).join(" ");
    if (place.textContent !== said) place.textContent = said;
    const field = document.getElementById(`f-${path}`);
    if (!field) continue;
    if (said) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

function count() {
  for (const fold of document.querySelectorAll("[data-fold]")) {
    const wrong = [...fold.querySelectorAll("[data-error]")].filter((place) => place.textContent).length;
    const said = wrong ? `${wrong} 处要改` : "";
    const shown = fold.querySelector(":scope > summary [data-count]");
    if (shown && shown.textContent !== said) shown.textContent = said;
  }
  const total = document.querySelector("[data-total]");
  const wrong = places.filter((place) => place.textContent).length;
  const said = wrong ? `有 ${wrong} 处要改，标在各栏旁边。可以先存着。` : "没有要改的地方。";
  if (total && total.textContent !== said) total.textContent = said;
}

async function check() {
  if (isAsking) {
    isStale = true; // one question at a time: the answer to an older text is of no use
    return;
  }
  isAsking = true;
  isStale = false;
  const answer = await fetch(form.dataset.check, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRF-Token": form.elements.csrf.value },
    body: new URLSearchParams(new FormData(form)),
    redirect: "error",
  }).catch(() => null);
  isAsking = false;
  if (isStale) return check();
  if (!answer?.ok) return; // logged out, or no connection: saving says so and loses nothing
  put((await answer.json()).problems);
  count();
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE_MS);
}

form?.addEventListener("input", soon);

// A link to a field opens the folds it lies in.
function unfold() {
  const field = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = field?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field?.focus();
}

addEventListener("hashchange", unfold);
if (location.hash) unfold();
if (form) count();

// What was typed before this module had come, or was brought back by the browser, is asked about too.
const typed = (field) => "defaultValue" in field && !["hidden", "checkbox", "radio"].includes(field.type);
if (form && [...form.elements].some((field) => typed(field) && field.value !== field.defaultValue)) soon();
