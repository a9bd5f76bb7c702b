// What every page does; the rest is left to the page's own module.

import { post, say } from "./api.js";
import { bind } from "./keys.js";
import { startPair } from "./pair.js";
import { startQueue } from "./queue.js";

const keys = document.getElementById("keys");
const exporting = document.getElementById("exporting");

const showKeys = () => keys.showModal();
document.getElementById("show-keys").addEventListener("click", showKeys);
bind("?", showKeys);

let flush = async () => true;
document.getElementById("export").addEventListener("click", async () => {
  await flush();
  exporting.showModal();
});
document.getElementById("export-write").addEventListener("click", async () => {
  const answer = await post("/export", {});
  exporting.close();
  say(answer.message, answer.status !== 200);
});

if (document.body.classList.contains("on-pair")) flush = startPair();
if (document.body.classList.contains("on-queue")) startQueue();
document.body.dataset.ready = "yes";
