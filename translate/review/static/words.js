// Words and their links: by pointer, and by keyboard (w, then the arrows).

import { bind } from "./keys.js";

const reading = document.getElementById("reading");
let here = null; // word that the keyboard stands on
let anchor = null; // where a selection by keyboard began

const wordsOf = (side) => {
  const seen = new Map();
  for (const piece of reading.querySelectorAll(`[data-side=${side}] [data-word]`)) {
    if (!seen.has(piece.dataset.word)) seen.set(piece.dataset.word, piece);
  }
  return [...seen.values()];
};
const sideOf = (piece) => piece.closest("[data-side]").dataset.side;

function light(piece) {
  for (const old of reading.querySelectorAll(".linked")) old.classList.remove("linked");
  if (!piece) return;
  for (const id of [piece.dataset.word, ...(piece.dataset.links || "").split(" ")]) {
    if (id) for (const other of reading.querySelectorAll(`[data-word="${id}"]`)) other.classList.add("linked");
  }
}

function stand(piece, extend) {
  if (!extend) anchor = piece;
  for (const old of reading.querySelectorAll(".here, .chosen")) old.classList.remove("here", "chosen");
  here = piece;
  here.classList.add("here");
  here.tabIndex = -1;
  here.focus();
  light(here);
  const range = document.createRange();
  const [first, last] = anchor.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING ? [anchor, here] : [here, anchor];
  range.setStart(first, 0);
  // A word may be cut into pieces by the marks on it: its last piece is where the selection ends.
  const pieces = reading.querySelectorAll(`[data-word="${last.dataset.word}"]`);
  range.setEndAfter(pieces[pieces.length - 1]);
  const selection = getSelection();
  selection.removeAllRanges();
  if (extend || document.body.dataset.walking) selection.addRange(range);
}

function step(by, extend) {
  const row = wordsOf(sideOf(here));
  const next = row[row.indexOf(here) + by];
  if (next && (!extend || sideOf(next) === sideOf(anchor))) stand(next, extend);
}

function cross() {
  const linked = (here.dataset.links || "").split(" ")[0];
  const other = linked && reading.querySelector(`[data-word="${linked}"]`);
  stand(other || wordsOf(sideOf(here) === "source" ? "target" : "source")[0] || here, false);
}

export function startWalk() {
  const first = (here?.isConnected && here) || wordsOf("target")[0] || wordsOf("source")[0];
  if (!first) return;
  document.body.dataset.walking = "yes";
  stand(first, false);
}

export function forgetWalk() {
  here = anchor = null;
}

export function startWords() {
  reading.addEventListener("pointerover", (event) => light(event.target.closest("[data-word]")));
  reading.addEventListener("pointerleave", () => light(here?.isConnected ? here : null));
  reading.addEventListener("keydown", (event) => {
    if (!here || !here.isConnected || event.ctrlKey || event.altKey || event.metaKey) return;
    const moves = {
      ArrowRight: () => step(1, event.shiftKey),
      ArrowLeft: () => step(-1, event.shiftKey),
      ArrowDown: cross,
      ArrowUp: cross,
      Escape: () => {
        delete document.body.dataset.walking;
        getSelection().removeAllRanges();
        light(null);
        here.classList.remove("here");
        here = null;
        document.getElementById("main").focus({ preventScroll: true });
      },
    };
    if (moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
    }
  });
  bind("w", startWalk);
}
