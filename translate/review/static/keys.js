// One table of keys. Single letters are commands only while no field is being typed in.

const table = new Map();

// keys: "a", "Ctrl+Enter", "Alt+m"; those with Ctrl or Alt also work while typing.
export function bind(key, action) {
  table.set(key, action);
}

function isTyping(target) {
  return target.matches?.("textarea, select, input:not([type=radio])");
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const modifier = event.ctrlKey || event.metaKey ? "Ctrl+" : event.altKey ? "Alt+" : "";
  // On a Mac, Alt+m types µ: the place of the key counts there, not the character.
  const name = modifier === "Alt+" && event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
  if (event.key === "Escape" && isTyping(event.target)) {
    event.target.blur();
    document.getElementById("main").focus({ preventScroll: true });
    return;
  }
  if (isTyping(event.target) && !modifier) return;
  const action = table.get(modifier + name);
  if (action) {
    event.preventDefault();
    action(event);
  }
});
