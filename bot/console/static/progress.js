// Keeps the part of a page that moves up to date; when it stops moving the whole page is loaded anew.
const EVERY_MS = 2000;
const place = document.querySelector("[data-progress]");
const spoken = document.querySelector("[data-spoken]");

async function look() {
  const answer = await fetch(place.dataset.progress, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".progress");
  fresh.querySelector("details").open = place.querySelector("details").open;
  place.replaceChildren(fresh);
  const now = fresh.querySelector(".now").textContent;
  if (spoken.textContent !== now) spoken.textContent = now; // said aloud once for each step
  return fresh.dataset.moving === "1";
}

async function keepLooking() {
  try {
    if (!(await look())) return location.reload();
  } catch {
    place.querySelector(".stale").hidden = false; // what is shown may be old; the next look may succeed
  }
  setTimeout(keepLooking, EVERY_MS);
}

if (place) setTimeout(keepLooking, EVERY_MS);
