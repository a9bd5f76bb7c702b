// The list of problems: going to a span, from one to the next, and applying what is suggested.

const reading = document.getElementById("reading");
const side = document.querySelector(".side");

export function startProblems({ replace, elsewhere }) {
  let at = -1;

  const show = (id) => {
    const pieces = [...reading.querySelectorAll("[data-marks]")].filter((p) => p.dataset.marks.split(" ").includes(id));
    for (const old of document.querySelectorAll(".shown")) old.classList.remove("shown");
    for (const piece of pieces) piece.classList.add("shown");
    pieces[0]?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  };

  const buttons = () => [...side.querySelectorAll(".findings .go")];

  side.addEventListener("click", (event) => {
    const go = event.target.closest(".go");
    const apply = event.target.closest(".apply");
    if (go) {
      at = buttons().indexOf(go);
      show(go.dataset.goes);
    }
    if (apply) {
      const { text, from, to } = apply.dataset;
      replace(text, Number(from), Number(to));
    }
  });

  return {
    next() {
      const all = buttons();
      at += 1;
      if (at >= all.length) {
        elsewhere();
        at = -1;
        return;
      }
      all[at].focus();
      show(all[at].dataset.goes);
    },
    apply() {
      const all = buttons();
      const item = (all[Math.max(at, 0)] || all[0])?.closest("li");
      item?.querySelector(".apply")?.click();
    },
  };
}
