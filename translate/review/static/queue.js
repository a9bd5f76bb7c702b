// The queue: rows by keyboard, filters that apply as soon as they are chosen.

import { bind } from "./keys.js";
import { leaveTrail } from "./trail.js";

// Rows that jump about under the reader's eyes help nobody: the new order is offered, not imposed.
async function follow(note) {
  try {
    const answer = await fetch("/pending");
    if (!answer.ok) return;
    const { pending } = await answer.json();
    if (pending) {
      note.querySelector("b").textContent = pending.toLocaleString("en");
      setTimeout(follow, 2000, note);
      return;
    }
  } catch {
    return; // the server has ended; the next click says so
  }
  const link = document.createElement("a");
  link.href = location.href;
  link.textContent = "show the new order";
  note.replaceChildren("· all are checked now: ", link);
}

export function startQueue() {
  leaveTrail();
  const note = document.getElementById("pending");
  if (note) setTimeout(follow, 2000, note);
  const links = [...document.querySelectorAll(".rows .where a")];
  const form = document.querySelector(".filters");

  const move = (step) => {
    const at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)];
    next?.focus();
    next?.closest("tr").scrollIntoView({ block: "nearest" });
  };
  bind("j", () => move(1));
  bind("k", () => move(-1));
  bind("ArrowDown", () => move(1));
  bind("ArrowUp", () => move(-1));
  bind("n", () => (links[0] ? (location.href = links[0].href) : null));
  bind("/", () => document.getElementById("search").select());
  const turn = (rel) => {
    const link = document.querySelector(`.pager [rel=${rel}]`);
    if (link) location.href = link.href;
  };
  bind("[", () => turn("prev"));
  bind("]", () => turn("next"));
  for (const select of form.querySelectorAll("select")) {
    select.addEventListener("change", () => form.requestSubmit());
  }
  // An address without empty filters is one that can be read and kept.
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
  });
}
