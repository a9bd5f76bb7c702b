// One pair: editing with live checks, decisions, and saving that survives whatever happens to the server.

import { post, say, unitsAt } from "./api.js";
import { startConflict } from "./conflict.js";
import { bind } from "./keys.js";
import { startMarking } from "./marking.js";
import { forgetWalk, startWords } from "./words.js";
import { startProblems } from "./problems.js";
import { followTrail } from "./trail.js";

const CHECK_AFTER = 90; // ms without a keystroke
const SAVE_AFTER = 600;
const RETRY_AFTER = 3000;

const field = (id) => document.getElementById(id);

export function startPair() {
  const main = field("main");
  const edit = field("edit");
  const comment = field("comment");
  const id = main.dataset.id;
  const kept = `bitexte:${id}`;
  let version = Number(main.dataset.version);
  let saved = edit.value;
  let savedComment = comment.value;
  let queue = Promise.resolve(true);
  let checking = new AbortController();
  let checkTimer = 0;
  let saveTimer = 0;
  let drawn = 0; // counts renderings asked for, so that a late answer does not overwrite a newer one
  let asked = 0;
  let undecided = -1; // paragraphs that are still to be decided, as the last answer said

  const isDirty = () => edit.value !== saved || comment.value !== savedComment;

  const note = (text, bad = false) => {
    field("saving").textContent = text;
    field("saving").classList.toggle("bad", bad);
  };

  function draw(answer, order) {
    if (order < drawn) return;
    drawn = order;
    for (const part of ["reading", "problems", "errors", "diff"]) {
      if (answer.parts?.[part] !== undefined) field(part).innerHTML = answer.parts[part];
    }
    forgetWalk();
  }

  function grow() {
    if (CSS.supports("field-sizing", "content")) return;
    edit.style.height = "auto";
    edit.style.height = `${edit.scrollHeight + 2}px`;
  }

  async function check() {
    checking.abort();
    checking = new AbortController();
    const order = ++asked;
    const answer = await post("/check", { id, text: edit.value }, { signal: checking.signal });
    if (answer.status === 200) draw(answer, order);
  }

  // Actions go one after the other: each names the version that the one before it made.
  function act(action, more = {}) {
    clearTimeout(saveTimer);
    clearTimeout(checkTimer);
    queue = queue.then(() => send(action, more));
    return queue;
  }

  async function send(action, more) {
    const isStep = action === "undo" || action === "redo";
    const sent = { text: edit.value, comment: comment.value };
    note("saving …");
    const order = ++asked;
    const answer = await post("/act", { id, version, action, ...sent, ...more });
    if (answer.status === 200) {
      version = answer.version;
      saved = sent.text;
      savedComment = sent.comment;
      if (isStep) {
        saved = edit.value = answer.text;
        savedComment = comment.value = answer.comment;
        say(answer.message);
      }
      if (edit.value === sent.text || isStep) draw(answer, order);
      field("status").innerHTML = answer.parts.status;
      undecided = answer.left;
      field("done").textContent = answer.done.toLocaleString("en");
      const dot = document.querySelector(".near [aria-current] .dot");
      if (dot) dot.className = `dot ${answer.decision}`;
      main.dataset.version = version;
      sessionStorage.removeItem(kept);
      note("saved");
      grow();
      return true;
    }
    const isNews = !field("saving").classList.contains("bad");
    note("not saved", true);
    if (answer.status === 409) conflict(answer, action, more);
    else {
      if (isNews || action !== "edit") say(answer.message, true);
      // A server that is started again finds what was typed meanwhile.
      clearTimeout(saveTimer);
      saveTimer = setTimeout(() => isDirty() && act("edit"), RETRY_AFTER);
    }
    return false;
  }

  const conflict = startConflict((answer, action, more) => {
    version = answer.version;
    return act(action, more);
  });

  async function flush() {
    if (isDirty()) return act("edit");
    return queue;
  }

  function typed() {
    clearTimeout(checkTimer);
    clearTimeout(saveTimer);
    // Until the server has it, the window keeps it: a server that is down loses nothing.
    sessionStorage.setItem(kept, JSON.stringify({ text: edit.value, comment: comment.value, version }));
    note("…");
    checkTimer = setTimeout(check, CHECK_AFTER);
    saveTimer = setTimeout(() => act("edit"), SAVE_AFTER);
    grow();
  }

  edit.addEventListener("input", typed);
  comment.addEventListener("input", typed);
  for (const area of [edit, comment]) area.addEventListener("blur", () => isDirty() && act("edit"));

  async function go(href) {
    if (href && (await flush())) location.href = href;
  }
  followTrail();
  const link = (rel) => document.querySelector(`.moves [rel=${rel}]`).href;
  async function acceptAndNext() {
    if (!(await act("accept"))) return;
    if (undecided === 0) say("Accepted. Every paragraph is decided.");
    else if (link("next")) location.href = link("next");
    else say("Accepted. That was the last one in this queue.");
  }

  const insert = (text, from, to) => {
    edit.focus();
    edit.setSelectionRange(from, to);
    // setRangeText would empty the browser's own undo stack; insertText does not.
    if (!document.execCommand("insertText", false, text)) {
      edit.setRangeText(text, from, to, "end");
      typed();
    }
  };
  const problems = startProblems({
    replace: (text, from, to) => insert(text, unitsAt(edit.value, from), unitsAt(edit.value, to)),
    elsewhere: () => go(field("next-problem")?.href),
  });
  field("memory").addEventListener("click", (event) => {
    const copy = event.target.closest(".copy");
    if (copy) insert(copy.dataset.text, edit.selectionStart, edit.selectionEnd);
  });

  for (const [name, action] of [["accept", () => act("accept")], ["accept-next", acceptAndNext], ["reject", () => act("reject")], ["undo", () => act("undo")]]) {
    field(name).addEventListener("click", action);
  }
  const toggleDiff = () => {
    field("diff").hidden = !field("diff").hidden;
    field("toggle-diff").setAttribute("aria-expanded", String(!field("diff").hidden));
  };
  field("toggle-diff").addEventListener("click", toggleDiff);
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[href]");
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || anchor.hasAttribute("download") || !isDirty()) return;
    event.preventDefault();
    go(anchor.href);
  });
  // A last word before the window closes: what the timer has not saved yet goes out now.
  addEventListener("pagehide", () => {
    if (!isDirty() || main.dataset.leaving) return;
    post("/act", { id, version, action: "edit", text: edit.value, comment: comment.value }, { keepalive: true });
  });

  // Closing the window would lose what the server could not take.
  addEventListener("beforeunload", (event) => {
    if (field("saving").classList.contains("bad") && isDirty() && !main.dataset.leaving) event.preventDefault();
  });

  bind("a", () => act("accept"));
  bind("Ctrl+Enter", acceptAndNext);
  bind("x", () => act("reject"));
  bind("u", () => act("undo"));
  bind("U", () => act("redo"));
  bind("j", () => go(link("next")));
  bind("k", () => go(link("prev")));
  bind("q", () => go(document.querySelector(".brand").href));
  bind("/", () => go(document.querySelector(".brand").href + "#search"));
  bind("n", problems.next);
  bind("f", problems.apply);
  bind("d", toggleDiff);
  bind("e", () => { edit.focus(); edit.scrollIntoView({ block: "nearest" }); });
  bind("c", () => comment.focus());
  startWords();
  startMarking(act);
  grow();

  const left = JSON.parse(sessionStorage.getItem(kept) || "null");
  if (left && (left.text !== saved || left.comment !== savedComment)) {
    edit.value = left.text;
    comment.value = left.comment;
    version = left.version;
    typed();
    say("Text that had not reached the server was restored.");
  } else sessionStorage.removeItem(kept);
  document.querySelector(".near [aria-current]")?.scrollIntoView({ block: "center" });
  return flush;
}
