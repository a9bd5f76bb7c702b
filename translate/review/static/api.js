// Talking to the server, and telling the reader what came of it.

const toast = document.getElementById("toast");
let timer = 0;

export function say(text, bad = false) {
  toast.textContent = text;
  toast.classList.toggle("bad", bad);
  clearTimeout(timer);
  timer = setTimeout(() => (toast.textContent = ""), bad ? 9000 : 3500);
}

// Answers {status, ...body}; status 0 means that the server cannot be reached.
export async function post(path, body, options = {}) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      ...options,
    });
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    const found = isJson ? await answer.json() : { message: await answer.text() };
    return { ...found, status: answer.status };
  } catch (error) {
    if (error.name === "AbortError") return { status: -1 };
    return { status: 0, message: "The review server does not answer. Start it again; your text is kept in this window." };
  }
}

// The server counts code points, the browser UTF-16 units: 😀 is one there and two here.
export const codePoints = (text) => Array.from(text).length;

export function unitsAt(text, points) {
  return Array.from(text).slice(0, points).join("").length;
}
