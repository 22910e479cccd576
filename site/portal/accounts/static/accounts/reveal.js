/* Adds « Afficher » to password fields. Without this script they are ordinary fields. */
(() => {
  "use strict";
  for (const input of document.querySelectorAll('input[type="password"]')) {
    const label = document.querySelector(`label[for="${input.id}"]`);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "reveal";
    button.textContent = "Afficher";
    button.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-label", `Afficher : ${label ? label.textContent : "mot de passe"}`);
    button.addEventListener("click", () => {
      const shown = input.type === "text";
      input.type = shown ? "password" : "text";
      button.textContent = shown ? "Afficher" : "Masquer";
      button.setAttribute("aria-pressed", String(!shown));
    });
    const box = document.createElement("div");
    box.className = "with-reveal";
    input.replaceWith(box);
    box.append(input, button);
    // Sent hidden again, so that the browser recognises a password to keep.
    if (input.form) input.form.addEventListener("submit", () => { input.type = "password"; });
  }
})();
