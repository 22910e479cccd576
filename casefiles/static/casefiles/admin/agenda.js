// Small helps over pages that work without them: keys, a template that fills the form in place, a button that
// is pressed once, arrows from one appointment to the next.
(() => {
  "use strict";

  const OFF = "ht-keys-off";
  const keysOff = () => {
    try {
      return localStorage.getItem(OFF) === "1";
    } catch {
      return false;
    }
  };
  const typing = (target) => target.closest("input, select, textarea, [contenteditable]");

  // --- Keys: one letter, never while one types, and one may be rid of them.
  const shown = document.querySelector("[data-ht-keys]");
  if (shown) {
    shown.hidden = false;
    const button = shown.querySelector("[data-ht-keys-off]");
    const tell = () => {
      button.textContent = keysOff() ? "Rétablir les touches" : "Couper les touches";
      button.setAttribute("aria-pressed", String(keysOff()));
    };
    button.addEventListener("click", () => {
      try {
        localStorage.setItem(OFF, keysOff() ? "0" : "1");
      } catch {
        // A browser that keeps nothing keeps the keys.
      }
      tell();
    });
    tell();
  }
  document.querySelectorAll("[data-ht-key]").forEach((target) => {
    target.setAttribute("aria-keyshortcuts", target.dataset.htKey);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keysOff() || typing(event.target)) return;
    const target = document.querySelector(`[data-ht-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target) return;
    event.preventDefault();
    const aim = target.hash && target.pathname === location.pathname && document.querySelector(target.hash);
    if (!aim) {
      target.click();
      return;
    }
    const fold = aim.closest("details");
    if (fold) fold.open = true;
    const form = aim.matches("form") ? aim : aim.closest("form");
    const field = form && (form.querySelector("textarea") || form.querySelector("input:not([type='hidden'])"));
    (field || aim).focus();
    (field || aim).scrollIntoView({ block: "center" });
  });

  // --- Arrows on the week.
  const week = document.querySelector("[data-ht-week]");
  if (week) {
    week.addEventListener("keydown", (event) => {
      const slot = event.target.closest("[data-ht-slot]");
      if (!slot || keysOff()) return;
      const days = [...week.querySelectorAll(".ht-week__grid")].map((day) => [...day.querySelectorAll("[data-ht-slot]")]);
      const at = days.findIndex((day) => day.includes(slot));
      const row = days[at].indexOf(slot);
      const beside = (step) => {
        for (let day = at + step; day >= 0 && day < days.length; day += step) {
          if (days[day].length) return days[day][Math.min(row, days[day].length - 1)];
        }
        return null;
      };
      const next = {
        ArrowUp: () => days[at][row - 1],
        ArrowDown: () => days[at][row + 1],
        ArrowLeft: () => beside(-1),
        ArrowRight: () => beside(1),
      }[event.key];
      const target = next && next();
      if (!target) return;
      event.preventDefault();
      target.focus();
    });
  }

  // --- A template fills the form where it stands; the note that was begun stays.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-ht-fill]");
    const form = link && link.closest("form");
    if (!form) return;
    event.preventDefault();
    let folded = false;
    Object.entries(JSON.parse(link.dataset.htFill)).forEach(([name, value]) => {
      const field = form.elements.namedItem(name);
      if (!field) return;
      if (field.type === "checkbox") field.checked = value;
      else field.value = value;
      if (value && field.closest("[data-ht-more]") && name !== "outcome") folded = true;
    });
    const more = form.querySelector("[data-ht-more]");
    if (more && folded) more.open = true;
    form.querySelectorAll("[data-ht-fill]").forEach((other) => other.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
    const note = form.elements.namedItem("note");
    if (note) note.focus();
  });
})();
