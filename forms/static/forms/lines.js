/* Repeated lines: only those with something in them are shown, and one can be added or removed. Without this
   file all the lines are there. Names follow what is seen, so that lines arrive in their order. */
(function () {
  "use strict";

  function fieldsOf(line) {
    return [...line.querySelectorAll("input, select, textarea")];
  }

  function isFilled(line) {
    return fieldsOf(line).some((one) => (one.type === "radio" || one.type === "checkbox" ? one.checked : one.value.trim()));
  }

  function empty(line) {
    for (const one of fieldsOf(line)) {
      if (one.type === "radio" || one.type === "checkbox") one.checked = false;
      else one.value = "";
      one.removeAttribute("aria-invalid");
    }
    line.querySelectorAll(".ask__error").forEach((one) => one.remove());
    line.querySelectorAll(".ask--wrong").forEach((one) => one.classList.remove("ask--wrong"));
  }

  /* « debts__3__amount » becomes « debts__2__amount » when its line is seen second. Radios of two lines must
     never have one name, even for a moment: the browser would keep a single answer of the two. */
  function renumber(group, lines) {
    const key = group.dataset.key;
    const renamed = [];
    lines.forEach((line, index) => {
      line.querySelector("[data-line-number]").textContent = index + 1;
      for (const one of fieldsOf(line)) {
        renamed.push([one, one.checked, one.name.replace(/^(.+?)__[0-9]+__/, `${key}__${index + 1}__`)]);
        one.name = `-${index}-${one.name}`;
      }
    });
    for (const [one, checked, name] of renamed) {
      one.name = name;
      if (one.type === "radio" || one.type === "checkbox") one.checked = checked;
    }
  }

  function button(words, after) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "textbutton";
    made.append(words);
    if (after) {
      const unseen = document.createElement("span");
      unseen.className = "visually-hidden";
      unseen.append(after);
      made.append(unseen);
    }
    return made;
  }

  function enhance(group) {
    const note = group.querySelector("[data-without-script]");
    const add = button("Ajouter une ligne");
    const told = document.createElement("p");
    told.className = "visually-hidden";
    told.setAttribute("role", "status");
    let lines = [...group.querySelectorAll(":scope > [data-line]")];
    const last = () => lines.filter((line) => !line.hidden).length;

    function refresh() {
      add.hidden = last() === lines.length;
      for (const line of lines) line.querySelector("[data-remove]").hidden = last() === 1 && !isFilled(line);
    }

    function remove(line) {
      const place = lines.indexOf(line);
      empty(line);
      lines = [...lines.filter((one) => one !== line), line];
      add.before(line);
      line.hidden = last() > 1;
      renumber(group, lines);
      refresh();
      told.textContent = `Ligne ${place + 1} retirée.`;
      (add.hidden ? lines[0].querySelector("input") : add).focus();
      group.dispatchEvent(new Event("input", { bubbles: true }));
    }

    lines.forEach((line, index) => {
      line.hidden = index > 0 && !isFilled(line) && !line.querySelector(".ask--wrong");
      const away = button("Retirer cette ligne", ` (${group.querySelector("legend").firstChild.textContent.trim()})`);
      away.dataset.remove = "";
      away.addEventListener("click", () => remove(line));
      line.append(away);
    });
    // A line left empty between two others stays where it is.
    const shown = lines.map((line) => !line.hidden).lastIndexOf(true);
    lines.forEach((line, index) => { if (index < shown) line.hidden = false; });

    add.classList.add("group__add");
    add.addEventListener("click", () => {
      const next = lines.find((line) => line.hidden);
      next.hidden = false;
      refresh();
      told.textContent = "";
      next.querySelector("input, select, textarea").focus();
    });
    if (note) note.hidden = true;
    group.append(add, told);
    group.addEventListener("input", refresh);
    refresh();
  }

  for (const group of document.querySelectorAll("[data-form] [data-group]")) enhance(group);
})();
