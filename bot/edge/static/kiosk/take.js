/* What goes home: the words for the family as a QR code made on our server, and on paper. Never the story. */

const at = (id) => document.getElementById(id);
const hasPrinter = new URLSearchParams(window.location.search).get('printer') !== '0';

/** Prepare both for this answer. Of a type that shames nothing is printed: paper stays in the tray. */
export function prepareHandover(answer) {
  const address = `/api/kiosk/family.svg?${Date.now()}`; // a new one each time: it depends on the case
  at('qr').hidden = true;
  at('qr').src = address;
  at('sheet-qr').src = address;
  at('sheet-family').textContent = answer.family || at('sheet-family').dataset.words;
  const urgent = answer.held && !answer.private ? Array.from(at('fixed-paid').content.children) : [];
  at('sheet-urgent').replaceChildren(...urgent.map((line) => line.cloneNode(true)));
  const printable = hasPrinter && !answer.private;
  document.querySelectorAll('.paper').forEach((button) => { button.hidden = !printable; });
  return printable;
}

export function clearHandover() {
  ['qr', 'sheet-qr'].forEach((id) => at(id).removeAttribute('src'));
  ['sheet-family', 'sheet-urgent'].forEach((id) => at(id).replaceChildren());
}

/** Without the network there is no code; then its place stays empty and the words remain. */
export function listenForQr() {
  at('qr').addEventListener('load', () => { at('qr').hidden = false; });
}
