/* Comforts of the programmes: a municipality joins the list at once, a stage goes up or down. */
(() => {
  const adder = document.querySelector("[data-ht-adds-to]");
  const places = adder && adder.form.elements[adder.dataset.htAddsTo];

  const addPlace = () => {
    if (!adder.value.trim()) return;
    places.value = `${places.value.trimEnd()}\n${adder.value.trim()}`.trimStart();
    adder.value = "";
  };

  if (places) {
    adder.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && adder.value.trim()) {
        event.preventDefault();
        addPlace();
      }
    });
    adder.addEventListener("change", () => {
      if (/^\d{4}\s/.test(adder.value)) addPlace();
    });
  }

  const list = document.querySelector("[data-ht-rows]");
  if (!list) return;
  const rows = () => [...list.querySelectorAll("[data-ht-row]")];
  const orderOf = (row) => row.querySelector('input[name$="-order"]');
  const nameOf = (row) => row.querySelector('input[name$="-name"]').value;
  const spoken = document.createElement("p");
  spoken.className = "w-sr-only";
  spoken.setAttribute("role", "status");
  list.after(spoken);

  const refresh = () => {
    const filled = rows().filter(nameOf);
    filled.forEach((row, index) => {
      orderOf(row).value = index + 1;
      const number = row.querySelector(".ht-row__number");
      if (number) number.textContent = `${index + 1}.`;
      const [up, down] = row.querySelectorAll(".ht-row__moves button");
      if (up) up.disabled = index === 0;
      if (down) down.disabled = index === filled.length - 1;
    });
  };

  const move = (row, step, button) => {
    const all = rows().filter(nameOf);
    const other = all[all.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    refresh();
    (button.disabled ? row.querySelector(".ht-row__moves button:enabled") : button)?.focus();
    spoken.textContent = `${nameOf(row)} : place ${orderOf(row).value}`;
  };

  rows()
    .filter(nameOf)
    .forEach((row) => {
      const moves = document.createElement("p");
      moves.className = "ht-row__moves";
      [["↑", "Monter", -1], ["↓", "Descendre", 1]].forEach(([sign, words, step]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = sign;
        button.setAttribute("aria-label", `${words} ${nameOf(row)}`);
        button.addEventListener("click", () => move(row, step, button));
        moves.append(button);
      });
      row.append(moves);
    });
  refresh();
})();
