// Where this window has been: a queue sorted by need is in another order after every decision, and "previous" would lead
// to a paragraph that nobody has seen. Going back means going back.

const KEY = "bitexte:trail";
const LONGEST = 300;

function read() {
  try {
    const { list, at } = JSON.parse(sessionStorage.getItem(KEY));
    return { list, at };
  } catch {
    return { list: [], at: -1 };
  }
}

// Notes that this page is shown, and points its links to where the trail leads.
export function followTrail() {
  let { list, at } = read();
  const here = location.pathname + location.search;
  if (list[at - 1] === here) at -= 1;
  else if (list[at + 1] === here) at += 1;
  else if (list[at] !== here) {
    list = [...list.slice(0, at + 1), here].slice(-LONGEST);
    at = list.length - 1;
  }
  sessionStorage.setItem(KEY, JSON.stringify({ list, at }));
  for (const [rel, href] of [["prev", list[at - 1]], ["next", list[at + 1]]]) {
    if (!href) continue;
    const link = document.querySelector(`.moves [rel=${rel}]`);
    link.href = href;
    link.hidden = false;
  }
}

// A queue that was gone back to is a new beginning.
export function leaveTrail() {
  sessionStorage.removeItem(KEY);
}
