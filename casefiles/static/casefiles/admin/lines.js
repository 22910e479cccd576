// Lists are plain links; the arrows go from one to the next. Escape folds what is unfolded around the focus.
(() => {
  "use strict";

  const LINES = ".ht-lines a.ht-line, .ht-table td.title a";
  const typing = (target) => target.closest("input, select, textarea, [contenteditable], [role='dialog']");

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (typing(event.target)) return;
      const lines = [...document.querySelectorAll(LINES)].filter((line) => line.offsetParent);
      const here = lines.indexOf(document.activeElement);
      // Without a line in focus the arrows scroll, as everywhere.
      if (here === -1) return;
      const next = lines[here + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      next.focus();
    } else if (event.key === "Escape") {
      const fold = event.target.closest("details.ht-fold[open]");
      if (!fold || event.target.closest("[role='dialog']")) return;
      // What was typed stays in the form; only the fold closes.
      fold.open = false;
      fold.querySelector("summary").focus();
    }
  });
})();
