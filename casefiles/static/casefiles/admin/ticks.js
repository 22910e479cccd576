// Rows that are ticked stay so from one page of a list to the next, for this tab and these filters. Without this
// script, those of one page are exported: the page says so.
(() => {
  "use strict";

  const form = () => document.getElementById("ht-ticked");
  const boxes = () => document.querySelectorAll('.ht-pick input[name="ticked"]');

  // Another filter is another list: what it does not show is not taken away unseen.
  const place = (here) => {
    const filters = [...here.querySelectorAll('input[type="hidden"]:not([data-kept])')];
    return `ht-ticked ${here.action} ${filters.map((field) => `${field.name}=${field.value}`).join("&")}`;
  };
  const read = (here) => {
    try {
      return new Set(JSON.parse(sessionStorage.getItem(place(here)) || "[]"));
    } catch {
      return new Set();
    }
  };
  const write = (here, keys) => {
    try {
      if (keys.size) sessionStorage.setItem(place(here), JSON.stringify([...keys]));
      else sessionStorage.removeItem(place(here));
    } catch {
      // A browser that keeps nothing: the boxes of this page still count.
    }
  };

  const show = (here, keys, words = "") => {
    const shown = new Set([...boxes()].map((box) => box.value));
    here.querySelectorAll("[data-kept]").forEach((field) => field.remove());
    keys.forEach((key) => {
      if (shown.has(key)) return;
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "ticked", value: key });
      field.dataset.kept = "";
      here.append(field);
    });
    here.classList.toggle("ht-ticked--some", keys.size > 0);
    const count = keys.size > 1 ? `${keys.size} cochées` : `${keys.size} cochée`;
    here.querySelector("[data-ticked-count]").textContent = words || (keys.size ? count : "");
    here.querySelector("[data-ticked-none]").hidden = !keys.size;
  };

  const begin = () => {
    const here = form();
    if (!here) return;
    const keys = read(here);
    boxes().forEach((box) => {
      // A browser that comes back to a page may have kept boxes by itself.
      box.checked = keys.has(box.value);
    });
    show(here, keys);
  };

  document.addEventListener("change", (event) => {
    const here = form();
    if (!here || !event.target.matches('.ht-pick input[name="ticked"]')) return;
    const keys = read(here);
    const most = Number(here.dataset.most);
    let words = "";
    if (!event.target.checked) keys.delete(event.target.value);
    else if (keys.size < most) keys.add(event.target.value);
    else {
      event.target.checked = false;
      words = `${most} lignes au plus : exportez celles-ci, ou affinez avec les filtres.`;
    }
    write(here, keys);
    show(here, keys, words);
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-ticked-none]")) return;
    const here = form();
    write(here, new Set());
    begin();
    const first = boxes()[0];
    if (first) first.focus();
  });
  // Filters put new rows in the place of the others.
  document.addEventListener("w-swap:success", begin);
  window.addEventListener("pageshow", begin);
})();
