// A folded form is asked for when its fold opens. Without this, or when it does not arrive, the link that stands
// in its place leads to the page with that form unfolded.
(() => {
  "use strict";

  const ask = async (place) => {
    const link = place.querySelector("a");
    const title = place.parentElement.querySelector(":scope > summary");
    const waits = document.createElement("span");
    waits.setAttribute("role", "status");
    waits.textContent = "Un instant…";
    link.hidden = true;
    place.append(waits);
    try {
      const answer = await fetch(place.dataset.htForm, { credentials: "same-origin", redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      const made = document.createElement("template");
      made.innerHTML = await answer.text();
      // Whoever came by the keyboard goes on by the keyboard, in the first field; a pointer leads where it will.
      const held = place.contains(document.activeElement) || (title && title.matches(":focus-visible"));
      const form = made.content.firstElementChild;
      place.replaceWith(made.content);
      if (held) form.querySelector(":is(input:not([type='hidden']), select, textarea):enabled")?.focus();
    } catch {
      waits.remove();
      link.hidden = false;
      // The link that was waited for is the way on.
      if (title && title.matches(":focus-visible")) link.focus();
    }
  };

  const open = (fold) => {
    const place = fold.open && fold.querySelector(":scope > [data-ht-form]");
    if (!place || place.dataset.htAsked) return;
    place.dataset.htAsked = "1";
    ask(place).finally(() => delete place.dataset.htAsked);
  };
  // « toggle » does not bubble: it is caught on its way down.
  document.addEventListener("toggle", (event) => event.target.matches("details") && open(event.target), true);
  // A browser may bring a page back with its folds as they were.
  document.querySelectorAll("details[open]").forEach(open);
})();
