// The button exists only where it can work.
(() => {
  "use strict";
  const button = document.querySelector("[data-ht-print]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => window.print());
})();
