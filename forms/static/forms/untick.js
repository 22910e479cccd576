/* A radio button cannot be unticked: where no answer is needed, a button takes it back. */
(function () {
  "use strict";

  function offer(group, radios) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "textbutton ask__clear";
    button.textContent = "Effacer cette réponse";
    const show = () => { button.hidden = !radios.some((one) => one.checked); };
    button.addEventListener("click", () => {
      for (const one of radios) one.checked = false;
      radios[0].focus();
      group.dispatchEvent(new Event("input", { bubbles: true }));
      show();
    });
    group.append(button);
    group.addEventListener("change", show);
    window.addEventListener("pageshow", show);
    show();
  }

  for (const group of document.querySelectorAll("[data-form] fieldset")) {
    // Its own buttons, not those of the questions inside it.
    const radios = [...group.querySelectorAll("input[type=radio]:not([required])")]
      .filter((one) => one.closest("fieldset") === group);
    if (radios.length) offer(group, radios);
  }
})();
