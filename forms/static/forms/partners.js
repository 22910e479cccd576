/* Copying the secret. Without this, or without the browser’s leave, it is selected and copied by hand. */
(function () {
  "use strict";

  var secret = document.querySelector("[data-partners-secret]");
  var button = document.querySelector("[data-partners-copy]");
  var said = document.querySelector("[data-partners-said]");
  if (!secret) return;

  secret.addEventListener("focus", function () {
    secret.select();
  });

  if (!button || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", function () {
    navigator.clipboard.writeText(secret.value).then(
      function () {
        button.querySelector("span").textContent = button.dataset.partnersCopy;
        said.textContent = "Le secret est copié.";
      },
      function () {
        secret.focus();
        said.textContent = "Le navigateur refuse la copie : le secret est sélectionné, copiez-le au clavier.";
      },
    );
  });
})();
