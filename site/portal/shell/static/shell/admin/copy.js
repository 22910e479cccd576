/* A secret is selected whole when one comes to it, and copied by its button where the browser allows. */
(function () {
  "use strict";

  function copy(field, said) {
    navigator.clipboard.writeText(field.value).then(
      () => (said.textContent = "Copié."),
      () => {
        field.focus();
        said.textContent = "Le navigateur refuse la copie : le texte est sélectionné, copiez-le au clavier.";
      },
    );
  }

  document.querySelectorAll("[data-ht-copy]").forEach((field) => {
    field.addEventListener("focus", () => field.select());
    const button = document.querySelector(`[data-ht-copies="${field.id}"]`);
    if (!button || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", () => copy(field, button.nextElementSibling));
  });
})();
