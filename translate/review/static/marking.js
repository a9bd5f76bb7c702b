// Error annotation: a selection on either side, a category, a severity.

import { codePoints } from "./api.js";
import { bind } from "./keys.js";
import { startWalk } from "./words.js";
import { say } from "./api.js";

const dialog = document.getElementById("marking");
const field = (id) => document.getElementById(id);
let open = null; // {index, side, span} of the mark in the dialog

function pointsBefore(cell, container, offset) {
  const range = document.createRange();
  range.selectNodeContents(cell);
  range.setEnd(container, offset);
  return Number(cell.dataset.start) + codePoints(range.toString());
}

const cellOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-side]");

// What is selected in the texts: {side, span, quote}, or null. Blanks at its ends are left out.
function readSelection() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const cell = cellOf(range.startContainer);
  if (!cell || !field("reading").contains(cell)) return null;
  let last = cellOf(range.endContainer);
  let end;
  if (last && last.dataset.side === cell.dataset.side) end = pointsBefore(last, range.endContainer, range.endOffset);
  // A selection that runs into the other language ends where its own sentence does.
  else end = Number(cell.dataset.start) + codePoints(cell.textContent);
  return trim(cell.dataset.side, pointsBefore(cell, range.startContainer, range.startOffset), end);
}

function trim(side, start, end) {
  const main = field("main");
  const text = Array.from(side === "target" ? field("edit").value : main.dataset.source);
  while (start < end && /\s/u.test(text[start])) start += 1;
  while (end > start && /\s/u.test(text[end - 1])) end -= 1;
  return start < end ? { side, span: [start, end], quote: text.slice(start, end).join("") } : null;
}

function readField() {
  const { selectionStart: a, selectionEnd: b, value } = field("edit");
  return trim("target", codePoints(value.slice(0, a)), codePoints(value.slice(0, b)));
}

function show(mark, category, severity, comment) {
  open = mark;
  field("marking-quote").textContent = mark.quote;
  field("marking-quote").lang = mark.side === "source" ? "fr" : "en";
  field("marking-side").textContent = mark.side === "source" ? "in the French" : "in the English";
  field("marking-title").textContent = mark.index === undefined ? "Mark an error" : "Change the mark";
  if (category && ![...field("category").options].some((option) => option.value === category)) {
    field("category").append(new Option(category, category));
  }
  if (category) field("category").value = category;
  if (severity) for (const radio of dialog.querySelectorAll("[name=severity]")) radio.checked = radio.value === severity;
  field("marking-comment").value = comment || "";
  dialog.showModal();
  field("category").focus();
}

export function startMarking(act) {
  const mark = () => {
    const found = document.activeElement === field("edit") ? readField() : readSelection();
    if (found) show(found);
    else {
      startWalk();
      say("Choose words with ← → and Shift, then press m.");
    }
  };
  bind("m", mark);
  bind("Alt+m", mark);
  // A click on a button takes the selection away in some browsers: mousedown comes before that.
  field("mark").addEventListener("mousedown", (event) => event.preventDefault());
  field("mark").addEventListener("click", mark);
  field("marking-cancel").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", () => {
    act("mark", {
      index: open.index ?? null,
      side: open.side,
      span: open.span,
      category: field("category").value,
      severity: dialog.querySelector("[name=severity]:checked")?.value,
      note: field("marking-comment").value,
    });
  });
  field("errors").addEventListener("click", (event) => {
    const { change, drop } = { change: event.target.closest(".change"), drop: event.target.closest(".drop") };
    if (drop) act("unmark", { index: Number(drop.dataset.index) });
    if (change) {
      const { index, side, from, to, category, severity, comment, quote } = change.dataset;
      show({ index: Number(index), side, span: [Number(from), Number(to)], quote }, category, severity, comment);
    }
  });
}
